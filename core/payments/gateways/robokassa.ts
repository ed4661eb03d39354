import type { PaymentGateway } from "../gateway.ts";
import { paymentLink } from "./robokassa/link.ts";
import { readHoldResult } from "./robokassa/hold-notification.ts";
import { cancelHold, confirmHold } from "./robokassa/holds.ts";
import { readResult } from "./robokassa/notification.ts";
import { createRefund, fetchRefund } from "./robokassa/refunds.ts";
import { attachReceipt, fetchReceipt } from "./robokassa/second-receipt.ts";
import type { RobokassaSettings } from "./robokassa/settings.ts";
import { fetchOperation, HOLD_MS } from "./robokassa/state.ts";

export type { RobokassaSettings } from "./robokassa/settings.ts";

/**
 * Robokassa (docs.robokassa.ru). The payment's `ref` is its InvId, our own number of the attempt. Opening one takes no
 * request: the link is the request, and may be made again and again. There are no idempotency keys.
 *
 * A payment is taken when it is paid; or, where the shop may hold, held for up to seven days and then taken whole or
 * let go. Holds cannot be tried in Robokassa's test mode.
 */
export function robokassa(settings: RobokassaSettings, fetch = globalThis.fetch): PaymentGateway {
  return {
    name: "robokassa",
    currencies: ["RUB"],
    origin: new URL(settings.paymentUrl).origin,
    caps: {
      ...(settings.hold && { holdMs: HOLD_MS }),
      partialCapture: false,
      keyed: false,
      voidPending: false,
      asyncRefund: true,
      receipts: settings.settlement ? "separate" : "inline",
      oneSettlement: true,
    },
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
    capture: (ref, money, _key, receipt) => confirmHold(settings, fetch, ref, money, receipt),
    void: (ref) => cancelHold(settings, fetch, ref),
    refund: (ref, money, _key, receipt) => createRefund(settings, fetch, ref, money, receipt),
    fetchRefund: (ref) => fetchRefund(settings, fetch, ref),
    sendReceipt: (receipt) => attachReceipt(settings, fetch, receipt),
    fetchReceipt: (ref) => fetchReceipt(settings, fetch, ref),
    parseNotification(raw) {
      const { hold, login } = settings;
      const json = raw.headers["content-type"]?.startsWith("application/json") ?? false;
      return hold && json ? readHoldResult(hold, login, raw) : readResult(settings, raw);
    },
  };
}
