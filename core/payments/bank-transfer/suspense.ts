import type { BankTransfer, PaymentAttempt, Prisma } from "../../../prisma/generated/client.ts";
import { queue } from "../../messaging/outbox.ts";
import { fulfil } from "../../orders/fulfil.ts";
import { needsNoMoney } from "../../orders/states.ts";
import { transact, type Core } from "../../platform/core.ts";
import type { Money } from "../../platform/money.ts";
import { paymentName, post } from "../ledger.ts";
import { lockOrder } from "../money-of.ts";
import { prepaymentReceipt } from "../receipts.ts";
import { checkKey, compareAnew, finish } from "../tasks.ts";
import { TRANSFER } from "./gateway.ts";

/** A transfer that was not what its invoice waits for: it lies in suspense until a person decides. */
export interface SuspendedTransfer extends Money {
  readonly bankRef: string;
  /** Number of the order whose invoice it names. */
  readonly order: number;
  /** The sum of that invoice. */
  readonly asked: Money;
  /** The day it came, by the statement. */
  readonly receivedOn: Date;
}

const withOrder = {
  attempt: { include: { order: { select: { number: true } } } },
} satisfies Prisma.BankTransferInclude;

const lies = { outcome: "suspense", decision: null } as const;

/** Transfers that lie in suspense, the oldest first. */
export async function suspendedTransfers(core: Core, limit: number): Promise<SuspendedTransfer[]> {
  const rows = await core.db.bankTransfer.findMany({
    where: lies,
    include: withOrder,
    orderBy: [{ confirmedAt: "asc" }, { bankRef: "asc" }],
    take: limit,
  });
  return rows.map(suspendedOf);
}

const suspendedOf = ({
  bankRef,
  amount,
  currency,
  receivedOn,
  attempt,
}: Prisma.BankTransferGetPayload<{ include: typeof withOrder }>): SuspendedTransfer => ({
  bankRef,
  amount,
  currency,
  receivedOn,
  order: attempt.order.number,
  asked: { amount: attempt.amount, currency: attempt.currency },
});

/** One of them; undefined when there is none, or it was decided about. */
export const suspendedTransfer = (core: Core, bankRef: string): Promise<BankTransfer | null> =>
  core.db.bankTransfer.findUnique({ where: { bankRef, ...lies } });

export type TransferBooked =
  | "given"
  /** It was paid with other money: this can only go back. */
  | "already_paid"
  /** Its promo code is used up, or its owner has left: this can only go back. */
  | "not_given"
  /** The order has no invoice of a bank transfer in this currency that is not paid. */
  | "no_invoice"
  | "nothing_there";

/**
 * A person says which order an odd transfer is for: the order is given for it, as it is. What its consultations are worth
 * in a refund follows from the sum that came.
 * @param order its id
 */
export function bookTransfer(core: Core, bankRef: string, order: string): Promise<TransferBooked> {
  return transact(core, async (core): Promise<TransferBooked> => {
    const own = await ownOrder(core, bankRef);
    if (own === undefined) return "nothing_there";
    // Two orders at once are locked in one order, lest two of these wait for each other.
    for (const id of [...new Set([own, order])].sort()) await lockOrder(core, id);
    const transfer = await suspendedTransfer(core, bankRef);
    if (!transfer) return "nothing_there";
    const { amount, currency } = transfer;
    const { state } = await core.db.order.findUniqueOrThrow({ where: { id: order } });
    if (needsNoMoney(state)) return "already_paid";
    const attempt = await core.db.paymentAttempt.findFirst({
      where: { orderId: order, gateway: TRANSFER, ref: { not: null }, currency, captured: 0 },
      orderBy: { invoice: "desc" },
    });
    if (!attempt) return "no_invoice";
    // As a transfer of the right sum does: what was meant to begin with the payment begins when the owner likes.
    await core.db.orderStart.deleteMany({ where: { orderId: order } });
    const money = { amount, currency };
    const done = await fulfil(core, order, { money, attempt: attempt.id, held: false });
    if (done.kind !== "fulfilled") return "not_given";
    await core.db.transferDecision.create({
      data: { bankRef, kind: "booked", attemptId: attempt.id, decidedAt: core.clock.now() },
    });
    await leave(core, transfer, own);
    await take(core, attempt, money);
    return "given";
  });
}

