import { packageById, packageBySlug, type PackageInfo } from "../catalog/packages.ts";
import type { Core } from "../platform/core.ts";
import { answerPromo, type PromoAnswer, type PromoRefusal } from "./promo.ts";

/** What an order would cost. Amounts are minor units of `currency`. */
export interface Quote {
  readonly kind: "quote";
  readonly package: PackageInfo;
  readonly currency: string;
  readonly listAmount: number;
  readonly discount: number;
  /** To be paid; 0 when a promo code takes everything off. */
  readonly amount: number;
  /** The code that gives the discount, as the catalogue writes it. */
  readonly promo: string | undefined;
}

export type QuoteRefusal =
  /** Not there, taken from sale, or without a price in this currency. */
  { readonly kind: "package_retired" } | { readonly kind: "promo"; readonly reason: PromoRefusal };

export interface QuoteWish {
  /** Slug or id. */
  readonly package: string;
  /** ISO 4217. */
  readonly currency: string;
  /** As typed. */
  readonly promo?: string | undefined;
  /** Id of the person who buys. */
  readonly owner: string;
}

/** Tells a price, with the discount of a promo code if one is given. Reserves nothing. */
export async function quote(core: Core, wish: QuoteWish): Promise<Quote | QuoteRefusal> {
  const found = await packageOnSale(core, wish.package, wish.currency);
  if (!found) return { kind: "package_retired" };
  const { info, price } = found;
  const plain = { kind: "quote", package: info, currency: wish.currency, listAmount: price } as const;
  if (wish.promo === undefined) return { ...plain, discount: 0, amount: price, promo: undefined };
  const answer = await answerPromo(core, {
    code: wish.promo,
    owner: wish.owner,
    package: info,
    currency: wish.currency,
    price,
  });
  if (answer.kind !== "good") return { kind: "promo", reason: answer };
  const { discount, code } = answer;
  return { ...plain, discount, amount: price - discount, promo: code };
}

/**
 * Tells whether a promo code (as typed) would help this person with this package: `good` with its discount, or why
 * not. Nothing is reserved before the order. A package that is not on sale has no price: `other_package`.
 */
export async function checkPromo(
  core: Core,
  wish: QuoteWish & { readonly promo: string },
): Promise<PromoAnswer> {
  const quoted = await quote(core, wish);
  if (quoted.kind === "promo") return quoted.reason;
  if (quoted.kind === "package_retired" || quoted.promo === undefined) return { kind: "other_package" };
  return { kind: "good", code: quoted.promo, discount: quoted.discount };
}

/** A package that can be bought now, by slug or id, with its price in minor units. */
export async function packageOnSale(
  core: Core,
  name: string,
  currency: string,
): Promise<{ info: PackageInfo; price: number } | undefined> {
  const byId = /^[0-9a-f-]{36}$/.test(name) ? await packageById(core, name, { currency }) : undefined;
  const info = byId ?? (await packageBySlug(core, name, { currency }));
  return info?.price && !info.retired ? { info, price: info.price.amount } : undefined;
}
