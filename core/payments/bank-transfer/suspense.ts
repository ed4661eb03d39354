import type { BankTransfer, PaymentAttempt } from "../../../prisma/generated/client.ts";
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

const lies = { outcome: "suspense", decision: null } as const;

/** Transfers that lie in suspense, the oldest first. */
export async function suspendedTransfers(core: Core, limit: number): Promise<SuspendedTransfer[]> {
  const rows = await core.db.bankTransfer.findMany({
    where: lies,
    include: { attempt: { include: { order: { select: { number: true } } } } },
    orderBy: [{ confirmedAt: "asc" }, { bankRef: "asc" }],
    take: limit,
  });
  return rows.map(({ bankRef, amount, currency, receivedOn, attempt }) => ({
    bankRef,
    amount,
    currency,
    receivedOn,
    order: attempt.order.number,
    asked: { amount: attempt.amount, currency: attempt.currency },
  }));
}

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
    await leave(core, transfer, own, { kind: "booked", attemptId: attempt.id });
    await take(core, attempt, money);
    return "given";
  });
}

/** A person sends an odd transfer back at the bank. False: nothing of it lies in suspense. */
export function returnTransfer(core: Core, bankRef: string): Promise<boolean> {
  return transact(core, async (core) => {
    const own = await ownOrder(core, bankRef);
    if (own === undefined) return false;
    await lockOrder(core, own);
    const transfer = await suspendedTransfer(core, bankRef);
    if (!transfer) return false;
    await leave(core, transfer, own, { kind: "returned", attemptId: null });
    return true;
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
async function leave(
  core: Core,
  { bankRef, amount, currency }: BankTransfer,
  order: string,
  decision: { readonly kind: "booked" | "returned"; readonly attemptId: string | null },
): Promise<void> {
  const decidedAt = core.clock.now();
  await core.db.transferDecision.create({ data: { bankRef, ...decision, decidedAt } });
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
