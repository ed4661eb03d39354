import { isOneOf } from "../dialog/match.ts";
import type { Incoming, IncomingContent, IncomingMedia } from "../incoming.ts";
import { renderAll, t } from "../texts.ts";
import type { WhatsAppContent, WhatsAppEvent, WhatsAppMedia } from "./event.ts";
import { unmarked } from "./format.ts";

type Message = Extract<WhatsAppEvent, { kind: "message" }>;
/** A vote says nothing by itself: what it chooses stands in the offer (chosen.ts). */
type Told = Exclude<WhatsAppEvent, { kind: "vote" }>;

/** The events of one turn, in no messenger's words: one, or pictures that were sent together. */
export function readEvents([first, ...rest]: readonly [Told, ...WhatsAppEvent[]]): Incoming {
  const incoming = readEvent(first);
  if (incoming.kind !== "message" || incoming.content.kind !== "media") return incoming;
  const more = rest.flatMap((event) => (event.kind === "message" ? mediaOf(event) : []));
  const [lead, ...others] = incoming.content.parts;
  return { ...incoming, content: { kind: "media", parts: [lead, ...others, ...more] } };
}

function readEvent(event: Told): Incoming {
  switch (event.kind) {
    case "message":
      return readMessage(event);
    case "edited":
      return { kind: "edited", externalId: event.id, content: { kind: "text", ...unmarked(event.text) } };
    case "revoked":
      return { kind: "deleted", externalId: event.id };
    case "reaction":
      return { kind: "reaction", externalId: event.id, emoji: event.emoji };
  }
}

function readMessage(event: Message): Incoming {
  const { id: externalId, content, quoted } = event;
  const replyTo = quoted === undefined ? {} : { replyTo: quoted };
  if (content.kind === "choice") return { kind: "press", data: content.data, externalId: quoted ?? "" };
  const command = content.kind === "text" ? commandIn(content.text) : undefined;
  if (command) return { kind: "command", externalId, ...command, ...replyTo };
  return { kind: "message", externalId, content: contentOf(content, event), ...replyTo };
}

/** Texts that list the words which do what a command does. */
const WORDS = {
  menu: "whatsapp-words-menu",
  cancel: "whatsapp-words-cancel",
  help: "whatsapp-words-help",
  link: "whatsapp-words-link",
  go: "whatsapp-words-go",
} as const;

/** A command as people of other messengers write it, or a word that means one. */
function commandIn(text: string): { readonly name: string; readonly payload: string } | undefined {
  const [, name, payload = ""] = /^\/(\w{1,32})(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  if (name !== undefined) return { name: name.toLowerCase(), payload: payload.trim() };
  const meant = Object.entries(WORDS).find(([, key]) =>
    isOneOf(
      text,
      renderAll(t(key)).flatMap((list) => list.split(",")),
    ),
  );
  return meant && { name: meant[0], payload: "" };
}

function contentOf(content: Exclude<WhatsAppContent, { kind: "choice" }>, event: Message): IncomingContent {
  switch (content.kind) {
    case "text":
      return { kind: "text", ...unmarked(content.text) };
    case "media":
      return { kind: "media", parts: [media(content, event)] };
    case "location":
    case "unsupported":
      return content;
    case "contact":
      return { ...content, own: event.phone !== undefined && digits(content.phone) === event.phone };
  }
}

const digits = (phone: string): string => phone.replaceAll(/\D/g, "");

const mediaOf = (event: Message): IncomingMedia[] =>
  event.content.kind === "media" ? [media(event.content, event)] : [];

function media({ media, caption, ...file }: WhatsAppMedia, event: Message): IncomingMedia {
  return { ...file, kind: media, externalId: event.id, ...(caption && { caption: unmarked(caption) }) };
}
