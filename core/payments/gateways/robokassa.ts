import type { PaymentGateway } from "../gateway.ts";
import { paymentLink } from "./robokassa/link.ts";
import { readResult } from "./robokassa/notification.ts";
import { createRefund, fetchRefund } from "./robokassa/refunds.ts";
import type { RobokassaSettings } from "./robokassa/settings.ts";
import { fetchOperation } from "./robokassa/state.ts";

export type { RobokassaSettings } from "./robokassa/settings.ts";

/**
 * Robokassa (docs.robokassa.ru), one-stage: a payment is captured when it is paid. The payment's `ref` is its InvId,
 * our own number of the attempt. Opening one takes no request: the link is the request, and may be made again and
 * again. There are no idempotency keys.
 */
export function robokassa(settings: RobokassaSettings, fetch = globalThis.fetch): PaymentGateway {
  return {
    name: "robokassa",
    currencies: ["RUB"],
    origin: new URL(settings.paymentUrl).origin,
    caps: { partialCapture: false, keyed: false, voidPending: false, asyncRefund: true, receipts: "inline" },
    createCheckout(checkout) {
      const url = paymentLink(settings, checkout);
      return Promise.resolve({ ok: { ref: String(checkout.invoice), url, expiresAt: checkout.expiresAt } });
    },
    async fetchState(ref) {
      // OpStateExt knows no test payments and takes no test passwords: what became of one cannot be known.
      if (settings.test) return { unknown: true };
      const operation = await fetchOperation(settings, fetch, ref);
      return "ok" in operation ? { ok: operation.ok.snapshot } : operation;
    },
    // Nothing is ever held here, so there is nothing to capture or to let go.
    capture: () => Promise.resolve({ declined: "one_stage" }),
    void: () => Promise.resolve({ declined: "one_stage" }),
    refund: (ref, money, _key, receipt) => createRefund(settings, fetch, ref, money, receipt),
    fetchRefund: (ref) => fetchRefund(settings, fetch, ref),
    parseNotification: (raw) => readResult(settings, raw),
  };
}
