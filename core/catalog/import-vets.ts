import { fileBytes, storeFile } from "../messaging/files.ts";
import type { Core } from "../platform/core.ts";
import type { Catalog } from "./format.ts";
import type { Counts } from "./import.ts";
import type { Photos } from "./photos.ts";

/** Shows the vets of the file, with what can be bought from each, and retires the others. */
export async function importVets(
  core: Core,
  clinicId: string,
  vets: Catalog["vets"],
  photos: Photos,
): Promise<Counts> {
  const gone = await core.db.vet.updateMany({
    where: { retired: false, slug: { notIn: vets.map(({ slug }) => slug) } },
    data: { retired: true },
  });
  const offered = await core.db.package.findMany({
    where: { retired: false },
    select: { id: true, slug: true },
  });
  for (const [position, vet] of vets.entries()) {
    const { slug, name, specialities, about, education, species, languages, practiceSince } = vet;
    const photoId = await photoOf(core, slug, photos.get(slug));
    const card = { name, specialities, about, education, species, languages, practiceSince, photoId };
    const data = { ...card, clinicId, position, retired: false };
    const { id } = await core.db.vet.upsert({
      where: { slug },
      create: { id: core.ids(), slug, ...data },
      update: data,
      select: { id: true },
    });
    await core.db.vetPackage.deleteMany({ where: { vetId: id } });
    await core.db.vetPackage.createMany({
      data: offered
        .filter(({ slug }) => vet.packages.includes(slug))
        .map((item) => ({ vetId: id, packageId: item.id })),
    });
  }
  return { offered: vets.length, retired: gone.count };
}

/** The picture's file: the one that is there, if it shows the same. Messages may still show an earlier one: it stays. */
async function photoOf(core: Core, slug: string, bytes: Uint8Array | undefined): Promise<string | null> {
  if (!bytes) return null;
  const vet = await core.db.vet.findUnique({ where: { slug }, select: { photoId: true } });
  if (vet?.photoId && Buffer.compare((await fileBytes(core, vet.photoId)).bytes, bytes) === 0)
    return vet.photoId;
  return storeFile(core, { kind: "photo", mime: "image/jpeg", bytes });
}
