/** What people do on their phones. */
import { impossible } from "../telegram/errors.ts";
import { addMessage, emit, keyOf, now, type Hub } from "./hub.ts";
import { keep } from "./persistence.ts";
import type { HubChat, HubContent, HubMessage } from "./records.ts";

/** WhatsApp's own limit (faq.whatsapp.com). */
const TEXT_LIMIT = 65_536;
/** For how long people can edit a message (faq.whatsapp.com). */
const EDIT_MS = 15 * 60_000;

export interface Place {
  /** Number of the quoted message. */
  replyTo?: number;
  album?: string;
}

/** A message that is still there. */
export function liveMessage(chat: HubChat, number: number): HubMessage {
  const message = chat.messages.get(number);
  if (!message || message.revoked || message.withheld === true)
    return impossible(`There is no message ${number}`);
  return message;
}

export function write(
  hub: Hub,
  chat: HubChat,
  content: HubContent,
  { replyTo, album }: Place = {},
): HubMessage {
  if (chat.blocked) impossible("This number is blocked: unblock it first");
  if (content.kind === "text" && content.text.trim() === "") impossible("There is nothing to send");
  if (content.text.length > TEXT_LIMIT) impossible(`A message holds ${TEXT_LIMIT} characters at most`);
  const quoted = replyTo === undefined ? undefined : liveMessage(chat, replyTo);
  chat.started = true;
  chat.lastWrote = now(hub);
  keep.chat(hub, chat);
  const message = addMessage(hub, chat, content, {
    by: "person",
    ack: 1,
    ...(quoted ? { quoted: quoted.number } : {}),
    ...(album === undefined ? {} : { album }),
  });
  emit(hub, chat, { type: "message", message: message.number });
  return message;
}

/** Takes a native choice of the bot's message; it quotes that message, as WhatsApp does. */
export function choose(hub: Hub, chat: HubChat, of: HubMessage, data: string): HubMessage {
  const choice = of.choices?.find((each) => each.data === data);
  if (!choice) return impossible("There is no such choice");
  return write(hub, chat, { kind: "choice", text: choice.label, data }, { replyTo: of.number });
}

export function vote(hub: Hub, chat: HubChat, number: number, options: number[]): HubMessage {
  const message = liveMessage(chat, number);
  const { content } = message;
  if (content.kind !== "poll") return impossible("That is no poll");
  if (options.some((option) => !(option in content.options))) return impossible("There is no such option");
  content.votes = options;
  keep.message(hub, chat, message);
  hub.world.changed({ type: "edited", chat: keyOf(chat), message: number });
  emit(hub, chat, { type: "vote", message: number, options });
  return message;
}

function own(chat: HubChat, number: number): HubMessage {
  const message = liveMessage(chat, number);
  return message.by === "person" ? message : impossible(`There is no message ${number} of this person`);
}

export function edit(hub: Hub, chat: HubChat, number: number, text: string): HubMessage {
  const message = own(chat, number);
  if (now(hub) - message.at > EDIT_MS) impossible("It is too late to edit that");
  message.edits.push({ at: now(hub), before: message.content });
  message.content = { ...message.content, text };
  keep.message(hub, chat, message);
  hub.world.changed({ type: "edited", chat: keyOf(chat), message: number });
  emit(hub, chat, { type: "edited", message: number });
  return message;
}

/** Deletes a message for everyone. */
export function revoke(hub: Hub, chat: HubChat, number: number): void {
  const message = own(chat, number);
  message.revoked = { by: "person", at: now(hub) };
  keep.message(hub, chat, message);
  hub.world.changed({ type: "deleted", chat: keyOf(chat), message: number });
  emit(hub, chat, { type: "revoked", message: number });
}

/** Puts an emoji under a message, or takes it away. */
export function react(hub: Hub, chat: HubChat, number: number, emoji: string | null): void {
  const message = liveMessage(chat, number);
  delete message.reactions.person;
  delete message.reactedAt;
  if (emoji !== null) {
    message.reactions.person = emoji;
    message.reactedAt = now(hub);
  }
  keep.message(hub, chat, message);
  hub.world.changed({ type: "reaction", chat: keyOf(chat), message: number });
  emit(hub, chat, { type: "reaction", message: number, emoji });
}

/** Marks what the bot wrote as seen. */
export function read(hub: Hub, chat: HubChat): void {
  for (const message of chat.messages.values()) {
    if (message.by !== "bot" || message.ack !== 2) continue;
    message.ack = 3;
    keep.message(hub, chat, message);
    emit(hub, chat, { type: "ack", message: message.number, ack: 3 });
  }
  hub.world.changed({ type: "read", chat: keyOf(chat) });
}

/** The bot's side is told nothing of it: what it sends stays at one tick. */
export function block(hub: Hub, chat: HubChat, blocked: boolean): void {
  chat.blocked = blocked;
  keep.chat(hub, chat);
  hub.world.changed({ type: "blocked", chat: keyOf(chat) });
}
