import type { PaymentGateway } from "../gateway.ts";
import { openPayment } from "./zarinpal/open.ts";
import { fetchReversal, reverse } from "./zarinpal/reverse.ts";
import type { ZarinPalSettings } from "./zarinpal/settings.ts";
import { fetchPayment } from "./zarinpal/state.ts";

export type { ZarinPalSettings } from "./zarinpal/settings.ts";

/**
 * ZarinPal (zarinpal.com/docs/paymentGateway), API v4, in rials. It tells nothing of itself: a payer comes back to the
 * page they came from with an `Authority` and a `Status` that nobody signed, which only makes us look. A payment is
 * taken by being looked at (`fetchState`), so it has to be looked at within the first half hour; the reconciler's first
 * steps do.
 */
export function zarinpal(settings: ZarinPalSettings, fetch = globalThis.fetch): PaymentGateway {
  const client = { settings, fetch };
  return {
    name: "zarinpal",
    currencies: ["IRR"],
    origin: new URL(settings.apiRoot).origin,
    caps: {
      partialCapture: false,
      keyed: false,
      voidPending: false,
      asyncRefund: false,
      receipts: "none",
    },
    createCheckout: (checkout) => openPayment(client, checkout),
    fetchState: (ref) => fetchPayment(client, ref),
    capture: () => Promise.resolve({ declined: "one_stage" }),
    void: () => Promise.resolve({ declined: "one_stage" }),
    refund: (ref, money) => reverse(client, ref, money),
    fetchRefund: (ref) => fetchReversal(client, ref),
    parseNotification: () => ({ reject: "malformed", answer: { status: 404, body: "nothing is told here" } }),
  };
}
