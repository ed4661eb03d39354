import sharp from "sharp";
import type { MediaKind } from "../../../core/messaging/content.ts";
import { extensionOf } from "../../../core/messaging/extensions.ts";
import type { Refusal } from "../../../core/messaging/notice.ts";
import type { Outgoing } from "../driver.ts";

export type OutgoingMedia = Extract<Outgoing["content"], { kind: "media" }>;

/** What a file is sent as, in the words of the Cloud API. */
export type CloudKind = "image" | "video" | "audio" | "sticker" | "document";

/** A file as WhatsApp takes it. */
export interface Prepared {
  readonly kind: CloudKind;
  readonly mime: string;
  readonly bytes: Uint8Array;
  /** Shown with documents. */
  readonly name: string;
  readonly voice: boolean;
}

// All sizes and types: Cloud API, "Supported media types".
const MB = 1024 * 1024;
const LIMITS: Readonly<Record<Exclude<CloudKind, "sticker">, number>> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
};
const STILL_STICKER = 100 * 1024;
const MOVING_STICKER = 500 * 1024;

const TYPES: Readonly<Record<Exclude<CloudKind, "document">, ReadonlySet<string>>> = {
  image: new Set(["image/jpeg", "image/png"]),
  video: new Set(["video/mp4", "video/3gpp"]),
  audio: new Set(["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"]),
  sticker: new Set(["image/webp"]),
};

const OFFICE = "application/vnd.openxmlformats-officedocument";
const DOCUMENTS = new Set([
  "application/pdf",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  `${OFFICE}.wordprocessingml.document`,
  `${OFFICE}.spreadsheetml.sheet`,
  `${OFFICE}.presentationml.presentation`,
  ...TYPES.image,
  ...TYPES.video,
  ...TYPES.audio,
]);

const WANTED: Readonly<Record<MediaKind, CloudKind>> = {
  photo: "image",
  video: "video",
  animation: "video",
  video_note: "video",
  voice: "audio",
  audio: "audio",
  sticker: "sticker",
  document: "document",
};

/**
 * Makes of a file what WhatsApp takes: as its own kind where type and size allow, else as a document; a picture of a
 * type that it does not show becomes PNG. Refused: what is too big even so, or of a type it takes in no form.
 */
export async function prepare(media: OutgoingMedia): Promise<Prepared | { readonly refused: Refusal }> {
  const mime = bareType(media.mime);
  const name = media.name ?? `${media.media}.${extensionOf(mime)}`;
  const wanted = WANTED[media.media];
  const voice = media.media === "voice" && mime === "audio/ogg";
  const kind = fits(wanted, mime, media.bytes) ? wanted : "document";
  if (kind !== "document") return { kind, mime, bytes: media.bytes, name, voice };
  if (mime === "image/webp" || mime === "image/gif") return picture(media.bytes, name);
  const type = DOCUMENTS.has(mime) ? mime : isText(mime) ? "text/plain" : undefined;
  if (!type) return { refused: "not_taken" };
  if (media.bytes.length > LIMITS.document) return { refused: "too_big" };
  return { kind, mime: type, bytes: media.bytes, name, voice: false };
}

function fits(kind: CloudKind, mime: string, bytes: Uint8Array): boolean {
  if (kind === "document" || !TYPES[kind].has(mime)) return false;
  if (kind !== "sticker") return bytes.length <= LIMITS[kind];
  return bytes.length <= (isMoving(bytes) ? MOVING_STICKER : STILL_STICKER);
}

/** WebP's extended header says whether it moves: https://developers.google.com/speed/webp/docs/riff_container. */
function isMoving(bytes: Uint8Array): boolean {
  const extended = new TextDecoder("latin1").decode(bytes.subarray(12, 16)) === "VP8X";
  return extended && ((bytes[20] ?? 0) & 0b10) !== 0;
}

/** The type alone, as Meta compares it: `audio/ogg; codecs=opus` is `audio/ogg`. */
const bareType = (mime: string): string => (mime.split(";")[0] ?? "").trim().toLowerCase();

/** WhatsApp knows one type of text; the name still says what it is. */
const isText = (mime: string): boolean => mime.startsWith("text/") || mime === "application/json";

async function picture(bytes: Uint8Array, name: string): Promise<Prepared | { readonly refused: Refusal }> {
  try {
    const png = await sharp(bytes).png().toBuffer();
    const kind = png.length <= LIMITS.image ? "image" : "document";
    return { kind, mime: "image/png", bytes: png, name: name.replace(/\.\w+$/, ".png"), voice: false };
  } catch {
    return { refused: "unreadable" };
  }
}
