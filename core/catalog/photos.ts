import { readFile } from "node:fs/promises";
import { isAbsolute, join, normalize } from "node:path";
import { sniff } from "../messaging/sniff.ts";
import type { Catalog } from "./format.ts";

/** Pictures of the vets' cards by the vet's slug, encoded anew as JPEG. */
export type Photos = ReadonlyMap<string, Uint8Array>;

/** A portrait of a good camera; Telegram takes photos up to 10 MB. */
const MAX_BYTES = 10_000_000;

/** Reads the pictures that a catalogue names, from the folder its file is in. */
export async function readPhotos(
  catalog: Catalog,
  folder: string,
): Promise<{ readonly photos: Photos } | { readonly problems: readonly string[] }> {
  const photos = new Map<string, Uint8Array>();
  const problems: string[] = [];
  for (const { slug, photo } of catalog.vets) {
    if (photo === undefined) continue;
    const read = await readPhoto(folder, photo);
    if (typeof read === "string") problems.push(`vet ${slug}: the photo ${photo} ${read}.`);
    else photos.set(slug, read);
  }
  return problems.length > 0 ? { problems } : { photos };
}

async function readPhoto(folder: string, name: string): Promise<Uint8Array | string> {
  if (isAbsolute(name) || normalize(name).startsWith(".."))
    return "must lie beside the catalogue file or below it";
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (!bytes) return "cannot be read";
  if (bytes.length > MAX_BYTES) return "is larger than 10 MB";
  const sniffed = await sniff("photo", bytes);
  return sniffed.ok ? sniffed.bytes : "is not a JPEG, PNG or WebP picture";
}