/**
 * A person decides that an odd transfer goes back. The money is still there, and in suspense, until somebody has sent it
 * at the bank and says so ({@link transferSent}). False: nothing of it lies in suspense.
 */
export function returnTransfer(core: Core, bankRef: string): Promise<boolean> {
  return transact(core, async (core) => {
    const own = await ownOrder(core, bankRef);
    if (own === undefined) return false;
    await lockOrder(core, own);
    const transfer = await suspendedTransfer(core, bankRef);
    if (!transfer) return false;
    const decidedAt = core.clock.now();
    await core.db.transferDecision.create({
      data: { bankRef, kind: "returned", attemptId: null, decidedAt },
    });
    return true;
  });
}

/** Odd transfers that are to go back and were not sent yet, the oldest decision first. */
export async function transfersToSend(core: Core, limit: number): Promise<SuspendedTransfer[]> {
  const rows = await core.db.bankTransfer.findMany({
    where: { decision: { kind: "returned", sent: null } },
    include: withOrder,
    orderBy: [{ decision: { decidedAt: "asc" } }, { bankRef: "asc" }],
    take: limit,
  });
  return rows.map(suspendedOf);
}

/**
 * A person has sent an odd transfer back at the bank: it leaves the books, and the owner is told. Undefined: it was not to
 * go back, or was sent before.
 */
export function transferSent(
  core: Core,
  bankRef: string,
): Promise<{ readonly order: number; readonly orderId: string; readonly attempt: string } | undefined> {
  return transact(core, async (core) => {
    const own = await ownOrder(core, bankRef);
    if (own === undefined) return undefined;
    await lockOrder(core, own);
    const where = { bankRef, decision: { kind: "returned", sent: null } } as const;
    const transfer = await core.db.bankTransfer.findUnique({ where });
    if (!transfer) return undefined;
    await core.db.transferSent.create({ data: { bankRef, sentAt: core.clock.now() } });
    await leave(core, transfer, own);
    const { amount, currency, attemptId: attempt } = transfer;
    const order = await core.db.order.findUniqueOrThrow({
      where: { id: own },
      select: { number: true, ownerId: true },
    });
    const { erasedAt } = await core.db.person.findUniqueOrThrow({ where: { id: order.ownerId } });
    if (!erasedAt) {
      const notice = {
        kind: "orderRefunded",
        order: order.number,
        amount,
        currency,
        reason: "odd_transfer",
        way: "transfer",
      } as const;
      await queue(core, { to: order.ownerId, operation: { op: "notice", notice } });
    }
    return { order: order.number, orderId: own, attempt };
  });
}

/** Id of the order whose invoice a transfer names. */
async function ownOrder(core: Core, bankRef: string): Promise<string | undefined> {
  const found = await core.db.bankTransfer.findUnique({
    where: { bankRef },
    select: { attempt: { select: { orderId: true } } },
  });
  return found?.attempt.orderId;
}

/** It leaves suspense, and with it the bank's account: it went back, or comes anew as what it was booked to. */
async function leave(core: Core, { bankRef, amount, currency }: BankTransfer, order: string): Promise<void> {
  await post(core, {
    kind: "suspense_out",
    ref: `${TRANSFER}:${bankRef}`,
    order,
    currency,
    lines: { suspense: amount, [`clearing:${TRANSFER}`]: -amount },
  });
}

async function take(core: Core, attempt: PaymentAttempt, { amount, currency }: Money): Promise<void> {
  const { id, orderId: order } = attempt;
  await core.db.paymentAttempt.update({
    where: { id },
    data: { state: "captured", captured: amount, changedAt: core.clock.now() },
  });
  await post(core, {
    kind: "capture",
    ref: paymentName(attempt),
    order,
    attempt: id,
    currency,
    lines: { [`clearing:${TRANSFER}`]: amount, customer_prepayment: -amount },
  });
  await compareAnew(core, id);
  await finish(core, checkKey(id));
  await prepaymentReceipt(core, id, { amount, currency });
}
