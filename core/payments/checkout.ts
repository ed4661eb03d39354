import type { Order, OrderStart, Package, PaymentAttempt } from "../../prisma/generated/client.ts";
import { localized, wordsOf } from "../catalog/words.ts";
import type { Payer } from "../orders/create.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import type { Checkout, Outcome, PaymentGateway, ReceiptLine } from "./gateway.ts";
import { spread } from "./receipt-lines.ts";

type Ordered = Order & { readonly package: Package };
type Planned = Ordered & { readonly start: OrderStart | null };

/** Fiscal receipts are read by the Russian tax service. */
const RECEIPT_LOCALE = "ru";

/** The one line of an order's receipt: what was bought, for the whole sum after the discount (minor units). */
export const receiptOf = ({ package: bought }: Ordered, sum: number): ReceiptLine[] =>
  spread(sum, [{ name: localized(wordsOf(bought.title), RECEIPT_LOCALE), weight: 1 }]);

/** Opens an attempt at its gateway, or finds it open there: the attempt's id is the key. */
export async function openAtGateway(
  core: Core,
  gateway: PaymentGateway,
  attempt: PaymentAttempt & { readonly order: Planned },
): Promise<Outcome<{ readonly ref: string; readonly url: string }>> {
  const { order } = attempt;
  const checkout: Checkout = {
    key: attempt.id,
    invoice: attempt.invoice,
    money: { amount: attempt.amount, currency: attempt.currency },
    description: `${localized(wordsOf(order.package.title), order.locale)} (${order.number})`,
    receipt: receiptOf(order, attempt.amount),
    email: receiptAddress(core, attempt),
    locale: order.locale,
    returnUrl: `${core.settings.publicUrl}/p/${order.token}/return`,
    expiresAt: attempt.expiresAt,
    ref: attempt.ref ?? undefined,
    // Only where the consultation begins with the payment: nobody's money is held for one that is yet to be activated.
    hold: order.start !== null && gateway.caps.holdMs !== undefined,
  };
  const opened = await gateway.createCheckout(checkout);
  if ("ok" in opened) {
    await core.db.paymentAttempt.updateMany({
      where: { id: attempt.id, state: "created" },
      data: { state: "pending", changedAt: core.clock.now() },
    });
    // Apart from the state: a notification may have moved that already.
    const written = await core.db.paymentAttempt.updateMany({
      where: { id: attempt.id, ref: null },
      data: { ref: opened.ok.ref },
    });
    if (written.count === 0 && checkout.ref === undefined)
      return sameForAll(core, gateway, checkout, opened.ok);
  }
  return opened;
}

/**
 * Somebody else opened the attempt at the same moment, and theirs was written down. A gateway that does not know our keys
 * has two then: both payers go to the one that we know of.
 */
async function sameForAll(
  core: Core,
  gateway: PaymentGateway,
  checkout: Checkout,
  opened: { readonly ref: string; readonly url: string },
): Promise<Outcome<{ readonly ref: string; readonly url: string }>> {
  const { ref } = await core.db.paymentAttempt.findUniqueOrThrow({ where: { id: checkout.key } });
  return ref === null || ref === opened.ref ? { ok: opened } : gateway.createCheckout({ ...checkout, ref });
}

/** Where a payer who typed an address on the page wants their receipts, kept with the attempt they pay. */
export async function keepReceiptAddress(core: Core, attempt: string, email: string): Promise<void> {
  const receiptTo = sealJson(core.keys, addressContext(attempt), email);
  await core.db.paymentAttempt.update({ where: { id: attempt }, data: { receiptTo }, select: { id: true } });
}

const addressContext = (attempt: string): string => `payment_attempt.receipt_to:${attempt}`;

/** Where the receipts of a payment go: to the address its payer typed on the page, else to the one in the order. */
export const receiptAddress = (
  core: Core,
  { id, receiptTo, order }: PaymentAttempt & { readonly order: Order },
): string | undefined =>
  receiptTo ? openJson<string>(core.keys, addressContext(id), receiptTo) : payerOf(core, order)?.email;

/** Who made the order; undefined once their account is deleted. */
export function payerOf(core: Core, { id, payer }: Pick<Order, "id" | "payer">): Payer | undefined {
  return payer ? openJson<Payer>(core.keys, `order.payer:${id}`, payer) : undefined;
}
