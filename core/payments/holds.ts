import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import { queue } from "../messaging/outbox.ts";
import { fulfil } from "../orders/fulfil.ts";
import { refundUnneeded, wasUnneeded } from "../orders/outcome.ts";
import { unredeemPromo } from "../orders/promo.ts";
import type { Core } from "../platform/core.ts";
import { sameMoney } from "../platform/money.ts";
import type { Snapshot } from "./gateway.ts";
import { recognise } from "./recognise.ts";
import { giveUp } from "./stuck.ts";
import { checkKey, decide, decision, finish, holdOver, put } from "./tasks.ts";

/*
 * Money that is held on a card. It moves nothing in the ledger: it is not ours.
 *
 *     authorized ─► the order is `held`, its consultation begins
 *         │             completed ─► decided: capture ─► captured: the order is `paid`, and earned
 *         │             not given ─► decided: void ────► voided: the order is `released`
 *         │             a day before the hold ends: decided by how the consultation stands (deadline.ts)
 *         └─► the order needs none, or another sum is held: void
 */

const HOUR = 3_600_000;

/** What is not decided is decided so long before the hold ends: a day for gateways that fail and people who look. */
const MARGIN = 24 * HOUR;

/** Money is held for an attempt, whose order is locked: gives the order, or lets the money go where it needs none. */
export async function hold(
  core: Core,
  attempt: PaymentAttempt,
  { money, until }: Extract<Snapshot, { state: "authorized" }>,
): Promise<"held" | "surplus" | "waiting"> {
  const { id, orderId } = attempt;
  // Known, or let go already: an older snapshot brings nothing back.
  if (attempt.state === "authorized" || attempt.state === "voided" || (await decision(core, id)))
    return "waiting";
  const done = sameMoney(money, attempt)
    ? await fulfil(core, orderId, { money, attempt: id, held: true })
    : undefined;
  if (done?.kind !== "fulfilled") {
    await decide(core, id, "void");
    return "surplus";
  }
  const now = core.clock.now();
  // Whoever has another form of this order open may still pay there: that is surplus then.
  await core.db.paymentAttempt.updateMany({
    where: { orderId, id: { not: id }, state: { in: ["created", "pending"] } },
    data: { state: "expired", changedAt: now },
  });
  await core.db.paymentAttempt.update({
    where: { id },
    data: { state: "authorized", holdUntil: until ?? null, changedAt: now },
  });
  if (!done.begun) await decide(core, id, "capture");
  else if (until) await armDeadline(core, id, now, until);
  return "held";
}

/** Of a hold shorter than two days half of it is left for the consultation. */
async function armDeadline(core: Core, attempt: string, now: Date, until: Date): Promise<void> {
  const half = (until.getTime() - now.getTime()) / 2;
  const dueAt = new Date(until.getTime() - Math.min(MARGIN, half));
  await put(core, { key: `deadline:${attempt}`, attemptId: attempt, kind: "deadline", dueAt });
}

/** What was held for an order is ours now. False: this attempt's money was not what its order was given for. */
export async function captureHeld(core: Core, attempt: PaymentAttempt): Promise<boolean> {
  const { id, orderId } = attempt;
  const { count } = await core.db.order.updateMany({
    where: { id: orderId, state: "held", paidWithId: id },
    data: { state: "paid", paidAt: core.clock.now() },
  });
  if (count === 0) return false;
  // Taken before we knew that it would not be needed.
  if (await wasUnneeded(core, orderId)) await refundUnneeded(core, orderId, id);
  else await recognise(core, orderId);
  return true;
}

/** What was held is on the payer's card again. If nobody here decided that, the order was given for nothing: a person looks. */
export async function holdEnded(core: Core, attempt: PaymentAttempt): Promise<void> {
  const { id, orderId, amount, currency } = attempt;
  const letGo = (await decision(core, id)) === "void";
  await core.db.paymentAttempt.update({ where: { id }, data: { holdUntil: null }, select: { id: true } });
  await holdOver(core, id);
  const order = await core.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const given = order.state === "held" && order.paidWithId === id;
  if (given) {
    const now = core.clock.now();
    await core.db.order.update({ where: { id: orderId }, data: { state: "released", closedAt: now } });
    await unredeemPromo(core, orderId);
  }
  if (given && !letGo) return giveUp(core, checkKey(id), "hold_lost");
  await finish(core, checkKey(id));
  const { erasedAt } = await core.db.person.findUniqueOrThrow({ where: { id: order.ownerId } });
  if (erasedAt) return;
  await queue(core, {
    to: order.ownerId,
    operation: {
      op: "notice",
      notice: {
        kind: "orderReleased",
        order: order.number,
        amount,
        currency,
        reason: given
          ? "unneeded"
          : order.state === "cancelled" || order.state === "open"
            ? "left"
            : "paid_twice",
      },
    },
  });
}
