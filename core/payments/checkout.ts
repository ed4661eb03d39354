import type { Order, Package, PaymentAttempt } from "../../prisma/generated/client.ts";
import { localized, wordsOf } from "../catalog/words.ts";
import type { Payer } from "../orders/create.ts";
import type { Core } from "../platform/core.ts";
import { openJson } from "../platform/sealed.ts";
import type { Checkout, Outcome, PaymentGateway, ReceiptLine } from "./gateway.ts";

type Ordered = Order & { readonly package: Package };

/** Fiscal receipts are read by the Russian tax service. */
const RECEIPT_LOCALE = "ru";

/** The one line of an order's receipt: what was bought, for the whole sum after the discount (minor units). */
export const receiptOf = ({ package: bought }: Ordered, sum: number): ReceiptLine[] => [
  { name: localized(wordsOf(bought.title), RECEIPT_LOCALE), sum },
];

/**
 * Opens an attempt at its gateway, or finds it open there: the attempt's id is the key. The receipt goes to `email`,
 * else to the address given in the order.
 */
export async function openAtGateway(
  core: Core,
  gateway: PaymentGateway,
  attempt: PaymentAttempt & { readonly order: Ordered },
  email?: string,
): Promise<Outcome<{ readonly ref: string; readonly url: string }>> {
  const { order } = attempt;
  const checkout: Checkout = {
    key: attempt.id,
    invoice: attempt.invoice,
    money: { amount: attempt.amount, currency: attempt.currency },
    description: `${localized(wordsOf(order.package.title), order.locale)} (${order.number})`,
    receipt: receiptOf(order, attempt.amount),
    email: email ?? payerOf(core, order)?.email,
    locale: order.locale,
    returnUrl: `${core.settings.publicUrl}/p/${order.token}/return`,
    expiresAt: attempt.expiresAt,
    ref: attempt.ref ?? undefined,
    hold: false,
  };
  const opened = await gateway.createCheckout(checkout);
  if ("ok" in opened) {
    await core.db.paymentAttempt.updateMany({
      where: { id: attempt.id, state: "created" },
      data: { state: "pending", changedAt: core.clock.now() },
    });
    // Apart from the state: a notification may have moved that already.
    await core.db.paymentAttempt.updateMany({
      where: { id: attempt.id, ref: null },
      data: { ref: opened.ok.ref },
    });
  }
  return opened;
}

/** Who made the order; undefined once their account is deleted. */
export function payerOf(core: Core, { id, payer }: Pick<Order, "id" | "payer">): Payer | undefined {
  return payer ? openJson<Payer>(core.keys, `order.payer:${id}`, payer) : undefined;
}
