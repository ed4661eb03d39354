import { wordsOf } from "../catalog/words.ts";
import { queue } from "../messaging/outbox.ts";
import { transact, type Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";
import { endExpiry } from "./lapse.ts";
import { redeemPromo } from "./promo.ts";
import { grant } from "./sessions.ts";

export type Fulfilment =
  | { readonly kind: "fulfilled"; readonly entitlement: string }
  /** Somebody's payment for it came before. */
  | { readonly kind: "already_paid" }
  /** It had lapsed and others have used its promo code up: the price it was made with no longer exists. */
  | { readonly kind: "promo_gone" }
  /** The account it was ordered from is deleted: nobody is there to get it. */
  | { readonly kind: "owner_gone" };

/**
 * An order's money is here: gives what was bought and tells the owner. A lapsed order comes back to life, since a
 * late payment is honoured.
 *
 * The order's row is locked first: of two payments at once the second waits, and finds the order paid. The promo
 * code comes before anything is written, as it alone can still refuse.
 * @param paid what was paid, in the currency chosen; undefined: there was nothing to pay
 */
export async function fulfil(core: Core, id: string, paid?: Money): Promise<Fulfilment> {
  return transact(core, async (core) => {
    const now = core.clock.now();
    await core.db.$queryRaw`select 1 from "order" where id = ${id}::uuid for no key update`;
    const order = await core.db.order.findUniqueOrThrow({ where: { id }, include: { package: true } });
    if (order.state === "paid" || order.state === "refunded") return { kind: "already_paid" };
    const { erasedAt } = await core.db.person.findUniqueOrThrow({ where: { id: order.ownerId } });
    if (erasedAt) return { kind: "owner_gone" };
    if (!(await redeemPromo(core, id))) return { kind: "promo_gone" };
    await core.db.order.update({ where: { id }, data: { state: "paid", paidAt: now, closedAt: null } });
    await endExpiry(core, id);
    const entitlement = await grant(core, order, paid ?? order);
    await queue(core, {
      to: order.ownerId,
      operation: {
        op: "notice",
        notice: {
          kind: "orderPaid",
          order: order.number,
          entitlement,
          sessions: order.package.sessions,
          title: wordsOf(order.package.title),
        },
      },
    });
    return { kind: "fulfilled", entitlement };
  });
}
