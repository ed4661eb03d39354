import type { Channel } from "../../prisma/generated/enums.ts";
import { open, seal } from "../platform/seal.ts";
import { sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";
import { abilities } from "./channels.ts";
import type { MediaKind } from "./content.ts";
import type { FileRefusal } from "./notice.ts";

export interface ExpectedFile {
  readonly personId: string;
  readonly channel: Channel;
  readonly kind: MediaKind;
  /** The messenger's reference for fetching it. */
  readonly ref: string;
  readonly name?: string | undefined;
  readonly size?: number | undefined;
  readonly mime?: string | undefined;
}

/** Where the messenger keeps a file. Sealed in `file.source`. */
export interface FileSource {
  readonly ref: string;
  readonly name?: string | undefined;
}

/** Whether a messenger would give us a file of this size at all. */
export const tooBig = (channel: Channel, size: number | undefined): boolean =>
  size !== undefined && size > abilities[channel].download;

/**
 * Notes a file that a person sent. It is fetched, looked into and stored soon after the commit; whatever needs it
 * waits. Returns the id of the file.
 */
export async function expectFile(core: Core, file: ExpectedFile): Promise<string> {
  const id = core.ids();
  const now = core.clock.now();
  const refusal: FileRefusal | null = tooBig(file.channel, file.size) ? "too_big" : null;
  const source: FileSource = { ref: file.ref, ...(file.name && { name: file.name }) };
  await core.db.file.create({
    data: {
      id,
      personId: file.personId,
      state: refusal ? "refused" : "pending",
      refusal,
      kind: file.kind,
      channel: file.channel,
      source: sealJson(core.keys, `file.source:${id}`, source),
      mime: file.mime ?? null,
      size: file.size ?? null,
      createdAt: now,
      dueAt: now,
    },
  });
  if (!refusal) core.wake("media");
  return id;
}

export interface OwnFile {
  readonly personId?: string;
  readonly kind: MediaKind;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Stores bytes of our own making (an export, a catalogue picture). Returns the id of the file. */
export async function storeFile(core: Core, { personId, kind, mime, bytes }: OwnFile): Promise<string> {
  const id = core.ids();
  const now = core.clock.now();
  const storeKey = await putBytes(core, id, bytes);
  await core.db.file.create({
    data: {
      id,
      personId: personId ?? null,
      state: "stored",
      kind,
      mime,
      size: bytes.length,
      storeKey,
      createdAt: now,
      dueAt: now,
    },
  });
  return id;
}

/**
 * Writes a file's bytes, sealed, and returns the key they are stored under: by the last digits of the id, which spread
 * evenly, where the first ones are the time's.
 */
export async function putBytes(core: Core, id: string, bytes: Uint8Array): Promise<string> {
  const key = `${id.slice(-2)}/${id}`;
  await core.files.put(key, seal(core.keys, `file:${id}`, bytes));
  return key;
}

/** The bytes of a stored file. */
export async function fileBytes(core: Core, id: string): Promise<{ bytes: Uint8Array; mime: string }> {
  const file = await core.db.file.findUniqueOrThrow({
    where: { id },
    select: { storeKey: true, mime: true },
  });
  if (!file.storeKey || !file.mime) throw new Error("a file that is not stored");
  return { bytes: open(core.keys, `file:${id}`, await core.files.get(file.storeKey)), mime: file.mime };
}
