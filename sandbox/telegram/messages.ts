/** Messages of a chat: numbered, stored, found, edited. */
import type { Message, TextQuote } from "grammy/types";
import { apiChat, personOf } from "./chats.ts";
import { saveBot, saveMessage } from "./restore.ts";
import { unixTime, type Bot, type Chat, type MessageRecord, type World } from "./world.ts";

type ReplyMessage = NonNullable<Message["reply_to_message"]>;

export type Content = Partial<Omit<Message, "message_id" | "date" | "chat">>;

/** Adds a message to a chat. Ids count per bot over all its private chats. */
export function addMessage(
  world: World,
  bot: Bot,
  chat: Chat,
  content: Content,
  options: Pick<MessageRecord, "by"> & Partial<MessageRecord>,
): MessageRecord {
  const message: Message = {
    message_id: bot.record.nextMessageId++,
    date: unixTime(world),
    chat: apiChat(personOf(world, chat)),
    ...content,
  };
  const record: MessageRecord = {
    read: options.by === "person",
    silent: false,
    fixed: false,
    edits: [],
    reactions: { person: [], bot: [] },
    ...options,
    message,
  };
  chat.messages.set(message.message_id, record);
  saveBot(world, bot);
  saveMessage(world, chat, record);
  world.changed({ type: "message", chat: chat.record.key, message: message.message_id });
  return record;
}

/** A message that is still there. */
export function liveMessage(chat: Chat, id: number): MessageRecord | undefined {
  const record = chat.messages.get(id);
  return record && !record.deleted ? record : undefined;
}

/** The quoted message inside a reply: never with a quotation of its own. */
export function quoted(record: MessageRecord): ReplyMessage {
  const { reply_to_message: _dropped, ...rest } = record.message;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the missing property is what the type asks for
  return structuredClone(rest) as ReplyMessage;
}

export function quoteOf(record: MessageRecord, quote: string | undefined): { quote?: TextQuote } {
  if (quote === undefined || quote === "") return {};
  const source = record.message.text ?? record.message.caption ?? "";
  const position = source.indexOf(quote);
  return position < 0 ? {} : { quote: { text: quote, position, is_manual: true } };
}

/** Replaces the content of a message and keeps what it was. */
export function changeMessage(world: World, chat: Chat, record: MessageRecord, next: Message): void {
  record.edits.push({ at: world.clock.now().getTime(), before: structuredClone(record.message) });
  record.message = next;
  saveMessage(world, chat, record);
  world.changed({ type: "edited", chat: chat.record.key, message: next.message_id });
}

export function removeMessage(world: World, chat: Chat, record: MessageRecord, by: "person" | "bot"): void {
  record.deleted = { by, at: world.clock.now().getTime() };
  chat.record.pinned = chat.record.pinned.filter((id) => id !== record.message.message_id);
  saveMessage(world, chat, record);
  world.changed({ type: "deleted", chat: chat.record.key, message: record.message.message_id });
}
