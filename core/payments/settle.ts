import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import type { AttemptState } from "../../prisma/generated/enums.ts";
import { fulfil } from "../orders/fulfil.ts";
import { lapse } from "../orders/lapse.ts";
import { transact, type Core } from "../platform/core.ts";
import { sameMoney } from "../platform/money.ts";
import type { Snapshot } from "./gateway.ts";
import { captureHeld, hold, holdEnded } from "./holds.ts";
import { paymentName, post, postFee, type Account } from "./ledger.ts";
import { prepaymentReceipt } from "./receipts.ts";
import { giveUp } from "./stuck.ts";
import {
  checkKey,
  compareAnew,
  decision,
  finish,
  finishUnlessStuck,
  holdOver,
  orderRefund,
} from "./tasks.ts";

/**
 * What reading a payment's state led to.
 *
 *     credited    the money is here and the order is given
 *     held        the money is held and the order is given
 *     surplus     the money is here or held, but the order needs none: it goes back by itself
 *     odd_sum     the money is not the sum that was asked for: suspense, a person looks
 *     closed      ended without money
 *     waiting     not over: look again
 *     unchanged   known already
 */
export type Settled = "credited" | "held" | "surplus" | "odd_sum" | "closed" | "waiting" | "unchanged";

/** States in which an attempt is the one of its order that can be paid (partial unique index). */
export const live = ["created", "pending", "authorized"] as const satisfies AttemptState[];

const moneyCame: readonly AttemptState[] = ["captured", "partially_refunded", "refunded"];

/**
 * After this time past its end an attempt that the gateway has never heard of will not be heard of: the form is not
 * opened any more, and whoever had opened it would be known.
 */
const GRACE = 15 * 60_000;

/**
 * Acts on what the gateway says, in one transaction: transition, ledger, order and sessions, notice. The snapshot was
 * read before; applying the same one twice, or an older one after a newer, changes nothing.
 *
 * The order's row is locked first, then the attempt changes by compare-and-set: of two payments for one order at
 * once, one fulfils it and the other finds it paid. The ledger comes before the goods: its unique key decides whether
 * this money is new, whatever the projection says.
 */
export async function settle(core: Core, attemptId: string, snapshot: Snapshot): Promise<Settled> {
  return transact(core, async (core) => {
    await core.db.$queryRaw`
      select 1 from "order" where id = (select order_id from payment_attempt where id = ${attemptId}::uuid)
      for no key update`;
    const attempt = await core.db.paymentAttempt.findUniqueOrThrow({ where: { id: attemptId } });
    if (moneyCame.includes(attempt.state)) {
      // What happens to it later is a refund's matter, which has its own task; an odd sum waits for a person.
      await finishUnlessStuck(core, checkKey(attempt.id));
      return "unchanged";
    }
    switch (snapshot.state) {
      case "captured":
        return capture(core, attempt, snapshot);
      case "authorized":
        return hold(core, attempt, snapshot);
      case "voided":
      case "returned":
        return ended(core, attempt, snapshot.state);
      case "received":
        return alive(core, attempt);
      case "absent":
      case "pending":
        return waiting(core, attempt, snapshot.state);
    }
  });
}

async function capture(
  core: Core,
  attempt: PaymentAttempt,
  { money, fee = 0 }: Extract<Snapshot, { state: "captured" }>,
): Promise<Settled> {
  const { id, orderId: order, gateway } = attempt;
  const { amount, currency } = money;
  await core.db.paymentAttempt.update({
    where: { id },
    data: { state: "captured", captured: amount, holdUntil: null, changedAt: core.clock.now() },
  });
  const right = sameMoney(money, attempt);
  const owed: Account = right ? "customer_prepayment" : "suspense";
  const ref = paymentName(attempt);
  const clearing: Account = `clearing:${gateway}`;
  const lines = { [clearing]: amount, [owed]: -amount };
  if (!(await post(core, { kind: "capture", ref, order, attempt: id, currency, lines }))) {
    throw new Error("the ledger has this payment, its attempt had not");
  }
  await postFee(core, attempt, fee);
  await compareAnew(core, id);
  await holdOver(core, id);
  if (!right) {
    await giveUp(core, checkKey(id), "odd_sum");
    return "odd_sum";
  }
  await finish(core, checkKey(id));
  await prepaymentReceipt(core, id, money);
  if (await captureHeld(core, attempt)) return "credited";
  const done = await fulfil(core, order, { money, attempt: id, held: false });
  if (done.kind === "fulfilled") return "credited";
  if (done.kind === "promo_gone") await lapse(core, [order]);
  await orderRefund(core, id, { amount, why: "surplus", once: `surplus:${id}` });
  return "surplus";
}

/**
 * Somebody's money is in it, whatever its time: it is the order's live attempt, so that nobody is asked to pay a
 * second time. Unless another is live already, which is left to come to its own end.
 */
async function alive(core: Core, attempt: PaymentAttempt): Promise<Settled> {
  const others = { orderId: attempt.orderId, id: { not: attempt.id }, state: { in: [...live] } };
  if ((await core.db.paymentAttempt.count({ where: others })) === 0) await move(core, attempt, "pending");
  return "waiting";
}

async function waiting(core: Core, attempt: PaymentAttempt, state: "absent" | "pending"): Promise<Settled> {
  const late = core.clock.now().getTime() - attempt.expiresAt.getTime();
  // Of a hold an older snapshot may say that it is only pending.
  const unpaid = attempt.state === "created" || attempt.state === "pending";
  if (late >= 0 && unpaid) await move(core, attempt, "expired");
  if (state === "pending" || late < GRACE) return "waiting";
  return over(core, attempt.id, true);
}

/** It ended without money: never paid, or what was held was let go. */
async function ended(core: Core, attempt: PaymentAttempt, state: "voided" | "returned"): Promise<Settled> {
  if (attempt.state === "voided") {
    await holdOver(core, attempt.id);
    await finishUnlessStuck(core, checkKey(attempt.id));
    return "unchanged";
  }
  if (attempt.state === "authorized" || (await decision(core, attempt.id)) === "void") {
    await move(core, attempt, "voided");
    await holdEnded(core, attempt);
    return "closed";
  }
  await move(core, attempt, "failed");
  return over(core, attempt.id, state === "voided");
}

/** It ended without money; but if we were told of some (`doubtful`), that is not for us to forget. */
async function over(core: Core, attemptId: string, doubtful: boolean): Promise<Settled> {
  if (doubtful && (await saidToBePaid(core, attemptId))) return "waiting";
  await finish(core, checkKey(attemptId));
  return "closed";
}

/** Whether the gateway told us, well signed, that somebody paid: a hint, but one that has to come to something. */
export async function saidToBePaid(core: Core, attemptId: string): Promise<boolean> {
  const told = { attemptId, claimsMoney: true, verdict: { in: ["accepted", "bad_amount"] } };
  return (await core.db.paymentNotification.count({ where: told })) > 0;
}

/** Compare-and-set: an attempt that changed since it was read stays as it is. */
async function move(core: Core, { id, state }: PaymentAttempt, to: AttemptState): Promise<void> {
  if (state === to) return;
  await core.db.paymentAttempt.updateMany({
    where: { id, state },
    data: { state: to, changedAt: core.clock.now() },
  });
}
