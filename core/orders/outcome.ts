import type { Order } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { leftToRefund, lockOrder } from "../payments/money-of.ts";
import { recognise } from "../payments/recognise.ts";
import { decide, orderRefund } from "../payments/tasks.ts";
import { giveBack, revoke } from "./sessions.ts";
import { startKey } from "./start.ts";

/** A consultation is over and was given: it is earned; what is held for it is taken. */
export async function completed(core: Core, consultation: string): Promise<void> {
  const { order } = await lockOrderOf(core, consultation);
  if (order.state === "held" && order.paidWithId) await decide(core, order.paidWithId, "capture");
  await recognise(core, order.id);
}

/**
 * What a consultation that was not given leaves its owner: the `session`, for another time; or, where it began with the
 * payment, the money: a `hold` that is let go, or a `refund`.
 */
export type Returned = "session" | "hold" | "refund";

/** A consultation was not given: nobody took it, it was declined or withdrawn, or was not needed. */
export async function notGiven(core: Core, consultation: string): Promise<Returned> {
  const { order, once } = await lockOrderOf(core, consultation);
  const given = await giveBack(core, consultation);
  if (given.kind !== "ok") return "session";
  if (once !== startKey(order.id) || !order.paidWithId) {
    await recognise(core, order.id);
    return "session";
  }
  await revoke(core, given.entitlement, { count: 1, occasion: unneededKey(order.id) });
  return letGo(core, order, order.paidWithId);
}

/** Whether an order's only consultation was not given after all; also what its money goes back by. */
export async function wasUnneeded(core: Core, order: string): Promise<boolean> {
  const key = `revoke:${unneededKey(order)}`;
  return (await core.db.entitlementEntry.count({ where: { key } })) > 0;
}

const unneededKey = (order: string): string => `unneeded:${order}`;

async function letGo(core: Core, { id, state }: Order, attempt: string): Promise<"hold" | "refund"> {
  // Being taken already: what comes of it goes back as soon as it is here (core/payments/settle.ts).
  if (state === "held") return (await decide(core, attempt, "void")) === "void" ? "hold" : "refund";
  if (state === "released") return "hold";
  await refundUnneeded(core, id, attempt);
  return "refund";
}

/** Gives back all that came for an order whose consultation was not given. The order is locked. */
export async function refundUnneeded(core: Core, order: string, attemptId: string): Promise<void> {
  const attempt = await core.db.paymentAttempt.findUniqueOrThrow({ where: { id: attemptId } });
  const amount = await leftToRefund(core, attempt);
  const once = unneededKey(order);
  if (amount > 0) await orderRefund(core, attemptId, { amount, why: "unneeded", once });
  await recognise(core, order);
}

async function lockOrderOf(core: Core, consultation: string): Promise<{ order: Order; once: string | null }> {
  const found = await core.db.consultation.findUniqueOrThrow({
    where: { id: consultation },
    select: { once: true, entitlement: { select: { orderId: true } } },
  });
  const { orderId } = found.entitlement;
  await lockOrder(core, orderId);
  return { order: await core.db.order.findUniqueOrThrow({ where: { id: orderId } }), once: found.once };
}
