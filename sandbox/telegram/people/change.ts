/** What people change afterwards: edits, reactions, deletions, what they have read, topics on and off. */
import type { Message, ReactionType } from "grammy/types";
import { apiChat, personOf, userOf } from "../chats.ts";
import { impossible } from "../errors.ts";
import { changeMessage, liveMessage, removeMessage } from "../messages.ts";
import { isReactionEmoji } from "../reactions.ts";
import { saveChat, saveMessage } from "../restore.ts";
import { push } from "../updates.ts";
import { unixTime, type Chat, type MessageRecord, type World } from "../world.ts";
import { captionOf, messageForBot, textOf } from "./write.ts";

function ownMessage(chat: Chat, id: number): MessageRecord {
  const record = liveMessage(chat, id);
  return record?.by === "person" ? record : impossible(`There is no message ${id} of this person`);
}

/** Edits the text of a text message, the caption of any other; the bot gets an edited_message. */
export function editOwn(world: World, chat: Chat, id: number, text: string): MessageRecord {
  const record = ownMessage(chat, id);
  const next: Message = { ...record.message };
  for (const field of ["text", "entities", "caption", "caption_entities"] as const) delete next[field];
  Object.assign(next, record.message.text === undefined ? captionOf(text) : textOf(text));
  const edit_date = unixTime(world);
  next.edit_date = edit_date;
  changeMessage(world, chat, record, next);
  push(world, chat, { edited_message: { ...messageForBot(record), edit_date } });
  return record;
}

/** Puts a reaction (a standard emoji, or the id of a custom one) under a message, or takes it away with nothing. */
export function react(world: World, chat: Chat, id: number, emoji?: string): void {
  const record = liveMessage(chat, id) ?? impossible(`There is no message ${id}`);
  const old_reaction = record.reactions.person;
  const new_reaction = reactionOf(emoji);
  record.reactions.person = new_reaction;
  saveMessage(world, chat, record);
  const person = personOf(world, chat);
  push(world, chat, {
    message_reaction: {
      chat: apiChat(person),
      message_id: id,
      user: userOf(person),
      date: unixTime(world),
      old_reaction,
      new_reaction,
    },
  });
  world.changed({ type: "reaction", chat: chat.record.key, message: id });
}

function reactionOf(emoji: string | undefined): ReactionType[] {
  if (emoji === undefined || emoji === "") return [];
  if (isReactionEmoji(emoji)) return [{ type: "emoji", emoji }];
  if (/^\d{6,}$/.test(emoji)) return [{ type: "custom_emoji", custom_emoji_id: emoji }];
  return impossible(`${emoji} is no reaction`);
}

/** Deletes a message on both sides. No bot is ever told. */
export function deleteMessage(world: World, chat: Chat, id: number): void {
  removeMessage(world, chat, liveMessage(chat, id) ?? impossible(`There is no message ${id}`), "person");
}

/** Marks what the bot wrote as seen: in one topic, outside topics (0), or everywhere. */
export function markRead(world: World, chat: Chat, topic?: number): void {
  for (const record of chat.messages.values()) {
    if (record.read || (topic !== undefined && (record.message.message_thread_id ?? 0) !== topic)) continue;
    record.read = true;
    saveMessage(world, chat, record);
  }
  world.changed({ type: "read", chat: chat.record.key });
}

/** The person's own switch; topics also need the bot's (`has_topics_enabled`). */
export function switchTopics(world: World, chat: Chat, on: boolean): void {
  chat.record.topicsOff = !on;
  saveChat(world, chat);
  world.changed({ type: "topic", chat: chat.record.key });
}
