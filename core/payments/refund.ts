import type { PaymentAttempt, PaymentTask } from "../../prisma/generated/client.ts";
import { transact, type Core } from "../platform/core.ts";
import { receiptOf } from "./checkout.ts";
import type { Outcome, PaymentGateway, RefundState } from "./gateway.ts";
import { bookRefund } from "./refund-book.ts";
import { giveUp } from "./stuck.ts";
import { postpone, renew } from "./tasks.ts";

/**
 * Gives back what an attempt brought, whole or a part, one after another.
 *
 *     asked -> under way -> done         the books and the owner are told at the end
 *          \            \-> cancelled    by a person at the gateway: a person looks
 *           \-> declined                 a person looks
 *            \-> unknown                 asked again, as far as that cannot give it twice
 */
export async function workRefund(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  ref: string,
): Promise<void> {
  // What the gateway had given back before is only known while no other refund is on its way.
  if (await hasEarlier(core, task)) return void (await postpone(core, task));
  const outcome =
    task.ref === null ? await ask(core, gateway, task, ref) : await gateway.fetchRefund(task.ref);
  if (!outcome) return;
  if ("unknown" in outcome) return void (await postpone(core, task));
  if ("declined" in outcome) return giveUp(core, task.key, outcome.declined);
  switch (outcome.ok) {
    case "under_way":
      return void (await postpone(core, task));
    case "cancelled":
      return giveUp(core, task.key, "cancelled");
    case "done":
      return transact(core, (core) => bookRefund(core, task.key));
  }
}

/** The number at the end of a refund's key. */
const numberOf = (key: string): number => Number(key.slice(key.lastIndexOf(":") + 1));

async function hasEarlier(core: Core, { attemptId, key }: PaymentTask): Promise<boolean> {
  const open = await core.db.paymentTask.findMany({
    where: { attemptId, kind: "refund", doneAt: null },
    select: { key: true },
  });
  return open.some((other) => numberOf(other.key) < numberOf(key));
}

/** Undefined: somebody else has the task meanwhile. */
async function ask(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  ref: string,
): Promise<Outcome<RefundState> | undefined> {
  const attempt = await core.db.paymentAttempt.findUniqueOrThrow({
    where: { id: task.attemptId },
    include: { order: { include: { package: true } } },
  });
  const { currency, captured } = attempt;
  const amount = task.amount ?? 0;
  const whole = amount === captured;
  // Before a first whole refund there is nothing to read: there is no way to give it twice.
  const known = whole && task.tries <= 1 ? undefined : await wentBefore(core, gateway, task, attempt, ref);
  if (!(await renew(core, task))) return undefined;
  if (known) return known;
  const asked = await gateway.refund(ref, { amount, currency }, task.key, receiptOf(attempt.order, amount));
  if ("ok" in asked) {
    // Written before anything else is asked: from now on only its state is.
    await core.db.paymentTask.update({ where: { key: task.key }, data: { ref: asked.ok.ref } });
    return { ok: asked.ok.state };
  }
  // We asked before and did not hear the answer; now there is nothing left to give. So it went back that time.
  if (whole && "declined" in asked && asked.declined === "nothing_left" && task.tries > 1)
    return { ok: "done" };
  return asked;
}

/**
 * Reads what went back already, before asking: an answer may have been lost, and a part that is asked for twice is given
 * twice. `before` is what the gateway had given back when this refund was first asked for. Undefined: it may be asked for.
 */
async function wentBefore(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  { captured, refunded }: PaymentAttempt,
  ref: string,
): Promise<Outcome<RefundState> | undefined> {
  const told = await gateway.fetchState(ref);
  if (!("ok" in told)) return told;
  const amount = task.amount ?? 0;
  const { keyed, asyncRefund } = gateway.caps;
  if (told.ok.state === "returned") {
    // All of it is gone. By this refund, if nothing else could have done it.
    return refunded + amount === captured ? { ok: "done" } : { declined: "ambiguous" };
  }
  if (told.ok.state !== "captured") return { unknown: true };
  const gone = told.ok.refunded;
  if (task.before === null) {
    // A whole one that was asked for before this was written down.
    if (gone !== undefined && amount === captured && gone === captured) return { ok: "done" };
    const before = gone ?? refunded;
    await core.db.paymentTask.update({ where: { key: task.key }, data: { before } });
    return undefined;
  }
  if (gone !== undefined && gone >= task.before + amount) return { ok: "done" };
  if (keyed || amount === captured) return undefined;
  // One that is under way may not be counted yet; and where nothing is counted, nothing is known.
  if (gone === task.before && !asyncRefund) return undefined;
  return { declined: "ambiguous" };
}
