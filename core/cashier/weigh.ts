import type { Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";
import { readLine } from "../payments/bank-transfer/confirm.ts";
import { suspendedTransfer } from "../payments/bank-transfer/suspense.ts";
import { accountsOf } from "../payments/ledger.ts";
import { lockOrder } from "../payments/money-of.ts";
import { receiptToMake } from "../payments/receipts-by-hand.ts";
import { refundable, refundAmount } from "../payments/refundable.ts";
import type { ActionFacts, MoneyAction, Odd } from "./actions.ts";

/** How much money an action moves, and of what. */
export interface Weighed {
  readonly facts: ActionFacts;
  /** What the limit is held against: with what was given back of the same payment before, lest parts pass it. */
  readonly weight: Money;
  readonly order: string;
  readonly attempt: string | undefined;
  readonly bankRef: string | undefined;
}

/** Undefined: as things stand it cannot be done. In a transaction the order stays as it is until the commit. */
export async function weigh(core: Core, action: MoneyAction): Promise<Weighed | undefined> {
  switch (action.kind) {
    case "confirm":
      return weighTransfer(core, action);
    case "refund":
      return weighRefund(core, action);
    case "giveback":
    case "book":
      return weighOdd(core, action);
    case "receipt":
      return weighReceipt(core, action);
  }
}

/** No money moves for a receipt. */
async function weighReceipt(
  core: Core,
  { receipt, number }: Extract<MoneyAction, { kind: "receipt" }>,
): Promise<Weighed | undefined> {
  const found = await receiptToMake(core, receipt);
  if (!found) return undefined;
  const { order, orderId, attempt, amount, currency } = found;
  return {
    facts: { action: "receipt", order, amount, currency, ...(number !== null && { reference: number }) },
    weight: { amount: 0, currency },
    order: orderId,
    attempt,
    bankRef: undefined,
  };
}

async function weighTransfer(
  core: Core,
  { line }: Extract<MoneyAction, { kind: "confirm" }>,
): Promise<Weighed | undefined> {
  const read = await readLine(core, line);
  if ("kind" in read) return undefined;
  const { found, bankRef, day } = read;
  if ((await core.db.bankTransfer.count({ where: { bankRef } })) > 0) return undefined;
  const order = await core.db.order.findUniqueOrThrow({ where: { id: found.orderId } });
  const { amount, currency } = line;
  return {
    facts: {
      action: "confirm",
      order: order.number,
      amount,
      currency,
      reference: found.ref ?? line.reference,
      bankRef,
      date: day.toString(),
    },
    weight: { amount, currency },
    order: order.id,
    attempt: found.id,
    bankRef,
  };
}

async function weighRefund(
  core: Core,
  { order: number, what, reason }: Extract<MoneyAction, { kind: "refund" }>,
): Promise<Weighed | undefined> {
  const found = await core.db.order.findUnique({ where: { number }, select: { id: true } });
  if (!found) return undefined;
  await lockOrder(core, found.id);
  const order = await refundable(core, number);
  const money = order && refundAmount(order, what);
  if (!order || !money) return undefined;
  const sessions = what.kind === "whole" ? order.sessions.left : what.kind === "sessions" ? what.count : 0;
  return {
    facts: { action: "refund", order: number, ...money, sessions, reason },
    weight: { amount: order.paid - order.left + money.amount, currency: money.currency },
    order: order.id,
    attempt: order.attempt,
    bankRef: undefined,
  };
}

async function weighOdd(
  core: Core,
  action: Extract<MoneyAction, { kind: "giveback" | "book" }>,
): Promise<Weighed | undefined> {
  const found = await oddMoney(core, action.odd);
  if (!found) return undefined;
  const { money, attempt, bankRef } = found;
  const order = await core.db.order.findUnique({
    where: action.kind === "book" ? { number: action.order } : { id: found.order },
  });
  if (!order) return undefined;
  return {
    facts: { action: action.kind, order: order.number, ...money, ...(bankRef !== undefined && { bankRef }) },
    weight: money,
    order: order.id,
    attempt,
    bankRef,
  };
}

async function oddMoney(core: Core, odd: Odd) {
  if ("bankRef" in odd) {
    const transfer = await suspendedTransfer(core, odd.bankRef);
    if (!transfer) return undefined;
    const { amount, currency, attemptId, bankRef } = transfer;
    const attempt = await core.db.paymentAttempt.findUniqueOrThrow({ where: { id: attemptId } });
    return { money: { amount, currency }, order: attempt.orderId, attempt: attempt.id, bankRef };
  }
  const attempt = await core.db.paymentAttempt.findUnique({ where: { id: odd.attempt } });
  const amount = attempt ? -(await accountsOf(core, attempt.id)).suspense : 0;
  if (!attempt || amount <= 0) return undefined;
  const money = { amount, currency: attempt.currency };
  return { money, order: attempt.orderId, attempt: attempt.id, bankRef: undefined };
}
