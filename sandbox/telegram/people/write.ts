/** What people put into a chat: every kind of message, as their messenger would send it. */
import type { Contact, MessageEntity } from "grammy/types";
import { CAPTION_LIMIT, TEXT_LIMIT } from "../entities/text.ts";
import { withAutoEntities } from "../entities/auto.ts";
import { botOf, liveTopic, personOf, userOf } from "../chats.ts";
import { impossible } from "../errors.ts";
import { mediaContent, type MediaKind, type MediaOptions } from "../media.ts";
import { addMessage, liveMessage, quoted, quoteOf, type Content } from "../messages.ts";
import { albumId } from "../methods/albums.ts";
import { saveChat } from "../restore.ts";
import { push } from "../updates.ts";
import type { Chat, MessageRecord, StoredFile, World } from "../world.ts";

export interface Place {
  /** Id of the quoted message. */
  replyTo?: number;
  /** The quoted part of it. */
  quote?: string;
  /** Id of the topic that the message is written in. */
  topic?: number;
}

/** Adds a message of the person and tells the bot. */
export function write(world: World, chat: Chat, content: Content, place: Place = {}): MessageRecord {
  if (chat.record.blocked) impossible("This bot is blocked: unblock it first");
  const { replyTo, quote, topic } = place;
  if (topic !== undefined && !liveTopic(world, chat, topic)) impossible("There is no such topic");
  const target = replyTo === undefined ? undefined : liveMessage(chat, replyTo);
  if (replyTo !== undefined && !target) impossible("There is no such message to reply to");
  const started = chat.record.started;
  chat.record.started = true;
  if (!started) saveChat(world, chat);
  const record = addMessage(
    world,
    botOf(world, chat),
    chat,
    {
      from: userOf(personOf(world, chat)),
      ...(topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true }),
      ...(target ? { reply_to_message: quoted(target), ...quoteOf(target, quote) } : {}),
      ...content,
    },
    { by: "person" },
  );
  push(world, chat, { message: messageForBot(record) });
  return record;
}

/** The message as updates carry it: always with its sender and its private chat. */
export function messageForBot(record: MessageRecord) {
  const { from, chat } = record.message;
  if (!from || chat.type !== "private")
    return impossible("A person's message has a sender and a private chat");
  return { ...record.message, from, chat };
}

export function textOf(text: string, entities?: MessageEntity[]): Content {
  if (text.trim() === "") impossible("There is nothing to send");
  if (text.length > TEXT_LIMIT) impossible(`A message holds ${TEXT_LIMIT} characters at most`);
  const all = withAutoEntities(text, entities);
  return { text, ...(all.length > 0 ? { entities: all } : {}) };
}

export function captionOf(caption?: string, entities?: MessageEntity[]): Content {
  if (caption === undefined || caption === "") return {};
  if (caption.length > CAPTION_LIMIT) impossible(`A caption holds ${CAPTION_LIMIT} characters at most`);
  const all = withAutoEntities(caption, entities);
  return { caption, ...(all.length > 0 ? { caption_entities: all } : {}) };
}

export interface Attachment {
  kind: MediaKind;
  file: StoredFile;
  options?: MediaOptions;
  caption?: string;
}

function attachmentContent(world: World, chat: Chat, { kind, file, options, caption }: Attachment): Content {
  return { ...mediaContent(world, chat.record.botId, kind, file, options, true), ...captionOf(caption) };
}

export function attach(world: World, chat: Chat, attachment: Attachment, place?: Place): MessageRecord {
  return write(world, chat, attachmentContent(world, chat, attachment), place);
}

/** The parts come to the bot as messages of their own that share a `media_group_id`. */
export function album(world: World, chat: Chat, parts: Attachment[], place?: Place): MessageRecord[] {
  if (parts.length < 2 || parts.length > 10) impossible("An album has 2 to 10 parts");
  const media_group_id = albumId();
  return parts.map((part) =>
    write(world, chat, { ...attachmentContent(world, chat, part), media_group_id }, place),
  );
}

/** The person's own contact, as the button shares it: with their id, the number without its plus sign. */
export function ownContact(world: World, chat: Chat): { contact: Contact } {
  const { id, first_name, last_name, phone } = personOf(world, chat);
  if (phone === undefined) return impossible("This person has no phone number");
  const last = last_name === undefined ? {} : { last_name };
  return { contact: { phone_number: phone.replace(/^\+/, ""), first_name, ...last, user_id: id } };
}
