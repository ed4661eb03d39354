/** Files: bytes shared by everyone, ids that belong to one bot each. */
import { createHash } from "node:crypto";
import { ApiError, bad } from "./errors.ts";
import type { Part } from "./multipart.ts";
import { saveFile } from "./restore.ts";
import type { Bot, StoredFile, World } from "./world.ts";

/** What a bot can upload, and what it can download (core.telegram.org/bots/api#sending-files, #getfile). */
export const UPLOAD_LIMIT = 50 * 1024 * 1024;
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;

const TYPES: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  heic: "image/heic",
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  json: "application/json",
  zip: "application/zip",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  tgs: "application/x-tgsticker",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  wav: "audio/x-wav",
  exe: "application/x-msdos-program",
};

/** By the name alone, as Telegram does: the content is not looked at. */
export function mimeOf(name: string | undefined): string {
  const extension = name?.includes(".") ? name.split(".").pop() : undefined;
  return TYPES[extension?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

/** Stores bytes once; the same bytes under the same name are the same file. */
export function putFile(world: World, bytes: Buffer, name?: string, mime?: string): StoredFile {
  const type = mime ?? mimeOf(name);
  const uid = createHash("sha256")
    .update(bytes)
    .update(`\0${name ?? ""}\0${type}`)
    .digest("base64url")
    .slice(0, 20);
  const known = world.files.get(uid);
  if (known) return known;
  const file: StoredFile = { uid, bytes, mime: type, issuedTo: [], ...(name === undefined ? {} : { name }) };
  world.files.set(uid, file);
  saveFile(world, file, bytes);
  return file;
}

/** The ids under which this bot knows the file. */
export function issue(
  world: World,
  botId: number,
  file: StoredFile,
): { file_id: string; file_unique_id: string } {
  if (!file.issuedTo.includes(botId)) {
    file.issuedTo.push(botId);
    saveFile(world, file);
  }
  const file_id = Buffer.from(`${botId}|${file.uid}`).toString("base64url");
  return { file_id, file_unique_id: file.uid };
}

/** The file behind an id; an id given to another bot is none. */
export function fileById(world: World, bot: Bot, id: string): StoredFile | undefined {
  const [owner, uid] = Buffer.from(id, "base64url").toString().split("|");
  return Number(owner) === bot.record.me.id ? world.files.get(uid ?? "") : undefined;
}

/** Where this file is downloaded, after `/file/bot<token>/`. */
export function pathOf(file: StoredFile): string {
  const folder = file.mime.startsWith("image/")
    ? "photos"
    : file.mime.startsWith("video/")
      ? "videos"
      : file.mime.startsWith("audio/")
        ? "voice"
        : "documents";
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name ?? "")?.[0] ?? "";
  return `${folder}/${file.uid}${extension}`;
}

export function fileByPath(world: World, bot: Bot, path: string): StoredFile | undefined {
  const uid = /^\w+\/([\w-]+?)(\.[A-Za-z0-9]+)?$/.exec(path)?.[1];
  const file = world.files.get(uid ?? "");
  return file?.issuedTo.includes(bot.record.me.id) ? file : undefined;
}

/** The file that a bot names: an uploaded part (`attach://name`) or an id that it was given. */
export function inputFile(world: World, bot: Bot, parts: Part[], value: unknown): StoredFile {
  if (typeof value !== "string") return bad("there is no file in the request");
  if (value.startsWith("attach://")) {
    const name = value.slice("attach://".length);
    const part = parts.find((each) => each.name === name);
    if (!part) return bad(`attached file "${name}" not found`);
    if (part.data.length === 0) return bad("file must be non-empty");
    if (part.data.length > UPLOAD_LIMIT) throw new ApiError(413, "Request Entity Too Large");
    return putFile(world, Buffer.from(part.data), part.filename);
  }
  // Telegram would fetch it; the sandbox never leaves this machine.
  if (/^https?:/i.test(value)) return bad("failed to get HTTP URL content");
  return fileById(world, bot, value) ?? bad("wrong file identifier/HTTP URL specified");
}
