import type { Entitlement, Order, PaymentAttempt } from "../../prisma/generated/client.ts";
import { leftOf, revoke } from "../orders/sessions.ts";
import { transact, type Core } from "../platform/core.ts";
import { bookRefund } from "./refund-book.ts";
import { leftToRefund, lockOrder } from "./money-of.ts";
import { orderRefund, type RefundReason } from "./tasks.ts";

/** Money goes back by itself from here: under way until the owner is told. */
export type RefundOrdered =
  | {
      readonly kind: "ordered";
      /** Key of its task. */
      readonly task: string;
      /** Minor units. */
      readonly amount: number;
      readonly currency: string;
    }
  /** Nothing had been paid for what was taken back. */
  | { readonly kind: "nothing_paid" }
  /** Not paid, or its money is only held. */
  | { readonly kind: "not_paid" }
  /** More than there is: `left` consultations, or minor units. */
  | { readonly kind: "too_much"; readonly left: number };

/**
 * Takes back consultations that an order's owner has not used and gives back what they cost, at the price that was fixed
 * when they were bought. The last ones of a package nothing of which was used bring the odd kopecks too.
 * @param once the same for every try of one decision: it is carried out once
 */
export function refundSessions(
  core: Core,
  order: string,
  { count, once }: { readonly count: number; readonly once: string },
): Promise<RefundOrdered> {
  return decideOn(core, order, once, "sessions", async (core, paid) => {
    const left = await leftOf(core, paid.entitlement.id);
    if (count > left || count < 1) return { kind: "too_much", left };
    await revoke(core, paid.entitlement.id, { count, occasion: once });
    return (await isUntouched(core, paid.entitlement.id))
      ? paid.money
      : Math.min(count * paid.entitlement.sessionAmount, paid.money);
  });
}

/** Takes back what is left of an order and gives back all that is left of its money, earned or not. */
export function refundWhole(
  core: Core,
  order: string,
  { once }: { readonly once: string },
): Promise<RefundOrdered> {
  return decideOn(core, order, once, "decided", async (core, paid) => {
    const count = await leftOf(core, paid.entitlement.id);
    if (count > 0) await revoke(core, paid.entitlement.id, { count, occasion: once });
    return paid.money;
  });
}

/** Gives back a sum (minor units) and takes back nothing. */
export function refundPart(
  core: Core,
  order: string,
  { amount, once }: { readonly amount: number; readonly once: string },
): Promise<RefundOrdered> {
  return decideOn(core, order, once, "decided", (_, { money }) =>
    Promise.resolve(amount < 1 || amount > money ? { kind: "too_much", left: money } : amount),
  );
}

/**
 * A person has seen at the gateway that a refund which we cannot follow went through: the books and the owner are told.
 * False: no such refund waits for a person.
 */
export function confirmRefund(core: Core, task: string): Promise<boolean> {
  return transact(core, async (core) => {
    const where = { key: task, kind: "refund", doneAt: null, stuck: { not: null } } as const;
    if ((await core.db.paymentTask.count({ where })) === 0) return false;
    await bookRefund(core, task);
    return true;
  });
}

interface Paid {
  readonly entitlement: Entitlement;
  /** What is left to be given back, in minor units. */
  readonly money: number;
}

/** `work` takes back and says how much is to be given back for it; nothing is refused after it has written. */
function decideOn(
  core: Core,
  orderId: string,
  once: string,
  why: RefundReason,
  work: (core: Core, paid: Paid) => Promise<number | Extract<RefundOrdered, { kind: "too_much" }>>,
): Promise<RefundOrdered> {
  return transact(core, async (core): Promise<RefundOrdered> => {
    await lockOrder(core, orderId);
    const again = await core.db.paymentTask.findUnique({ where: { once }, include: { attempt: true } });
    if (again) {
      const { key, amount, attempt } = again;
      return { kind: "ordered", task: key, amount: amount ?? 0, currency: attempt.currency };
    }
    const order = await core.db.order.findUnique({
      where: { id: orderId },
      include: { paidWith: true, entitlement: true },
    });
    if (!isGiven(order)) return { kind: "not_paid" };
    const { paidWith: attempt, entitlement } = order;
    const money = attempt ? await leftToRefund(core, attempt) : 0;
    const amount = await work(core, { entitlement, money });
    if (typeof amount !== "number") return amount;
    if (!attempt || amount === 0) return { kind: "nothing_paid" };
    const task = await orderRefund(core, attempt.id, { amount, why, once });
    return { kind: "ordered", task, amount, currency: attempt.currency };
  });
}

type Found = Order & { readonly paidWith: PaymentAttempt | null; readonly entitlement: Entitlement | null };
const isGiven = (order: Found | null): order is Found & { readonly entitlement: Entitlement } =>
  order?.state === "paid" && order.entitlement !== null;

/** Nothing of it was ever used, and nothing is left: all of it was taken back. */
async function isUntouched(core: Core, entitlement: string): Promise<boolean> {
  const { _sum } = await core.db.entitlementEntry.aggregate({
    where: { entitlementId: entitlement, kind: { in: ["grant", "revoke"] } },
    _sum: { delta: true },
  });
  return _sum.delta === 0;
}
