import type { Content, Media } from "../messaging/content.ts";
import { extensionOf } from "../messaging/extensions.ts";
import type { FileSource } from "../messaging/files.ts";
import type { Core } from "../platform/core.ts";
import { openJson } from "../platform/sealed.ts";

/** A file that a person sent. */
export interface SentFile {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly mime: string | null;
  /** Bytes. */
  readonly size: number | null;
  readonly createdAt: Date;
  /** What it is called in the copy of one's data; null: we do not have its bytes. */
  readonly name: string | null;
}

/**
 * The files that a person sent, the oldest first. What came through no messenger is of the service's own making (an
 * earlier copy) and is no part of a new one.
 */
export async function sentFiles(core: Core, person: string): Promise<SentFile[]> {
  const rows = await core.db.file.findMany({
    where: { personId: person, channel: { not: null } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, kind: true, state: true, mime: true, size: true, source: true, createdAt: true },
  });
  let number = 0;
  return rows.map(({ source, ...file }) => {
    if (file.state !== "stored" || !file.mime) return { ...file, name: null };
    const own = source && openJson<FileSource>(core.keys, `file.source:${file.id}`, source).name;
    // Numbered: people send many an image.jpg.
    const first = String(++number).padStart(3, "0");
    return { ...file, name: `${first}-${own ?? `${file.kind}.${extensionOf(file.mime)}`}` };
  });
}

/** As many as messengers show in one album. */
const MAX_FILES = 10;
/** One upload with all that is in it: well below Telegram's 50 MB, and sent within its time over a slow line. */
const MAX_BYTES = 40_000_000;

/** The files whose bytes we have as messages that give them back, unchanged, as documents. */
export function asDocuments(files: readonly SentFile[]): Content[] {
  const albums: { parts: Media[]; bytes: number }[] = [];
  for (const { id, name, size } of files) {
    if (name === null) continue;
    const bytes = size ?? 0;
    const last = albums.at(-1);
    const part: Media = { kind: "document", file: id, name };
    if (last && last.parts.length < MAX_FILES && last.bytes + bytes <= MAX_BYTES) {
      last.parts.push(part);
      last.bytes += bytes;
    } else albums.push({ parts: [part], bytes });
  }
  return albums.map(({ parts }) => {
    const [first, ...rest] = parts;
    return first && rest.length === 0 ? { kind: "media", media: first } : { kind: "album", parts };
  });
}
