import type { AttemptState, OrderState } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { cancelTimers, setTimer, type Timer, type TimerHandler } from "../platform/timers.ts";
import { entitlementEnd } from "./ended.ts";
import { releasePromo } from "./promo.ts";
import { needsNoMoney } from "./states.ts";

/** The timer that closes an unpaid order. */
export const expiry = (order: string, dueAt: Date): Timer => ({
  key: expiryKey(order),
  kind: "orderExpiry",
  dueAt,
  payload: { order },
});

const expiryKey = (order: string) => `order:${order}:expiry`;

/** Handlers of timers set by core/orders. */
export const timers: Record<string, TimerHandler> = {
  orderExpiry: (core, { order }) => lapse(core, [String(order)]),
  entitlementEnd,
};

/**
 * Closes unpaid orders and gives their promo codes back. Orders in another state stay as they are. A payment that
 * was on its way is still honoured when it arrives.
 */
export async function lapse(core: Core, orders: readonly string[]): Promise<void> {
  if (orders.length === 0) return;
  await core.db.order.updateMany({
    where: { id: { in: [...orders] }, state: "open" },
    data: { state: "cancelled", closedAt: core.clock.now() },
  });
  await releasePromo(core, orders);
  await cancelTimers(core, ...orders.map(expiryKey));
}

/** Keeps an open order, and its promo code, at least until a time: how it is paid takes longer. The order is locked. */
export async function prolong(
  core: Core,
  { id, expiresAt }: { readonly id: string; readonly expiresAt: Date },
  until: Date,
): Promise<void> {
  if (expiresAt >= until) return;
  await core.db.order.update({ where: { id }, data: { expiresAt: until } });
  await core.db.promoUse.updateMany({
    where: { orderId: id, state: "reserved" },
    data: { expiresAt: until },
  });
  await setTimer(core, expiry(id, until));
}

/** Ends the waiting for an order's payment. */
export const endExpiry = (core: Core, order: string): Promise<void> => cancelTimers(core, expiryKey(order));

export type OrderCancelled =
  /** `begun`: somebody went to the gateway with it; their money would still be honoured. */
  | { readonly kind: "ok"; readonly begun: boolean }
  /** It is paid: support helps with a refund. */
  | { readonly kind: "already_paid" }
  /** No order of this owner has the id. */
  | { readonly kind: "not_found" };

/** States of an attempt whose money may still come. */
const underWay = ["pending", "authorized", "expired"] as const satisfies AttemptState[];

/** The owner does not want an order any more. Doing it twice is `ok`. */
export async function cancelOrder(core: Core, owner: string, id: string): Promise<OrderCancelled> {
  return transact(core, async (core) => {
    const [order] = await core.db.$queryRaw<{ state: OrderState }[]>`
      select state::text as state from "order" where id = ${id}::uuid and owner_id = ${owner}::uuid for no key update`;
    if (!order) return { kind: "not_found" };
    if (needsNoMoney(order.state)) return { kind: "already_paid" };
    await lapse(core, [id]);
    const attempts = { orderId: id, state: { in: [...underWay] } };
    return { kind: "ok", begun: (await core.db.paymentAttempt.count({ where: attempts })) > 0 };
  });
}
