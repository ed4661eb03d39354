import type { Message, Update } from "grammy/types";
import type { Incoming, IncomingContent } from "../incoming.ts";
import { mediaOf } from "./read-media.ts";
import { words } from "./words.ts";

/** An update as a turn gets it: the parts of an album that came after the first ride on it. */
export type Gathered = Update & { readonly album?: readonly Message[] };

/** What a Telegram update says; undefined for what is nobody's doing in a private chat. */
export function readUpdate(update: Gathered): Incoming | undefined {
  const { message, edited_message: edited, callback_query: query, message_reaction: reaction } = update;
  if (message) return readMessage(message, update.album ?? []);
  if (edited)
    return { kind: "edited", externalId: String(edited.message_id), content: contentOf(edited, []) };
  if (query) {
    const shown = query.message;
    return {
      kind: "press",
      data: query.data ?? "",
      externalId: shown ? String(shown.message_id) : "",
      ...(shown && "message_thread_id" in shown && topicOf(shown)),
    };
  }
  if (reaction) {
    // Custom emoji and paid stars cannot be given by a bot: they go on as a general sign of approval.
    const [first] = reaction.new_reaction;
    const emoji = first ? (first.type === "emoji" ? first.emoji : "⭐") : null;
    return { kind: "reaction", externalId: String(reaction.message_id), emoji };
  }
  if (update.my_chat_member)
    return { kind: update.my_chat_member.new_chat_member.status === "kicked" ? "blocked" : "unblocked" };
  return undefined;
}

function readMessage(message: Message, album: readonly Message[]): Incoming | undefined {
  if (isService(message)) return undefined;
  const externalId = String(message.message_id);
  const quoted = message.reply_to_message;
  // In a topic every message "replies" to the one that opened it, unless something is really quoted.
  const replyTo = quoted && !quoted.forum_topic_created ? { replyTo: String(quoted.message_id) } : {};
  const command = /^\/(\w{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/.exec(message.text ?? "");
  if (command?.[1] && message.entities?.[0]?.type === "bot_command" && message.entities[0].offset === 0)
    return {
      kind: "command",
      externalId,
      name: command[1].toLowerCase(),
      payload: command[2]?.trim() ?? "",
      ...replyTo,
      ...topicOf(message),
    };
  return { kind: "message", externalId, content: contentOf(message, album), ...replyTo, ...topicOf(message) };
}

const topicOf = (message: { message_thread_id?: number }) =>
  message.message_thread_id === undefined ? {} : { topic: String(message.message_thread_id) };

/** What Telegram itself reports about a chat. */
const isService = (message: Message): boolean =>
  [
    message.forum_topic_created,
    message.forum_topic_edited,
    message.forum_topic_closed,
    message.forum_topic_reopened,
    message.pinned_message,
    message.message_auto_delete_timer_changed,
    message.write_access_allowed,
    message.successful_payment,
    message.chat_background_set,
  ].some((event) => event !== undefined);

function contentOf(message: Message, album: readonly Message[]): IncomingContent {
  // An animation carries a document too, a venue a location: `mediaOf` and the order here take the richer one.
  const [first, ...rest] = parts(message, album).flatMap((part) => mediaOf(part) ?? []);
  if (first) return { kind: "media", parts: [first, ...rest] };
  const { text, venue, location, contact } = message;
  if (text !== undefined) return { kind: "text", ...words(text, message.entities) };
  if (venue) {
    const { latitude, longitude } = venue.location;
    return { kind: "location", latitude, longitude, title: venue.title, address: venue.address };
  }
  if (location) return { kind: "location", latitude: location.latitude, longitude: location.longitude };
  if (contact) {
    const { phone_number: phone, first_name: firstName, last_name: lastName, user_id: owner } = contact;
    const own = owner !== undefined && owner === message.from?.id;
    return { kind: "contact", phone, firstName, ...(lastName && { lastName }), own };
  }
  return { kind: "unsupported", what: unsupported(message) };
}

/** The parts of an album in order, each once. */
function parts(first: Message, album: readonly Message[]): Message[] {
  const byId = new Map([first, ...album].map((part) => [part.message_id, part]));
  return [...byId.values()].sort((one, other) => one.message_id - other.message_id);
}

const KINDS = [
  "poll",
  "dice",
  "story",
  "checklist",
  "game",
  "invoice",
  "paid_media",
  "giveaway",
  "gift",
] as const;
const unsupported = (message: Message): string => KINDS.find((kind) => kind in message) ?? "other";
