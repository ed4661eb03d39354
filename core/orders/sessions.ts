import type { Order, Package } from "../../prisma/generated/client.ts";
import { transact, type Core } from "../platform/core.ts";
import { setTimer } from "../platform/timers.ts";
import type { Money } from "../platform/money.ts";

const DAY = 24 * 3_600_000;

/** A session that is given back can be used for at least a week more, however old its package is. */
const GIVEN_BACK_DAYS = 7;

/**
 * Gives an order's consultations to its owner: once, by the order's key. Returns the entitlement's id.
 * @param paid for all of them together, in the currency it was paid in: what is given back is given back in that
 */
export async function grant(core: Core, order: Order & { package: Package }, paid: Money): Promise<string> {
  const { sessions, validDays } = order.package;
  const id = core.ids();
  const at = core.clock.now();
  const expiresAt = new Date(at.getTime() + validDays * DAY);
  await core.db.entitlement.create({
    data: {
      id,
      ownerId: order.ownerId,
      orderId: order.id,
      packageId: order.packageId,
      vetId: order.vetId,
      currency: paid.currency,
      // Rounded down: what the parts leave over belongs to the last one refunded.
      sessionAmount: Math.floor(paid.amount / sessions),
      grantedAt: at,
      expiresAt,
    },
    select: { id: true },
  });
  await armEnd(core, id, expiresAt);
  await core.db.entitlementEntry.create({
    data: { key: `grant:${order.id}`, entitlementId: id, kind: "grant", delta: sessions, at },
    select: { key: true },
  });
  return id;
}

/** Looks when the time of an entitlement is over. Handler: ended.ts. */
export const armEnd = (core: Core, entitlement: string, dueAt: Date): Promise<void> =>
  setTimer(core, {
    key: `entitlement:${entitlement}:end`,
    kind: "entitlementEnd",
    dueAt,
    payload: { entitlement },
  });

/** How many consultations are left on an entitlement, whatever its time. */
export async function leftOf(core: Core, entitlement: string): Promise<number> {
  const { _sum } = await core.db.entitlementEntry.aggregate({
    where: { entitlementId: entitlement },
    _sum: { delta: true },
  });
  return _sum.delta ?? 0;
}

/** Takes back what is left, or a part of it. `occasion` makes it once. More than is left is refused by the database. */
export async function revoke(
  core: Core,
  entitlement: string,
  { count, occasion }: { readonly count: number; readonly occasion: string },
): Promise<void> {
  await core.db.entitlementEntry.createMany({
    data: {
      key: `revoke:${occasion}`,
      entitlementId: entitlement,
      kind: "revoke",
      delta: -count,
      at: core.clock.now(),
    },
    skipDuplicates: true,
  });
}

export type Consumed =
  | { readonly kind: "ok" }
  | { readonly kind: "none_left" }
  | { readonly kind: "expired"; readonly since: Date }
  /** No entitlement of this owner has the id. */
  | { readonly kind: "not_yours" };

/**
 * Takes one session for a consultation (its id; its row may come later in the transaction). The entitlement's row is
 * locked, so that the last session is given once. The same consultation again is `ok` and takes nothing more.
 */
export async function consume(
  core: Core,
  entitlement: string,
  consultation: string,
  owner: string,
): Promise<Consumed> {
  return transact(core, async (core) => {
    const at = core.clock.now();
    const [row] = await core.db.$queryRaw<{ expiresAt: Date }[]>`
      select expires_at as "expiresAt" from entitlement
      where id = ${entitlement}::uuid and owner_id = ${owner}::uuid for no key update`;
    if (!row) return { kind: "not_yours" };
    const key = `consume:${consultation}`;
    const taken = await core.db.entitlementEntry.findUnique({ where: { key } });
    if (taken) return taken.entitlementId === entitlement ? { kind: "ok" } : { kind: "not_yours" };
    if (row.expiresAt <= at) return { kind: "expired", since: row.expiresAt };
    if ((await leftOf(core, entitlement)) < 1) return { kind: "none_left" };
    await core.db.entitlementEntry.create({
      data: { key, entitlementId: entitlement, kind: "consume", delta: -1, at },
      select: { key: true },
    });
    return { kind: "ok" };
  });
}

export type GivenBack =
  /** Until when it can be used now. */
  | { readonly kind: "ok"; readonly entitlement: string; readonly expiresAt: Date }
  | { readonly kind: "already" }
  /** The consultation took no session. */
  | { readonly kind: "nothing_taken" };

/** Returns the session a consultation took: once, however often it is asked. */
export async function giveBack(core: Core, consultation: string): Promise<GivenBack> {
  return transact(core, async (core) => {
    const at = core.clock.now();
    const taken = await core.db.entitlementEntry.findUnique({ where: { key: `consume:${consultation}` } });
    if (!taken) return { kind: "nothing_taken" };
    const { count } = await core.db.entitlementEntry.createMany({
      data: {
        key: `giveback:${consultation}`,
        entitlementId: taken.entitlementId,
        kind: "giveback",
        delta: 1,
        at,
      },
      skipDuplicates: true,
    });
    if (count === 0) return { kind: "already" };
    const usable = new Date(at.getTime() + GIVEN_BACK_DAYS * DAY);
    const lengthened = await core.db.entitlement.updateMany({
      where: { id: taken.entitlementId, expiresAt: { lt: usable } },
      data: { expiresAt: usable },
    });
    if (lengthened.count > 0) await armEnd(core, taken.entitlementId, usable);
    const { expiresAt } = await core.db.entitlement.findUniqueOrThrow({ where: { id: taken.entitlementId } });
    return { kind: "ok", entitlement: taken.entitlementId, expiresAt };
  });
}
