import { wordsOf } from "../catalog/words.ts";
import { queue } from "../messaging/outbox.ts";
import { transact, type Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";
import { endExpiry } from "./lapse.ts";
import { redeemPromo } from "./promo.ts";
import { grant } from "./sessions.ts";
import { begin } from "./start.ts";
import { needsNoMoney } from "./states.ts";

/** What an order is given for. */
export interface Payment {
  /** In the currency chosen. */
  readonly money: Money;
  readonly attempt: string;
  /** On the payer's card as yet, not with us. */
  readonly held: boolean;
}

export type Fulfilment =
  | {
      readonly kind: "fulfilled";
      readonly entitlement: string;
      /** The consultation has begun with it. */
      readonly begun: boolean;
    }
  /** Somebody's payment for it came before. */
  | { readonly kind: "already_paid" }
  /** It was left or has lapsed: what is only held for it is let go. */
  | { readonly kind: "left" }
  /** It had lapsed and others have used its promo code up: the price it was made with no longer exists. */
  | { readonly kind: "promo_gone" }
  /** The account it was ordered from is deleted: nobody is there to get it. */
  | { readonly kind: "owner_gone" };

/**
 * An order's money is here, or held for it: gives what was bought and tells the owner. A lapsed order comes back to
 * life, since a late payment is honoured; but nothing begins by itself any more then, and nothing is held for it.
 *
 * The order's row is locked first: of two payments at once the second waits, and finds the order paid. The promo
 * code comes before anything is written, as it alone can still refuse.
 * @param payment undefined: there was nothing to pay
 */
export async function fulfil(core: Core, id: string, payment?: Payment): Promise<Fulfilment> {
  return transact(core, async (core) => {
    const now = core.clock.now();
    await core.db.$queryRaw`select 1 from "order" where id = ${id}::uuid for no key update`;
    const order = await core.db.order.findUniqueOrThrow({
      where: { id },
      include: { package: true, start: true },
    });
    if (needsNoMoney(order.state)) return { kind: "already_paid" };
    const held = payment?.held ?? false;
    if (held && order.state !== "open") return { kind: "left" };
    const { erasedAt } = await core.db.person.findUniqueOrThrow({ where: { id: order.ownerId } });
    if (erasedAt) return { kind: "owner_gone" };
    if (!(await redeemPromo(core, id))) return { kind: "promo_gone" };
    await core.db.order.update({
      where: { id },
      data: {
        state: held ? "held" : "paid",
        paidAt: held ? null : now,
        closedAt: null,
        paidWithId: payment?.attempt ?? null,
      },
    });
    await endExpiry(core, id);
    const paid = payment?.money ?? order;
    const entitlement = await grant(core, order, paid);
    const begun = await begin(core, order, entitlement);
    const { number } = order;
    // Where nothing was paid there is nothing to say of money, and the consultation has told of itself.
    if (begun && !payment) return { kind: "fulfilled", entitlement, begun };
    await queue(core, {
      to: order.ownerId,
      operation: {
        op: "notice",
        notice: begun
          ? { kind: "orderStarted", order: number, amount: paid.amount, currency: paid.currency, held }
          : {
              kind: "orderPaid",
              order: number,
              entitlement,
              sessions: order.package.sessions,
              title: wordsOf(order.package.title),
            },
      },
    });
    return { kind: "fulfilled", entitlement, begun };
  });
}
