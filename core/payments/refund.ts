import type { PaymentTask } from "../../prisma/generated/client.ts";
import { queue } from "../messaging/outbox.ts";
import { transact, type Core } from "../platform/core.ts";
import { receiptOf } from "./checkout.ts";
import type { Outcome, PaymentGateway, RefundState } from "./gateway.ts";
import { post } from "./ledger.ts";
import { giveUp } from "./stuck.ts";
import { finish, postpone } from "./tasks.ts";

/**
 * Gives back the whole of what an attempt brought.
 *
 *     asked -> under way -> done         the books and the owner are told at the end
 *          \            \-> cancelled    by a person at the gateway: a person looks
 *           \-> declined                 a person looks
 *            \-> unknown                 asked again: a whole refund cannot be made twice
 */
export async function workRefund(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  ref: string,
): Promise<void> {
  const outcome =
    task.ref === null ? await ask(core, gateway, task, ref) : await gateway.fetchRefund(task.ref);
  if ("unknown" in outcome) return void (await postpone(core, task));
  if ("declined" in outcome) return giveUp(core, task.key, outcome.declined);
  switch (outcome.ok) {
    case "under_way":
      return void (await postpone(core, task));
    case "cancelled":
      return giveUp(core, task.key, "cancelled");
    case "done":
      return book(core, gateway, task, ref);
  }
}

async function ask(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  ref: string,
): Promise<Outcome<RefundState>> {
  const attempt = await core.db.paymentAttempt.findUniqueOrThrow({
    where: { id: task.attemptId },
    include: { order: { include: { package: true } } },
  });
  const money = { amount: attempt.captured, currency: attempt.currency };
  const asked = await gateway.refund(ref, money, task.key, receiptOf(attempt.order, money.amount));
  if ("ok" in asked) {
    // Written before anything else is asked: from now on only its state is.
    await core.db.paymentTask.update({ where: { key: task.key }, data: { ref: asked.ok.ref } });
    return { ok: asked.ok.state };
  }
  // We asked before and did not hear the answer; now there is nothing left to give. So it went back that time.
  if ("declined" in asked && asked.declined === "nothing_left" && task.tries > 1) return { ok: "done" };
  return asked;
}

async function book(core: Core, gateway: PaymentGateway, task: PaymentTask, ref: string): Promise<void> {
  await transact(core, async (core) => {
    const attempt = await core.db.paymentAttempt.findUniqueOrThrow({
      where: { id: task.attemptId },
      include: { order: true },
    });
    const { order, currency, captured } = attempt;
    const money = { amount: captured, currency };
    const fresh = await post(core, {
      kind: "refund",
      gateway: gateway.name,
      ref,
      order: order.id,
      money,
      owed: "customer_prepayment",
    });
    await finish(core, task.key);
    if (!fresh) return;
    await core.db.paymentAttempt.update({
      where: { id: attempt.id },
      data: { state: "refunded", refunded: captured, changedAt: core.clock.now() },
    });
    const { erasedAt } = await core.db.person.findUniqueOrThrow({ where: { id: order.ownerId } });
    if (erasedAt) return;
    await queue(core, {
      to: order.ownerId,
      operation: {
        op: "notice",
        notice: {
          kind: "orderRefunded",
          order: order.number,
          amount: money.amount,
          currency,
          reason: order.state === "paid" ? "paid_twice" : "promo_gone",
        },
      },
    });
  });
}
