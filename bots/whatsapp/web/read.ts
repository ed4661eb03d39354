/** A message of the library in our own words. */
import type { Message, Reaction } from "whatsapp-web.js";
import { z } from "zod";
import type { MediaKind } from "../../../core/messaging/content.ts";
import { brought, isMedia, unpassable, type Brought } from "../brought.ts";
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
  if (message.fromMe || message.isStatus || !isPrivate(chat)) return [];
  const data = rawOf(message);
  const what = brought("web", type, data.isGif === true ? "gif" : undefined);
  if (what === "silent") return [];
  // WhatsApp may put a message of its own in the place of the one that was taken away, and names that one.
  if (what === "revoked") return [revoked((message.protocolMessageKey ?? message.id)._serialized, chat)];
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
  return contentsOf(what, message, data).map((content, index) => {
    // Of several contacts in one message only the first can have its id.
    const own = index === 0 ? id : `${id}#${index + 1}`;
    return { key: own, event: { ...base, id: own, content }, ...album };
  });
}

/**
 * What somebody put under a message, or took away. Told as it happens and read again later it has the same key; WhatsApp
 * counts its moment in milliseconds there and in seconds here.
 */
export function readReaction(
  { msgId, reaction, timestamp }: Pick<Reaction, "msgId" | "reaction" | "timestamp">,
  chat: string,
): Heard {
  const id = msgId._serialized;
  const emoji = reaction === "" ? null : reaction;
  const key = `${id} reaction ${emoji ?? "none"} ${Math.round(timestamp)}`;
  return { key, event: { kind: "reaction", id, chat, emoji } };
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
  if (fromMe || !isPrivate(chat) || !at || brought("web", type) === "revoked") return undefined;
  const id = message.id._serialized;
  return { key: `${id} edited ${at}`, event: { kind: "edited", id, chat, text } };
}

/** The page knows a quoted message by its bare key and its author: its id has to be put together. */
function quotedId({ quotedStanzaID: key, quotedParticipant: author }: Raw, chat: string): string | undefined {
  if (!key) return undefined;
  const from = typeof author === "string" ? author : author?._serialized;
  return `${from !== chat}_${chat}_${key}`;
}

function contentsOf(what: Brought, message: Message, data: Raw): WhatsAppContent[] {
  const { body } = message;
  if (isMedia(what)) return [mediaContent(message, data, what)];
  if (what === "text") return [{ kind: "text", text: body }];
  if (what === "location") return [placeOf(message)];
  if (what === "contact") return contactsOf(message);
  if (what !== "choice") return [{ kind: "unsupported", what: unpassable(message.type) }];
  const chosen = message.selectedButtonId ?? message.selectedRowId;
  return [chosen ? { kind: "choice", data: chosen, title: body } : { kind: "text", text: body }];
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
