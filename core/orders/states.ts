import type { OrderState } from "../../prisma/generated/enums.ts";

/**
 * The life of an order.
 *
 *     open ──► paid ──► refunded       open: to be paid; cancelled: left or grown old, a late payment is still honoured
 *      │ ▲        ▲
 *      ▼ │        │ captured
 *     cancelled   │
 *     open ──► held ──► released       held: the money is held and the consultation has begun; released: let go
 */

/** Somebody's money is in it, or was. */
export const isPaid = (state: OrderState): boolean =>
  state === "held" || state === "paid" || state === "refunded";

/** More money would be too much. */
export const needsNoMoney = (state: OrderState): boolean => isPaid(state) || state === "released";
