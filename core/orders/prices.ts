import type { Order } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { discountOf } from "./discount.ts";

/** What an order costs in a currency. Minor units. */
export interface OrderPrice {
  /** ISO 4217. */
  readonly currency: string;
  readonly listAmount: number;
  readonly discount: number;
  readonly amount: number;
}

/**
 * Fixes what a new order costs in the other currencies its package has a price in: whichever gateway is used later,
 * the catalogue may change, the order does not. The database has written the price named in the chat itself.
 *
 * A percentage is taken off in every currency; a sum only in its own, which is that of the chat. What leaves nothing to
 * pay in a currency though there is something to pay in the chat's cannot be paid there, and is left out.
 */
export async function freezePrices(
  core: Core,
  order: Pick<Order, "id" | "packageId" | "currency" | "promoCode">,
): Promise<void> {
  const { id, packageId, currency, promoCode } = order;
  const prices = await core.db.packagePrice.findMany({ where: { packageId, currency: { not: currency } } });
  if (prices.length === 0) return;
  const promo =
    promoCode === null
      ? undefined
      : await core.db.promoCode.findUniqueOrThrow({ where: { code: promoCode } });
  const rows = prices.map(({ currency, amount: listAmount }) => {
    const discount = promo?.kind === "percent" ? discountOf(promo, listAmount) : 0;
    return { orderId: id, currency, listAmount, discount, amount: listAmount - discount };
  });
  await core.db.orderPrice.createMany({ data: rows.filter(({ amount }) => amount > 0) });
}
