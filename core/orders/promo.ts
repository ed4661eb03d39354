import type { PromoCode } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { discountOf } from "./discount.ts";

/** Why a promo code does not help with an order; each has its own answer to the person. */
export type PromoRefusal =
  | { readonly kind: "wrong" }
  | { readonly kind: "expired"; readonly since: Date }
  | { readonly kind: "not_yet"; readonly from: Date }
  /** All its uses, or all its budget, are spent or reserved by orders that wait for their payment. */
  | { readonly kind: "used_up" }
  | { readonly kind: "used_by_you" }
  | { readonly kind: "other_package" };

export type PromoAnswer =
  | {
      readonly kind: "good";
      /** As the catalogue writes it. */
      readonly code: string;
      /** Minor units of the currency asked for. */
      readonly discount: number;
    }
  | PromoRefusal;

export interface PromoUseWish {
  /** As typed; case and surrounding spaces do not matter. */
  readonly code: string;
  readonly owner: string;
  readonly package: { readonly slug: string; readonly clinic: string };
  readonly currency: string;
  /** The package's price in minor units. */
  readonly price: number;
}

/** Tells whether a code would help now. Only an order reserves it. */
export async function answerPromo(core: Core, wish: PromoUseWish): Promise<PromoAnswer> {
  const promo = await core.db.promoCode.findUnique({ where: { code: readCode(wish.code) } });
  const now = core.clock.now();
  if (!promo || promo.retired) return { kind: "wrong" };
  if (promo.validFrom && now < promo.validFrom) return { kind: "not_yet", from: promo.validFrom };
  if (promo.validUntil && now >= promo.validUntil) return { kind: "expired", since: promo.validUntil };
  const { slug, clinic } = wish.package;
  const elsewhere =
    (promo.packages.length > 0 && !promo.packages.includes(slug)) ||
    (promo.clinicId !== null && promo.clinicId !== clinic);
  // An amount in another currency is no discount on this price, and no part of this budget: nothing is converted.
  if (elsewhere || (promo.currency !== null && promo.currency !== wish.currency)) {
    return { kind: "other_package" };
  }
  const discount = discountOf(promo, wish.price);
  const reason = await spent(core, promo, { owner: wish.owner, discount, next: true });
  if (reason) return { kind: reason };
  return { kind: "good", code: promo.code, discount };
}

/**
 * As {@link answerPromo}, with the code's row locked until the end of the transaction, so that everyone who asks for
 * its last use is answered one after another. What `good` promises is then written by {@link reservePromo}; the
 * trigger `promo_use_limits` holds the same limits against any other way of writing.
 */
export async function lockAndAnswerPromo(core: Core, wish: PromoUseWish): Promise<PromoAnswer> {
  const code = readCode(wish.code);
  await lockPromo(core, code);
  await releaseExpired(core, code);
  return answerPromo(core, wish);
}

/** Writes the reservation of an order that {@link lockAndAnswerPromo} found good, in the same transaction. */
export async function reservePromo(
  core: Core,
  use: { readonly order: string; readonly code: string; readonly owner: string; readonly expiresAt: Date },
): Promise<void> {
  const { order, code, owner, expiresAt } = use;
  await core.db.promoUse.create({
    data: { orderId: order, code, ownerId: owner, state: "reserved", expiresAt },
  });
}

/**
 * Spends the use that an order reserved. A reservation that was released meanwhile is taken again if the budget
 * still has room. False: it has none, and the discount the order was made with is no longer to be had.
 */
export async function redeemPromo(core: Core, order: string): Promise<boolean> {
  const use = await core.db.promoUse.findUnique({
    where: { orderId: order },
    include: { promo: true, order: true },
  });
  if (!use) return true;
  const { code, ownerId: owner, promo, order: ordered } = use;
  await lockPromo(core, code);
  const kept = await core.db.promoUse.updateMany({
    where: { orderId: order, state: { not: "released" } },
    data: { state: "redeemed" },
  });
  if (kept.count > 0) return true;
  await releaseExpired(core, code);
  if (await spent(core, promo, { owner, discount: ordered.discount, next: false })) return false;
  await core.db.promoUse.update({ where: { orderId: order }, data: { state: "redeemed" } });
  return true;
}

/** Gives back the uses that orders reserved and did not redeem. */
export async function releasePromo(core: Core, orders: readonly string[]): Promise<void> {
  await core.db.promoUse.updateMany({
    where: { orderId: { in: [...orders] }, state: "reserved" },
    data: { state: "released" },
  });
}

/** Gives back the use of an order that was held and not taken after all. */
export async function unredeemPromo(core: Core, order: string): Promise<void> {
  await core.db.promoUse.updateMany({ where: { orderId: order }, data: { state: "released" } });
}

/** As codes are kept: upper case, without surrounding spaces. */
export const readCode = (typed: string): string => typed.trim().toUpperCase();

/**
 * Which limit leaves no further use, if one does. For a person's `next` order their own unpaid one does not stand in
 * the way: the next takes its place.
 */
async function spent(
  core: Core,
  { code, maxPerPerson, maxUses, budget }: PromoCode,
  { owner, discount, next }: { owner: string; discount: number; next: boolean },
): Promise<"used_by_you" | "used_up" | undefined> {
  const reserved = { state: "reserved", expiresAt: { gt: core.clock.now() } } as const;
  const held = { code, OR: [{ state: "redeemed" as const }, reserved] };
  if (maxPerPerson !== null) {
    const where = next ? { code, state: "redeemed" as const } : held;
    if ((await core.db.promoUse.count({ where: { ...where, ownerId: owner } })) >= maxPerPerson) {
      return "used_by_you";
    }
  }
  const others = next ? { ...held, NOT: { ownerId: owner, state: "reserved" as const } } : held;
  if (maxUses !== null && (await core.db.promoUse.count({ where: others })) >= maxUses) return "used_up";
  if (budget !== null) {
    // In the currency the orders were made in, whichever they are paid in: a budget has one.
    const { _sum } = await core.db.order.aggregate({
      where: { promoUse: others },
      _sum: { discount: true },
    });
    if ((_sum.discount ?? 0) + discount > budget) return "used_up";
  }
  return undefined;
}

async function lockPromo(core: Core, code: string): Promise<void> {
  await core.db.$queryRaw`select 1 from promo_code where code = ${code} for no key update`;
}

async function releaseExpired(core: Core, code: string): Promise<void> {
  await core.db.promoUse.updateMany({
    where: { code, state: "reserved", expiresAt: { lte: core.clock.now() } },
    data: { state: "released" },
  });
}
