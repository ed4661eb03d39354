import type { PaymentGateway } from "../gateway.ts";
import { openPayment } from "./zarinpal/open.ts";
import { fetchReversal, refundPayment } from "./zarinpal/refund.ts";
import type { ZarinPalSettings } from "./zarinpal/settings.ts";
import { fetchPayment } from "./zarinpal/state.ts";
import { fetchUnclaimed } from "./zarinpal/unclaimed.ts";

export type { ZarinPalSettings } from "./zarinpal/settings.ts";

/**
 * ZarinPal (zarinpal.com/docs/paymentGateway), API v4, in rials. It tells nothing of itself: a payer comes back to the
 * page they came from with an `Authority` and a `Status` that nobody signed, which only makes us look. A payment is
 * taken by being looked at (`fetchState`), and goes back to the payer when nobody does within half an hour: so what
 * waits for that is asked for every few minutes (`fetchUnclaimed`).
 */
export function zarinpal(settings: ZarinPalSettings, fetch = globalThis.fetch): PaymentGateway {
  const client = { settings, fetch };
  // Refunds by the bank are known by the key in their description, and take their time.
  const byBank = settings.account !== undefined;
  return {
    name: "zarinpal",
    currencies: ["IRR"],
    origin: new URL(settings.apiRoot).origin,
    caps: {
      partialCapture: false,
      keyed: byBank,
      voidPending: false,
      asyncRefund: byBank,
      receipts: "none",
    },
    createCheckout: (checkout) => openPayment(client, checkout),
    fetchState: (ref) => fetchPayment(client, ref),
    capture: () => Promise.resolve({ declined: "one_stage" }),
    void: () => Promise.resolve({ declined: "one_stage" }),
    fetchUnclaimed: () => fetchUnclaimed(client),
    refund: (ref, money, key) => refundPayment(client, ref, money, key),
    fetchRefund: (ref) => fetchReversal(client, ref),
    parseNotification: () => ({ reject: "malformed", answer: { status: 404, body: "nothing is told here" } }),
  };
}
