/** Messages of the hub in the form in which WhatsApp Web holds them. */
import type { Person } from "../../telegram/world.ts";
import { addressOf } from "../addresses.ts";
import type { HubChat, HubContent, HubMessage } from "../records.ts";

/** A message as the page takes it (page/stores.js, `messageOf`). */
export interface WireMessage {
  key: string;
  number: number;
  chat: string;
  fromMe: boolean;
  type: string;
  /** Unix seconds. */
  t: number;
  ack: number;
  notifyName?: string;
  quoted?: { key: string; type: string; body: string; fromMe: boolean };
  /** Key of the album that it is part of. */
  parent?: string;
  /** What the person has put under it, and when (Unix milliseconds). */
  reaction?: { emoji: string; at: number };
  [detail: string]: unknown;
}

/** The id by which the library knows a message. */
export function serialized(person: Person, { id, by }: HubMessage): string {
  return `${by === "bot"}_${addressOf(person).chat}_${id}`;
}

/** The key in a serialized id. */
export const keyIn = (id: string): string => id.split("_")[2] ?? "";

const TYPES = {
  photo: "image",
  video: "video",
  animation: "video",
  voice: "ptt",
  audio: "audio",
  video_note: "ptv",
  document: "document",
  sticker: "sticker",
} as const;

function vcard({ phone, firstName, lastName = "" }: Extract<HubContent, { kind: "contact" }>): string {
  const full = [firstName, lastName].filter((part) => part !== "").join(" ");
  return [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:${lastName};${firstName};;;`,
    `FN:${full}`,
    `TEL;type=CELL;waid=${phone}:+${phone}`,
    "END:VCARD",
  ].join("\n");
}

function details(content: HubContent): Record<string, unknown> {
  switch (content.kind) {
    case "text":
    case "choice":
      return { type: "chat", body: content.text };
    case "location": {
      const loc = [content.title, content.address].filter((part) => part !== undefined).join("\n");
      return { type: "location", body: "", lat: content.latitude, lng: content.longitude, loc };
    }
    case "contact":
      return { type: "vcard", body: vcard(content) };
    case "poll": {
      const pollOptions = content.options.map((name, localId) => ({ name, localId }));
      return { type: "poll_creation", body: "", pollName: content.text, pollOptions };
    }
    case "other":
      return { type: content.what, body: content.text };
    case "photo":
    case "video":
    case "animation":
    case "audio":
    case "voice":
    case "video_note":
    case "document":
    case "sticker":
      return mediaDetails(content);
    default:
      return content satisfies never;
  }
}

function mediaDetails({ kind, text, file }: Extract<HubContent, { file: object }>): Record<string, unknown> {
  const { uid, mime, size, name, seconds, width, height } = file;
  return {
    type: TYPES[kind],
    body: "",
    directPath: `/v/${uid}`,
    mimetype: mime,
    size,
    mediaKey: "key",
    mediaKeyTimestamp: 1,
    filehash: uid,
    encFilehash: uid,
    ...(text === "" ? {} : { caption: text }),
    ...(kind === "document" && name !== undefined ? { filename: name } : {}),
    ...(kind === "animation" ? { isGif: true } : {}),
    ...(seconds === undefined ? {} : { duration: String(seconds) }),
    ...(width === undefined ? {} : { width, height }),
  };
}

export function wireMessage(person: Person, chat: HubChat, message: HubMessage): WireMessage {
  const {
    id: key,
    number,
    by,
    at,
    ack,
    content,
    quoted,
    album,
    edits,
    revoked,
    reactions,
    reactedAt,
  } = message;
  const { chat: address, name } = addressOf(person);
  const about = quoted === undefined ? undefined : chat.messages.get(quoted);
  const edited = edits.at(-1);
  const type = "chat";
  return {
    type,
    ...(revoked ? { type: "revoked", body: "" } : details(content)),
    key,
    number,
    chat: address,
    fromMe: by === "bot",
    t: Math.floor(at / 1000),
    ack: by === "bot" ? ack : 1,
    notifyName: name,
    ...(edited ? { latestEditSenderTimestampMs: edited.at } : {}),
    ...(album === undefined ? {} : { parent: album }),
    ...(reactions.person !== undefined && reactedAt !== undefined
      ? { reaction: { emoji: reactions.person, at: reactedAt } }
      : {}),
    ...(about
      ? { quoted: { key: about.id, type, body: about.content.text, fromMe: about.by === "bot" } }
      : {}),
  };
}
