import type { Prisma } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { wordsOf, type Words } from "./words.ts";

/** A package as people see it. */
export interface PackageInfo {
  readonly id: string;
  /** Id of the clinic that sells it. */
  readonly clinic: string;
  readonly slug: string;
  readonly title: Words;
  /** One line for a list. */
  readonly summary: Words;
  /** What it helps with. */
  readonly details: Words;
  /** How many consultations it holds. */
  readonly sessions: number;
  /** How many days it can be used after it is paid. */
  readonly validDays: number;
  /** Minor units; undefined where it has no price in the currency asked for: it cannot be bought with it. */
  readonly price: { readonly amount: number; readonly currency: string } | undefined;
  /** Taken from sale: valid for who bought it, never offered. */
  readonly retired: boolean;
}

/** What can be bought in a currency (ISO 4217), in the order of the catalogue; of one vet, if `vet` (id) is given. */
export async function listPackages(
  core: Core,
  { currency, vet }: { currency: string; vet?: string },
): Promise<PackageInfo[]> {
  const rows = await core.db.package.findMany({
    where: {
      retired: false,
      prices: { some: { currency } },
      ...(vet !== undefined && { vets: { some: { vetId: vet } } }),
    },
    include: { prices: true },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
  });
  return rows.map((row) => packageInfo(row, currency));
}

/** A package by id, retired or not; undefined: there is none. */
export async function packageById(
  core: Core,
  id: string,
  { currency }: { currency: string },
): Promise<PackageInfo | undefined> {
  const row = await core.db.package.findUnique({ where: { id }, include: { prices: true } });
  return row ? packageInfo(row, currency) : undefined;
}

/** A package by its name in the catalogue, retired or not; undefined: there is none. */
export async function packageBySlug(
  core: Core,
  slug: string,
  { currency }: { currency: string },
): Promise<PackageInfo | undefined> {
  const row = await core.db.package.findUnique({ where: { slug }, include: { prices: true } });
  return row ? packageInfo(row, currency) : undefined;
}

function packageInfo(
  row: Prisma.PackageGetPayload<{ include: { prices: true } }>,
  currency: string,
): PackageInfo {
  const { id, clinicId, slug, sessions, validDays, retired } = row;
  const price = row.prices.find((price) => price.currency === currency);
  return {
    id,
    clinic: clinicId,
    slug,
    title: wordsOf(row.title),
    summary: wordsOf(row.summary),
    details: wordsOf(row.details),
    sessions,
    validDays,
    price: price && { amount: price.amount, currency },
    retired,
  };
}
