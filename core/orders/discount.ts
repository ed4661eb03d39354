import type { PromoCode } from "../../prisma/generated/client.ts";

/** What a promo code takes off a price, in minor units; never more than the price. Half a unit is rounded up. */
export function discountOf(promo: Pick<PromoCode, "kind" | "value">, price: number): number {
  return promo.kind === "percent"
    ? Math.floor((price * promo.value + 50) / 100)
    : Math.min(promo.value, price);
}
