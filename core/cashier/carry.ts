import { confirmTransfer } from "../payments/bank-transfer/confirm.ts";
import { bookTransfer, returnTransfer } from "../payments/bank-transfer/suspense.ts";
import { receiptMade } from "../payments/receipts-by-hand.ts";
import type { RefundWhat } from "../payments/refundable.ts";
import { refundPart, refundSessions, refundWhole, type RefundOrdered } from "../payments/refunds.ts";
import { moveFromSuspense, refundSuspense } from "../payments/suspense.ts";
import type { Core } from "../platform/core.ts";
import { wayBack } from "../payments/way-back.ts";
import type { MoneyAction, Odd } from "./actions.ts";

/**
 * What an action led to, a short code.
 *
 *     confirm   credited, surplus, under, over, late, again, other_currency: the transfer is in the books
 *               already_confirmed, unknown_reference, invalid: it is not
 *     refund    ordered: it goes back by itself; by_hand: a person sends it; nothing_paid: there was no money to give back
 *               not_paid, too_much, no_order
 *     giveback  ordered, by_hand: as above; noted: it is to be sent at the bank; nothing_there
 *     receipt   receipt_made, receipt_needless; nothing_there
 *     book      given; already_paid, not_given, no_invoice, nothing_there, no_order
 */
export type Outcome =
  | "credited"
  | "surplus"
  | "under"
  | "over"
  | "late"
  | "again"
  | "other_currency"
  | "already_confirmed"
  | "unknown_reference"
  | "invalid"
  | "ordered"
  | "by_hand"
  | "nothing_paid"
  | "not_paid"
  | "too_much"
  | "no_order"
  | "noted"
  | "receipt_made"
  | "receipt_needless"
  | "nothing_there"
  | "given"
  | "already_paid"
  | "not_given"
  | "no_invoice";

const refusals: ReadonlySet<Outcome> = new Set<Outcome>([
  "already_confirmed",
  "unknown_reference",
  "invalid",
  "not_paid",
  "too_much",
  "no_order",
  "nothing_there",
  "already_paid",
  "not_given",
  "no_invoice",
]);

/** Whether the action could not be done, and nothing was written. */
export const isRefusal = (outcome: Outcome): boolean => refusals.has(outcome);

/**
 * Carries an action out. A refusal has written nothing.
 * @param by the cashier whose decision it is
 * @param once the same for every try of one decision
 */
export async function carryOut(core: Core, by: string, once: string, action: MoneyAction): Promise<Outcome> {
  switch (action.kind) {
    case "confirm": {
      const result = await confirmTransfer(core, by, action.line);
      return result.kind === "suspense" ? result.reason : result.kind;
    }
    case "refund": {
      const order = await orderId(core, action.order);
      if (order === undefined) return "no_order";
      const result = await refund(core, order, action.what, `money:${once}`);
      return result.kind === "ordered" ? ordered(core, result.task) : result.kind;
    }
    case "giveback":
      return giveBack(core, action.odd);
    case "book":
      return book(core, action.odd, action.order);
    case "receipt": {
      const { receipt, number } = action;
      if (!(await receiptMade(core, receipt, number ?? undefined))) return "nothing_there";
      return number === null ? "receipt_needless" : "receipt_made";
    }
  }
}

function refund(core: Core, order: string, what: RefundWhat, once: string): Promise<RefundOrdered> {
  switch (what.kind) {
    case "whole":
      return refundWhole(core, order, { once });
    case "sessions":
      return refundSessions(core, order, { count: what.count, once });
    case "part":
      return refundPart(core, order, { amount: what.amount, once });
  }
}

async function giveBack(core: Core, odd: Odd): Promise<Outcome> {
  if ("bankRef" in odd) return (await returnTransfer(core, odd.bankRef)) ? "noted" : "nothing_there";
  const task = await refundSuspense(core, odd.attempt);
  return task === undefined ? "nothing_there" : ordered(core, task);
}

/** Who carries a refund: the gateway it was paid through, or a person. */
async function ordered(core: Core, task: string): Promise<"ordered" | "by_hand"> {
  const { attempt } = await core.db.paymentTask.findUniqueOrThrow({
    where: { key: task },
    select: { attempt: { select: { gateway: true } } },
  });
  return wayBack(attempt.gateway) === "card" ? "ordered" : "by_hand";
}

async function book(core: Core, odd: Odd, number: number): Promise<Outcome> {
  if ("attempt" in odd) return (await moveFromSuspense(core, odd.attempt)).kind;
  const order = await orderId(core, number);
  return order === undefined ? "no_order" : bookTransfer(core, odd.bankRef, order);
}

async function orderId(core: Core, number: number): Promise<string | undefined> {
  return (await core.db.order.findUnique({ where: { number }, select: { id: true } }))?.id;
}
