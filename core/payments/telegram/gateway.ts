import type { Core } from "../../platform/core.ts";
import { movedByHand } from "../by-hand.ts";
import type { PaymentGateway, Snapshot } from "../gateway.ts";
import { createInvoiceLink, type InvoiceSettings } from "./invoice.ts";

export const TELEGRAM = "telegram";

export interface TelegramPaymentSettings extends InvoiceSettings {
  /** ISO 4217: what the provider takes. */
  readonly currencies: readonly string[];
}

/**
 * Payments inside Telegram (core.telegram.org/bots/payments), through the provider that is connected to the owners' bot.
 * An attempt's `ref` is its own id, which the invoice carries as its payload. There is nobody to ask how a payment
 * stands: what Telegram told once, with the payment itself, is what there is to know (taken.ts).
 */
export function telegram(
  core: Core,
  settings: TelegramPaymentSettings,
  fetch = globalThis.fetch,
): PaymentGateway {
  return {
    name: TELEGRAM,
    currencies: settings.currencies,
    origin: settings.linkOrigin,
    caps: {
      partialCapture: false,
      keyed: false,
      voidPending: false,
      asyncRefund: false,
      receipts: settings.receipts ? "inline" : "none",
    },
    async createCheckout(checkout) {
      // Every link of one attempt is one invoice to us: whichever is paid, and only one of them may be (may-pay.ts).
      const made = await createInvoiceLink(settings, checkout, fetch);
      return "ok" in made ? { ok: { ref: checkout.key, url: made.ok, expiresAt: checkout.expiresAt } } : made;
    },
    fetchState: async (ref) => ({ ok: await stateOf(core, ref) }),
    ...movedByHand,
  };
}

async function stateOf(core: Core, ref: string): Promise<Snapshot> {
  const attempt = await core.db.paymentAttempt.findUnique({
    where: { gateway_ref: { gateway: TELEGRAM, ref } },
    select: { refunded: true, charge: true },
  });
  if (!attempt?.charge) return { state: "absent" };
  const { amount, currency } = attempt.charge;
  return { state: "captured", money: { amount, currency }, refunded: attempt.refunded };
}
