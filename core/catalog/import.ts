import { Prisma } from "../../prisma/generated/client.ts";
import { transact, type Core } from "../platform/core.ts";
import type { Catalog } from "./format.ts";
import { importLegalTexts, legalProblems } from "./import-legal.ts";
import { importPackages, importPromoCodes } from "./import-offers.ts";
import { importWays } from "./import-ways.ts";
import { importVets } from "./import-vets.ts";
import type { Photos } from "./photos.ts";

export interface ImportOptions {
  /** What `readPhotos` read. */
  readonly photos?: Photos;
  /** Whether sample legal texts are let in: in the sandbox, never in a live service. */
  readonly samples: boolean;
}

export type Imported =
  | {
      readonly kind: "imported";
      readonly packages: Counts;
      readonly vets: Counts;
      readonly promoCodes: Counts;
    }
  /** Nothing was changed: sentences that say why. */
  | { readonly kind: "refused"; readonly problems: readonly string[] };

/** `retired` counts what was on sale until now and is not in the file. */
export interface Counts {
  readonly offered: number;
  readonly retired: number;
}

/**
 * Makes the clinic what the catalogue says, in one transaction. Things keep their id by their slug; what the file no
 * longer has is retired: not offered any more, and still valid for who bought it. Importing the same file again
 * changes nothing.
 */
export async function importCatalog(core: Core, catalog: Catalog, options: ImportOptions): Promise<Imported> {
  return transact(core, async (core) => {
    // Two imports at once would retire each other's things.
    await core.db.$queryRaw`select pg_advisory_xact_lock(hashtext('catalogue'))::text`;
    const problems = await legalProblems(core, catalog.legal, options.samples);
    if (problems.length > 0) return { kind: "refused", problems };
    const clinicId = await importClinic(core, catalog.clinic);
    const packages = await importPackages(core, clinicId, catalog.packages);
    const vets = await importVets(core, clinicId, catalog.vets, options.photos ?? new Map());
    const promoCodes = await importPromoCodes(core, clinicId, catalog.promoCodes, catalog.clinic.timeZone);
    await importWays(core, catalog.waysToPay);
    await importFaq(core, catalog.faq);
    await importLegalTexts(core, catalog.legal);
    return { kind: "imported", packages, vets, promoCodes };
  });
}

async function importClinic(core: Core, clinic: Catalog["clinic"]): Promise<string> {
  const data = { ...clinic, telegram: clinic.telegram ?? null, bank: clinic.bank ?? Prisma.DbNull };
  const known = await core.db.clinic.findFirst({ select: { id: true } });
  const where = { id: known?.id ?? core.ids() };
  await core.db.clinic.upsert({ where, create: { ...where, ...data }, update: data });
  return where.id;
}

async function importFaq(core: Core, faq: Catalog["faq"]): Promise<void> {
  await core.db.faqEntry.deleteMany({ where: { slug: { notIn: faq.map(({ slug }) => slug) } } });
  for (const [position, { slug, ...words }] of faq.entries()) {
    const data = { ...words, position };
    await core.db.faqEntry.upsert({ where: { slug }, create: { slug, ...data }, update: data });
  }
}
