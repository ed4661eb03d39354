/** Files: uploaded by the bot's side, or sent by people and fetched by it. */
import { createHash, createHmac } from "node:crypto";
import { putFile } from "../../telegram/files.ts";
import { imageSize } from "../../telegram/image-size.ts";
import { parseMultipart } from "../../telegram/multipart.ts";
import type { StoredFile } from "../../telegram/world.ts";
import { now } from "../hub.ts";
import type { HubMessage } from "../records.ts";
import type { Api } from "./api.ts";
import { GraphError, invalid, missing, noSuchObject } from "./errors.ts";

const MB = 1024 * 1024;
/** Types that can be uploaded, and how large such a file may be as a message of its kind. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  audio: ["audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"],
  image: ["image/jpeg", "image/png"],
  sticker: ["image/webp"],
  video: ["video/mp4", "video/3gpp"],
  document: [
    "text/plain",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ],
};
const LIMITS: Readonly<Record<string, number>> = {
  audio: 16 * MB,
  image: 5 * MB,
  sticker: 500 * 1024,
  video: 16 * MB,
  document: 100 * MB,
};
/** Width and height of every sticker. */
const STICKER = "512,512";
export const UPLOAD_LIMIT = 100 * MB;

const KEPT_MS = { uploaded: 30 * 24 * 3_600_000, received: 7 * 24 * 3_600_000 };
/** An address of a file holds for five minutes. */
const ADDRESS_S = 300;

/** Numbers of media: those of people's files follow from their message. */
const RECEIVED = 700_000_000_000;
const UPLOADED = 900_000_000_000;

export const mediaIdOf = ({ number }: Pick<HubMessage, "number">): string => String(RECEIVED + number);

export function upload(api: Api, body: Buffer, contentType: string): { id: string } {
  const parts = parseMultipart(body, contentType);
  const field = (name: string) => parts.find((part) => part.name === name)?.data.toString();
  if (field("messaging_product") !== "whatsapp") missing("messaging_product");
  const part = parts.find((each) => each.name === "file" && each.filename !== undefined) ?? missing("file");
  const mime = (part.type ?? field("type") ?? "").split(";")[0]?.trim() ?? "";
  const known = Object.values(TYPES).flat();
  if (!known.includes(mime))
    throw new GraphError(
      100,
      `Param file must be a file with one of the following types: ${known.join(", ")}`,
    );
  if (part.data.length === 0) throw new GraphError(100, "The file is empty");
  if (part.data.length > UPLOAD_LIMIT) throw new GraphError(100, "The file is too large");
  const id = String(UPLOADED + api.uploads.size + 1);
  const file = putFile(api.hub.world, Buffer.from(part.data), part.filename, mime);
  api.uploads.set(id, { file, mime, at: now(api.hub) });
  return { id };
}

/** The uploaded file of a message of this kind. `failure`: it is accepted, and then cannot be sent. */
export function uploaded(
  api: Api,
  kind: string,
  id: unknown,
): { file: StoredFile; mime: string; failure?: number } {
  if (id === undefined) return missing(`${kind}.id`);
  const found = typeof id === "string" ? api.uploads.get(id) : undefined;
  if (!found || now(api.hub) - found.at > KEPT_MS.uploaded) return invalid(`${kind}.id is not known`);
  const { file, mime } = found;
  const fits = kind === "document" ? mime !== "image/webp" : (TYPES[kind] ?? []).includes(mime);
  const small = file.bytes.length <= (LIMITS[kind] ?? 0);
  const right = kind !== "sticker" || imageSize(file.bytes)?.join() === STICKER;
  return { file, mime, ...(fits && small && right ? {} : { failure: 131053 }) };
}

/** What is behind a media id: its bytes and when it is forgotten. */
function found(api: Api, id: string): { file: StoredFile; mime: string } | undefined {
  const upload = api.uploads.get(id);
  if (upload) return now(api.hub) - upload.at <= KEPT_MS.uploaded ? upload : undefined;
  const number = Number(id) - RECEIVED;
  for (const { messages } of api.hub.chats.values()) {
    const message = messages.get(number);
    if (!message || !("file" in message.content) || message.by !== "person") continue;
    if (now(api.hub) - message.at > KEPT_MS.received) return undefined;
    const file = api.hub.world.files.get(message.content.file.uid);
    return file && { file, mime: message.content.file.mime };
  }
  return undefined;
}

/** Tells where a file can be fetched for the next minutes. */
export function describe(api: Api, id: string, phoneId: string | null): object {
  const media = found(api, id);
  if (!media || (phoneId !== null && phoneId !== api.settings.phoneId)) return noSuchObject("GET", id);
  const expires = Math.floor(now(api.hub) / 1000) + ADDRESS_S;
  const query = new URLSearchParams({ mid: id, ext: String(expires), hash: sign(api, id, expires) });
  return {
    messaging_product: "whatsapp",
    url: `${api.url}/whatsapp_business/attachments/?${query.toString()}`,
    mime_type: media.mime,
    sha256: createHash("sha256").update(media.file.bytes).digest("hex"),
    file_size: media.file.bytes.length,
    id,
  };
}

const sign = ({ settings }: Api, id: string, expires: number): string =>
  createHmac("sha256", settings.appSecret).update(`media ${id} ${expires}`).digest("base64url");

/** The file behind such an address, while it holds. */
export function fetched(api: Api, query: URLSearchParams): { bytes: Buffer; mime: string } | undefined {
  const id = query.get("mid") ?? "";
  const expires = Number(query.get("ext"));
  if (query.get("hash") !== sign(api, id, expires) || expires * 1000 < now(api.hub)) return undefined;
  const media = found(api, id);
  return media && { bytes: media.file.bytes, mime: media.mime };
}
