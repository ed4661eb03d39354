import type { Prisma } from "../../prisma/generated/client.ts";
import { fulfil } from "../orders/fulfil.ts";
import { needsNoMoney } from "../orders/states.ts";
import { transact, type Core } from "../platform/core.ts";
import { accountsOf, paymentName, post } from "./ledger.ts";
import { leftToRefund, lockOrder } from "./money-of.ts";
import { prepaymentReceipt } from "./receipts.ts";
import { checkKey, finish, orderRefund } from "./tasks.ts";

/** Money that came for an order and was not the sum that was asked for: it lies in suspense until a person decides. */
export interface Suspended {
  /** Id of the attempt. */
  readonly attempt: string;
  /** Number of the order, as people call it. */
  readonly order: number;
  readonly gateway: string;
  /** The payment's number at the gateway. */
  readonly invoice: string;
  /** Minor units of `currency`: what was asked for, and what lies there. */
  readonly asked: number;
  readonly amount: number;
  readonly currency: string;
  readonly since: Date;
  /** Whether the order could still be given for it. */
  readonly orderOpen: boolean;
}

const withOrder = { order: { select: { number: true, state: true } } } satisfies Prisma.PaymentAttemptInclude;

/** Everything that lies in suspense, the oldest first. */
export async function suspended(core: Core, limit: number): Promise<Suspended[]> {
  const rows = await core.db.$queryRaw<{ id: string; amount: number; since: Date }[]>`
    select e.attempt_id as id, -sum(l.amount)::int as amount, min(e.at) as since
    from ledger_line l join ledger_entry e on e.id = l.entry_id
    where l.account = 'suspense' and e.attempt_id is not null
    group by e.attempt_id having sum(l.amount) < 0
    order by min(e.at), e.attempt_id limit ${limit}`;
  const attempts = await core.db.paymentAttempt.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    include: withOrder,
  });
  return rows.flatMap(({ id, amount, since }) => {
    const attempt = attempts.find((attempt) => attempt.id === id);
    if (!attempt) return [];
    const { order, gateway, invoice, amount: asked, currency } = attempt;
    return {
      attempt: id,
      order: order.number,
      gateway,
      invoice: String(invoice),
      asked,
      amount,
      currency,
      since,
      orderOpen: !needsNoMoney(order.state),
    };
  });
}

export type Moved =
  | { readonly kind: "given" }
  /** It was paid with other money: this can only go back. */
  | { readonly kind: "already_paid" }
  /** Its promo code is used up, or its owner has left: this can only go back. */
  | { readonly kind: "not_given" }
  /** Nothing of this attempt lies in suspense. */
  | { readonly kind: "nothing_there" };

/**
 * A person accepts an odd sum for its order: it becomes the customer's prepayment, and the order is given for it, as it
 * is. What its consultations are worth in a refund follows from the sum that came.
 */
export function moveFromSuspense(core: Core, attemptId: string): Promise<Moved> {
  return transact(core, async (core): Promise<Moved> => {
    const found = await lockSuspended(core, attemptId);
    if (!found) return { kind: "nothing_there" };
    const { attempt, amount } = found;
    const { id, orderId, currency, order } = attempt;
    if (needsNoMoney(order.state)) return { kind: "already_paid" };
    const money = { amount, currency };
    const done = await fulfil(core, orderId, { money, attempt: id, held: false });
    if (done.kind !== "fulfilled") return { kind: "not_given" };
    const lines = { suspense: amount, customer_prepayment: -amount };
    await post(core, {
      kind: "suspense_out",
      ref: paymentName(attempt),
      order: orderId,
      attempt: id,
      currency,
      lines,
    });
    await finish(core, checkKey(id));
    await prepaymentReceipt(core, id, money);
    return { kind: "given" };
  });
}

/** A person sends an odd sum back. Key of its refund; undefined: nothing of this attempt lies in suspense. */
export function refundSuspense(core: Core, attemptId: string): Promise<string | undefined> {
  return transact(core, async (core) => {
    const found = await lockSuspended(core, attemptId);
    if (!found) return undefined;
    const amount = Math.min(found.amount, await leftToRefund(core, found.attempt));
    if (amount <= 0) return undefined;
    await finish(core, checkKey(attemptId));
    return orderRefund(core, attemptId, { amount, why: "decided", once: `suspense:${attemptId}` });
  });
}

async function lockSuspended(core: Core, attemptId: string) {
  const where = { id: attemptId };
  const found = await core.db.paymentAttempt.findUnique({ where, select: { orderId: true } });
  if (!found) return undefined;
  await lockOrder(core, found.orderId);
  const attempt = await core.db.paymentAttempt.findUniqueOrThrow({ where, include: withOrder });
  const amount = -(await accountsOf(core, attemptId)).suspense;
  return amount > 0 ? { attempt, amount } : undefined;
}
