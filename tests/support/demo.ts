import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkCatalog } from "../../core/catalog/check.ts";
import type { Catalog } from "../../core/catalog/format.ts";
import { importCatalog } from "../../core/catalog/import.ts";
import type { Core } from "../../core/platform/core.ts";

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
