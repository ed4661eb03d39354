import type { MediaKind } from "../../core/messaging/content.ts";
import { extensionOf } from "../../core/messaging/extensions.ts";
import type { Refusal } from "../../core/messaging/notice.ts";
import { KINDS, type FileForm, type FileWay, type Loss, type Via } from "./kinds.ts";
import { isMoving, png, sticker, type Bytes } from "./pictures.ts";

export interface Sendable {
  readonly kind: MediaKind;
  readonly file: Bytes;
  /** A picture of it, where it is something that WhatsApp cannot show. */
  readonly still?: Bytes | undefined;
  readonly name?: string | undefined;
}

/** A file in the form in which it goes; or only words go, or nothing. */
export type Shaped =
  | {
      readonly kind: "file";
      readonly as: FileForm;
      readonly bytes: Uint8Array;
      readonly mime: string;
      readonly name: string;
      readonly lost?: Loss;
    }
  | { readonly kind: "words"; readonly lost: Loss }
  | { readonly kind: "refused"; readonly reason: Refusal };

/** Makes of a file what WhatsApp takes by this driver: the first way of the table that is open to it. */
export async function shape(via: Via, sendable: Sendable): Promise<Shaped> {
  let reason: Refusal = "not_taken";
  for (const way of KINDS[sendable.kind][via].to) {
    if (way.as === "words") return { kind: "words", lost: way.lost };
    const went = await gone(way, sendable);
    if (typeof went === "object") return went;
    reason = went ?? reason;
  }
  return { kind: "refused", reason };
}

type Went = Extract<Shaped, { kind: "file" }> | Refusal | undefined;

/** One way tried: the file as it goes, or why it does not; undefined: the way is for other files. */
async function gone(way: FileWay, { kind, file, still, name }: Sendable): Promise<Went> {
  const source = way.of === "still" ? still : file;
  if (!source) return undefined;
  const { bytes } = source;
  const mime = bareType(source.mime);
  if (way.types && !way.types.some((type) => matches(type, mime))) return undefined;
  if (way.moving && !(await isMoving(bytes))) return undefined;
  const limit = await limitOf(way, bytes);
  const made = way.made ? await MAKE[way.made](bytes, limit) : { bytes, mime };
  if (!made) return "unreadable";
  if (made.bytes.length > limit) return "too_big";
  const own = name ?? `${kind}.${extensionOf(mime)}`;
  return {
    kind: "file",
    as: way.as,
    bytes: made.bytes,
    mime: way.sentAs ?? made.mime,
    name: way.made ? own.replace(/\.\w+$/, `.${extensionOf(made.mime)}`) : own,
    ...(way.lost && { lost: way.lost }),
  };
}

/** The type alone, as Meta compares it: `audio/ogg; codecs=opus` is `audio/ogg`. */
const bareType = (mime: string): string => (mime.split(";")[0] ?? "").trim().toLowerCase();

const matches = (type: string, mime: string): boolean =>
  type.endsWith("/*") ? mime.startsWith(type.slice(0, -1)) : type === mime;

const limitOf = async ({ most }: FileWay, bytes: Uint8Array): Promise<number> =>
  typeof most === "object" ? ((await isMoving(bytes)) ? most.moving : most.still) : (most ?? Infinity);

const MAKE: Readonly<
  Record<NonNullable<FileWay["made"]>, (bytes: Uint8Array, limit: number) => Promise<Bytes | undefined>>
> = { png, sticker };
