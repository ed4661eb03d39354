import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkCatalog } from "../../core/catalog/check.ts";
import type { Catalog } from "../../core/catalog/format.ts";
import { importCatalog } from "../../core/catalog/import.ts";
import type { Core } from "../../core/platform/core.ts";
import type { PrismaClient } from "../../prisma/generated/client.ts";

/** The demo clinic's catalogue. */
export async function demoCatalog(): Promise<Catalog> {
  const source = await readFile(join(import.meta.dirname, "../../prisma/seed/demo.yaml"), "utf8");
  const checked = checkCatalog(source);
  if ("problems" in checked) throw new Error(checked.problems.join("\n"));
  return checked.catalog;
}

/** Imports the demo clinic, without its photos. */
export async function importDemo(core: Core, catalog?: Catalog): Promise<void> {
  const imported = await importCatalog(core, catalog ?? (await demoCatalog()), { samples: true });
  if (imported.kind === "refused") throw new Error(imported.problems.join("\n"));
}

/** Tables that a catalogue fills; the others hold people and what they did. */
const CATALOGUE = [
  "clinic",
  "package",
  "package_price",
  "vet",
  "vet_package",
  "faq_entry",
  "promo_code",
  "legal_text",
];

/** Empties a test's database of people, faster than making the catalogue anew. */
export async function forgetPeople(db: PrismaClient): Promise<void> {
  await db.$transaction(async (tx) => {
    // Neither foreign keys nor append-only tables stand in the way.
    await tx.$executeRaw`set local session_replication_role = replica`;
    const tables = await tx.$queryRaw<{ name: string }[]>`
      select tablename as name from pg_tables
      where schemaname = 'public' and tablename <> '_prisma_migrations' and tablename <> all (${CATALOGUE})`;
    for (const { name } of tables) await tx.$executeRawUnsafe(`delete from "${name}"`);
  });
}
