import type { Order, PaymentTask } from "../../prisma/generated/client.ts";
import { queue } from "../messaging/outbox.ts";
import { isPaid } from "../orders/states.ts";
import type { PaymentNotice } from "../orders/notices.ts";
import type { Core } from "../platform/core.ts";
import { accountsOf, paymentName, post, type Account } from "./ledger.ts";
import { lockOrder } from "./money-of.ts";
import { recognise } from "./recognise.ts";
import { refundReceipt } from "./receipts.ts";
import { compareAnew, finish } from "./tasks.ts";
import { wayBack, type WayBack } from "./way-back.ts";

/** A refund went through: ledger, attempt, order, receipt, notice. Doing it twice does it once. Needs a transaction. */
export async function bookRefund(core: Core, key: string): Promise<void> {
  const { attempt: found } = await core.db.paymentTask.findUniqueOrThrow({
    where: { key },
    select: { attempt: { select: { orderId: true } } },
  });
  await lockOrder(core, found.orderId);
  const task = await core.db.paymentTask.findUniqueOrThrow({ where: { key }, include: { attempt: true } });
  const { attempt } = task;
  const { id, orderId, currency, gateway } = attempt;
  const amount = task.amount ?? 0;
  const nth = Number(key.slice(key.lastIndexOf(":") + 1));
  const clearing: Account = `clearing:${gateway}`;
  const fresh = await post(core, {
    kind: "refund",
    ref: `${paymentName(attempt)}:${nth}`,
    order: orderId,
    attempt: id,
    currency,
    lines: { ...(await drawn(core, id, amount)), [clearing]: -amount },
  });
  await finish(core, key);
  if (!fresh) return;
  const refunded = attempt.refunded + amount;
  const whole = refunded === attempt.captured;
  await core.db.paymentAttempt.update({
    where: { id },
    data: { state: whole ? "refunded" : "partially_refunded", refunded, changedAt: core.clock.now() },
  });
  if (whole)
    await core.db.order.updateMany({
      where: { id: orderId, paidWithId: id, state: "paid" },
      data: { state: "refunded" },
    });
  await recognise(core, orderId);
  await compareAnew(core, id);
  await refundReceipt(core, id, nth, { amount, currency });
  await tell(core, orderId, task, { amount, currency, way: wayBack(gateway) });
}

/**
 * Whose money goes back: what nobody knew the use of, then what is not earned yet, then what was. All of it stands below
 * zero while it is there.
 */
async function drawn(core: Core, attempt: string, amount: number): Promise<Partial<Record<Account, number>>> {
  const { suspense, customer_prepayment } = await accountsOf(core, attempt);
  const unknown = Math.min(amount, Math.max(0, -suspense));
  const prepaid = Math.min(amount - unknown, Math.max(0, -customer_prepayment));
  return { suspense: unknown, customer_prepayment: prepaid, revenue: amount - unknown - prepaid };
}

async function tell(
  core: Core,
  orderId: string,
  task: PaymentTask,
  money: { readonly amount: number; readonly currency: string; readonly way: WayBack },
): Promise<void> {
  const order = await core.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const { erasedAt } = await core.db.person.findUniqueOrThrow({ where: { id: order.ownerId } });
  if (erasedAt) return;
  const notice = {
    kind: "orderRefunded",
    order: order.number,
    ...money,
    reason: reasonOf(task, order),
  } as const;
  await queue(core, { to: order.ownerId, operation: { op: "notice", notice } });
}

function reasonOf(
  { why }: PaymentTask,
  { state }: Order,
): Extract<PaymentNotice, { kind: "orderRefunded" }>["reason"] {
  if (why === "unneeded" || why === "sessions" || why === "decided") return why;
  return isPaid(state) ? "paid_twice" : state === "released" ? "unneeded" : "promo_gone";
}
