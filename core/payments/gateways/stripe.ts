import type { Clock } from "../../platform/clock.ts";
import type { PaymentGateway } from "../gateway.ts";
import { openSession } from "./stripe/checkout.ts";
import { clientOf } from "./stripe/client.ts";
import { captureIntent, letGo } from "./stripe/hold.ts";
import { readEvent } from "./stripe/notification.ts";
import { createRefund, fetchRefund } from "./stripe/refund.ts";
import { fetchSession, snapshotOf } from "./stripe/session.ts";
import type { StripeSettings } from "./stripe/settings.ts";

export type { StripeSettings } from "./stripe/settings.ts";

/** A card's hold lasts a week as a rule; `fetchState` tells what its network says. */
const HOLD_MS = 7 * 24 * 3_600_000;

/** Stripe (docs.stripe.com): Checkout Sessions, over its own package. A payment's `ref` is the session's id. */
export function stripe(settings: StripeSettings, clock: Clock, fetch = globalThis.fetch): PaymentGateway {
  let opened: ReturnType<typeof clientOf> | undefined;
  const client = () => (opened ??= clientOf(settings, fetch));
  return {
    name: "stripe",
    currencies: settings.currencies,
    origin: settings.formOrigin,
    caps: {
      holdMs: HOLD_MS,
      partialCapture: true,
      keyed: true,
      voidPending: true,
      asyncRefund: false,
      receipts: "none",
    },
    createCheckout: (checkout) => openSession(client(), clock, checkout),
    async fetchState(ref) {
      const found = await fetchSession(client(), ref);
      if (!("ok" in found)) return found;
      const snapshot = snapshotOf(found.ok);
      return snapshot ? { ok: snapshot } : { unknown: true };
    },
    capture: (ref, money, key) => captureIntent(client(), ref, money, key),
    void: (ref, key) => letGo(client(), ref, key),
    refund: (ref, money, key) => createRefund(client(), ref, money, key),
    fetchRefund: (ref) => fetchRefund(client(), ref),
    parseNotification: (raw) => readEvent(client(), settings.webhookSecret, clock, raw),
  };
}
