/** A message of the library in our own words. */
import type { Message } from "whatsapp-web.js";
import { z } from "zod";
import type { MediaKind } from "../../../core/messaging/content.ts";
import type { WhatsAppContent, WhatsAppEvent } from "../event.ts";
import { readCard } from "./vcard.ts";

/** An event, and the key under which it is known: the same happening has the same key however often it is told. */
export interface Heard {
  readonly key: string;
  readonly event: WhatsAppEvent;
  /** Shared by the parts of one album. */
  readonly album?: string;
}

/** What the page says of a message beyond what the library declares. */
const raw = z.looseObject({
  notifyName: z.string().nullish(),
  size: z.number().nullish(),
  mimetype: z.string().nullish(),
  filename: z.string().nullish(),
  duration: z.union([z.string(), z.number()]).nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  isGif: z.boolean().nullish(),
  quotedStanzaID: z.string().nullish(),
  quotedParticipant: z.union([z.string(), z.object({ _serialized: z.string() })]).nullish(),
  parentMsgKey: z.object({ _serialized: z.string() }).nullish(),
  latestEditSenderTimestampMs: z.number().nullish(),
  selectedButtonId: z.string().nullish(),
});

export type Raw = z.infer<typeof raw>;

const KINDS: Readonly<Record<string, MediaKind>> = {
  image: "photo",
  video: "video",
  ptv: "video_note",
  ptt: "voice",
  audio: "audio",
  document: "document",
  sticker: "sticker",
};

/** WhatsApp's own notices, which nobody wrote, and containers whose parts come as messages of their own. */
const SILENT = new Set([
  "album",
  "broadcast_notification",
  "call_log",
  "ciphertext",
  "debug",
  "e2e_notification",
  "gp2",
  "group_notification",
  "notification",
  "notification_template",
  "protocol",
  "reaction",
]);

const REVOKED = "revoked";

/** A private chat: no group, channel, status or list of recipients. */
export const isPrivate = (chat: string): boolean => /@(c\.us|lid)$/.test(chat);

export const rawOf = (message: Message): Raw => {
  const parsed = raw.safeParse(message.rawData);
  return parsed.success ? parsed.data : {};
};

export interface Sender {
  /** Digits, where WhatsApp tells them. */
  readonly phone?: string | undefined;
}

/** What a person's message says; nothing for what is none of a person's doing. */
export function readMessage(message: Message, { phone }: Sender): Heard[] {
  const { from: chat } = message;
  const type: string = message.type;
  const id = message.id._serialized;
  if (message.fromMe || message.isStatus || !isPrivate(chat) || SILENT.has(type)) return [];
  if (type === REVOKED) return [revoked(id, chat)];
  const data = rawOf(message);
  const name = data.notifyName;
  const quoted = quotedId(data, chat);
  const base = {
    kind: "message",
    chat,
    at: message.timestamp,
    ...(quoted === undefined ? {} : { quoted }),
    ...(phone === undefined ? {} : { phone }),
    ...(name ? { name } : {}),
  } as const;
  const album = data.parentMsgKey ? { album: data.parentMsgKey._serialized } : {};
  return contentsOf(message, data).map((content, index) => {
    // Of several contacts in one message only the first can have its id.
    const own = index === 0 ? id : `${id}#${index + 1}`;
    return { key: own, event: { ...base, id: own, content }, ...album };
  });
}

export const revoked = (id: string, chat: string): Heard => ({
  key: `${id} revoked`,
  event: { kind: "revoked", id, chat },
});

/** What an edited message says now; undefined: it was never edited. */
export function readEdit(message: Message): Heard | undefined {
  const at = rawOf(message).latestEditSenderTimestampMs;
  const { from: chat, fromMe, body: text } = message;
  const type: string = message.type;
  if (fromMe || !isPrivate(chat) || !at || type === REVOKED) return undefined;
  const id = message.id._serialized;
  return { key: `${id} edited ${at}`, event: { kind: "edited", id, chat, text } };
}

/** The page knows a quoted message by its bare key and its author: its id has to be put together. */
function quotedId({ quotedStanzaID: key, quotedParticipant: author }: Raw, chat: string): string | undefined {
  if (!key) return undefined;
  const from = typeof author === "string" ? author : author?._serialized;
  return `${from !== chat}_${chat}_${key}`;
}

function contentsOf(message: Message, data: Raw): WhatsAppContent[] {
  const { body } = message;
  const type: string = message.type;
  const kind = KINDS[type];
  if (kind) return [mediaContent(message, data, data.isGif === true ? "animation" : kind)];
  switch (type) {
    case "chat":
      return [{ kind: "text", text: body }];
    case "location":
      return [placeOf(message)];
    case "vcard":
    case "multi_vcard":
      return contactsOf(message);
    case "buttons_response":
    case "list_response":
    case "template_button_reply": {
      const chosen = message.selectedButtonId ?? message.selectedRowId;
      return [chosen ? { kind: "choice", data: chosen, title: body } : { kind: "text", text: body }];
    }
    case "poll_creation":
      return [{ kind: "unsupported", what: "poll" }];
    default:
      return [{ kind: "unsupported", what: type }];
  }
}

function mediaContent(message: Message, data: Raw, media: MediaKind): WhatsAppContent {
  // Shown once on the phone alone: the page has the message and not the file.
  if (!message.hasMedia) return { kind: "unsupported", what: "view_once" };
  const { size, mimetype, filename, width, height } = data;
  const duration = Number(data.duration ?? Number.NaN);
  return {
    kind: "media",
    media,
    ref: message.id._serialized,
    ...(mimetype ? { mime: mimetype } : {}),
    ...(size ? { size } : {}),
    ...(filename ? { name: filename } : {}),
    ...(message.body === "" ? {} : { caption: message.body }),
    ...(Number.isFinite(duration) ? { duration } : {}),
    ...(width && height ? { width, height } : {}),
  };
}

function placeOf({ location }: Message): WhatsAppContent {
  const described = z
    .looseObject({ name: z.string().nullish(), address: z.string().nullish() })
    .safeParse(location);
  const { name, address } = described.success ? described.data : {};
  return {
    kind: "location",
    latitude: Number(location.latitude),
    longitude: Number(location.longitude),
    ...(name ? { title: name } : {}),
    ...(address ? { address } : {}),
  };
}

function contactsOf({ vCards }: Message): WhatsAppContent[] {
  const cards = vCards.flatMap((text) => readCard(text) ?? []);
  if (cards.length === 0) return [{ kind: "unsupported", what: "contact" }];
  return cards.map((card) => ({ kind: "contact", ...card }));
}
