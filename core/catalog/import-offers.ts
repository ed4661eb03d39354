import type { Core } from "../platform/core.ts";
import type { Catalog } from "./format.ts";
import type { Counts } from "./import.ts";
import { momentOf } from "./moments.ts";

/** Sells the packages of the file and retires the others. */
export async function importPackages(
  core: Core,
  clinicId: string,
  packages: Catalog["packages"],
): Promise<Counts> {
  const gone = await core.db.package.updateMany({
    where: { retired: false, slug: { notIn: packages.map(({ slug }) => slug) } },
    data: { retired: true },
  });
  for (const [position, item] of packages.entries()) {
    const { slug, title, summary, details, sessions, validDays, prices } = item;
    const data = { clinicId, title, summary, details, sessions, validDays, position, retired: false };
    const { id } = await core.db.package.upsert({
      where: { slug },
      create: { id: core.ids(), slug, ...data },
      update: data,
      select: { id: true },
    });
    await core.db.packagePrice.deleteMany({
      where: { packageId: id, currency: { notIn: prices.map(({ currency }) => currency) } },
    });
    for (const { currency, amount } of prices) {
      await core.db.packagePrice.upsert({
        where: { packageId_currency: { packageId: id, currency } },
        create: { packageId: id, currency, amount },
        update: { amount },
      });
    }
  }
  return { offered: packages.length, retired: gone.count };
}

/** Accepts the promo codes of the file and retires the others; their uses are kept. */
export async function importPromoCodes(
  core: Core,
  clinicId: string,
  promoCodes: Catalog["promoCodes"],
  zone: string,
): Promise<Counts> {
  const gone = await core.db.promoCode.updateMany({
    where: { retired: false, code: { notIn: promoCodes.map(({ code }) => code) } },
    data: { retired: true },
  });
  for (const {
    code,
    percent,
    amount,
    validFrom,
    validUntil,
    maxUses,
    maxPerPerson,
    budget,
    clinic,
    packages,
  } of promoCodes) {
    const [fixed] = amount ?? [];
    const [most] = budget ?? [];
    const data = {
      kind: fixed ? ("amount" as const) : ("percent" as const),
      value: fixed?.amount ?? percent ?? 0,
      currency: fixed?.currency ?? most?.currency ?? null,
      budget: most?.amount ?? null,
      // A file knows one clinic, its own.
      clinicId: clinic === undefined ? null : clinicId,
      validFrom: (validFrom && momentOf(validFrom, zone, "from")) || null,
      validUntil: (validUntil && momentOf(validUntil, zone, "until")) || null,
      maxUses: maxUses ?? null,
      maxPerPerson: maxPerPerson ?? null,
      packages,
      retired: false,
    };
    await core.db.promoCode.upsert({ where: { code }, create: { code, ...data }, update: data });
  }
  return { offered: promoCodes.length, retired: gone.count };
}
