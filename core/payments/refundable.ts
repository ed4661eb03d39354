import { wordsOf, type Words } from "../catalog/words.ts";
import type { OrderState } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";
import { leftToRefund, underWay } from "./money-of.ts";

/** An order as whoever decides about a refund sees it. Sums in minor units of `currency`. */
export interface Refundable {
  /** Id of the order. */
  readonly id: string;
  readonly number: number;
  readonly title: Words;
  readonly state: OrderState;
  /** The payment that paid it; undefined: nothing was to be paid, or nothing came. */
  readonly attempt: string | undefined;
  readonly gateway: string | undefined;
  readonly currency: string;
  readonly paid: number;
  /** Went back already. */
  readonly refunded: number;
  /** On its way back. */
  readonly underWay: number;
  /** Can still be given back. */
  readonly left: number;
  /** Consultations: given, of them used, taken back, and left. */
  readonly sessions: {
    readonly given: number;
    readonly used: number;
    readonly revoked: number;
    readonly left: number;
  };
  /** What one consultation is worth, as fixed when they were bought. */
  readonly sessionAmount: number;
}

/** What an order's money can be given back of, by the number people call it. Reads only. */
export async function refundable(core: Core, number: number): Promise<Refundable | undefined> {
  const order = await core.db.order.findUnique({
    where: { number },
    include: { package: true, paidWith: true, entitlement: { include: { entries: true } } },
  });
  if (!order) return undefined;
  const { id, state, paidWith, entitlement } = order;
  const held = state === "held" || state === "released";
  const count = (...kinds: string[]): number =>
    entitlement?.entries.reduce((sum, { kind, delta }) => sum + (kinds.includes(kind) ? delta : 0), 0) ?? 0;
  const given = count("grant");
  const used = 0 - count("consume", "giveback");
  const revoked = 0 - count("revoke");
  return {
    id,
    number,
    title: wordsOf(order.package.title),
    state,
    attempt: paidWith?.id,
    gateway: paidWith?.gateway,
    currency: paidWith?.currency ?? order.currency,
    paid: held ? 0 : (paidWith?.captured ?? 0),
    refunded: paidWith?.refunded ?? 0,
    underWay: paidWith ? await underWay(core, paidWith.id) : 0,
    left: paidWith && !held ? await leftToRefund(core, paidWith) : 0,
    sessions: { given, used, revoked, left: given - used - revoked },
    sessionAmount: entitlement?.sessionAmount ?? 0,
  };
}

/** What is to be given back: all that is left, for consultations that are left, or a sum in minor units. */
export type RefundWhat =
  | { readonly kind: "whole" }
  | { readonly kind: "sessions"; readonly count: number }
  | { readonly kind: "part"; readonly amount: number };

/** How much money that is; undefined: there is not so much, or none. As core/payments/refunds.ts counts it. */
export function refundAmount(order: Refundable, what: RefundWhat): Money | undefined {
  if (order.state !== "paid") return undefined;
  const amount = amountOf(order, what);
  return amount !== undefined && amount > 0 && amount <= order.left
    ? { amount, currency: order.currency }
    : undefined;
}

function amountOf({ left, sessions, sessionAmount }: Refundable, what: RefundWhat): number | undefined {
  switch (what.kind) {
    case "whole":
      return left;
    case "part":
      return what.amount;
    case "sessions":
      if (what.count < 1 || what.count > sessions.left) return undefined;
      // The last ones of a package nothing of which was used bring the odd kopecks too.
      return what.count === sessions.given - sessions.revoked
        ? left
        : Math.min(what.count * sessionAmount, left);
  }
}
