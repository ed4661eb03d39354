import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { checkCatalog } from "../core/catalog/check.ts";
import { importCatalog } from "../core/catalog/import.ts";
import { readPhotos } from "../core/catalog/photos.ts";
import type { Core } from "../core/platform/core.ts";
import { invite } from "../core/staff/invitations.ts";

const SEED = fileURLToPath(new URL("../prisma/seed/", import.meta.url));

/** An invitation for the page to hand out: its token is what `/start` is followed by. */
export interface Handout {
  readonly name: string;
  readonly role: string;
  readonly payload: string;
}

/** Sets the demo clinic up in an empty service: its catalogue, and an invitation for everybody who works there. */
export async function seed(core: Core): Promise<void> {
  if ((await core.db.clinic.count()) > 0) return;
  const checked = checkCatalog(await readFile(`${SEED}demo.yaml`, "utf8"));
  if ("problems" in checked) throw new Error(checked.problems.join("\n"));
  const photos = await readPhotos(checked.catalog, SEED);
  if ("problems" in photos) throw new Error(photos.problems.join("\n"));
  const imported = await importCatalog(core, checked.catalog, { ...photos, samples: true });
  if (imported.kind === "refused") throw new Error(imported.problems.join("\n"));
}

/**
 * Invitations for vets of the catalogue whom nobody plays yet, an operator and an administrator. Made anew at each
 * start: only hashes of their tokens are kept.
 */
export async function handouts(core: Core): Promise<Handout[]> {
  const vets = await core.db.vet.findMany({
    where: { retired: false, staffId: null },
    orderBy: { position: "asc" },
    select: { slug: true, name: true },
  });
  const wanted = [
    ...vets.map(({ slug, name }) => ({ role: "vet" as const, name: englishOf(name), vetSlug: slug })),
    { role: "operator" as const, name: "Support" },
    { role: "administrator" as const, name: "Administrator" },
  ];
  const made: Handout[] = [];
  for (const invitation of wanted) {
    const result = await invite(core, invitation);
    if (result.kind !== "invited") continue;
    const payload = new URL(result.link).searchParams.get("start") ?? "";
    made.push({ name: invitation.name, role: invitation.role, payload });
  }
  return made;
}

const englishOf = (name: unknown): string =>
  typeof name === "object" && name && "en" in name ? String(name.en) : "Vet";
