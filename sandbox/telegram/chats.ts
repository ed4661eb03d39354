/** Private chats between a person and a bot: found, opened, asked about topics. The chat's id is the person's id. */
import type { Chat as ApiChat, User } from "grammy/types";
import { ApiError, bad, impossible } from "./errors.ts";
import { saveChat } from "./restore.ts";
import type { Bot, Chat, Person, Topic, World } from "./world.ts";

export function chatKey(botId: number, userId: number): string {
  return `${botId}:${userId}`;
}

export function personOf(world: World, chat: Chat): Person {
  return world.people.get(chat.record.userId) ?? impossible("There is no such person");
}

export function botOf(world: World, chat: Chat): Bot {
  return world.bots.get(chat.record.botId) ?? impossible("There is no such bot");
}

/** A person as bots see them: without the phone, and without what is WhatsApp's. */
export function userOf({ phone: _hidden, whatsapp: _elsewhere, ...visible }: Person): User {
  return { ...visible, is_bot: false };
}

export function botUser(bot: Bot): User {
  const { id, first_name, username } = bot.record.me;
  return { id, is_bot: true, first_name, username };
}

export function apiChat(person: Person): ApiChat.PrivateChat {
  const { id, first_name, last_name, username } = person;
  return {
    id,
    type: "private",
    first_name,
    ...(last_name === undefined ? {} : { last_name }),
    ...(username === undefined ? {} : { username }),
  };
}

/** The chat of this person with this bot, made when it does not exist yet. */
export function openChat(world: World, bot: Bot, person: Person): Chat {
  const key = chatKey(bot.record.me.id, person.id);
  const known = world.chats.get(key);
  if (known) return known;
  const chat: Chat = {
    record: {
      key,
      botId: bot.record.me.id,
      userId: person.id,
      started: false,
      blocked: false,
      topicsOff: false,
      topics: [],
      keyboards: {},
      pinned: [],
      callbacks: [],
      actions: [],
    },
    messages: new Map(),
  };
  world.chats.set(key, chat);
  saveChat(world, chat);
  world.changed({ type: "opened", chat: key });
  return chat;
}

/** The chat that a bot means by `chat_id`, if it may write there. */
export function targetChat(world: World, bot: Bot, chatId: number | string | undefined): Chat {
  if (chatId === undefined || chatId === "") bad("chat_id is empty");
  const chat = world.chats.get(chatKey(bot.record.me.id, Number(chatId)));
  if (!chat?.record.started) return bad("chat not found");
  if (chat.record.blocked) throw new ApiError(403, "Forbidden: bot was blocked by the user");
  return chat;
}

/** Whether topics work in this chat now. */
export function hasTopics(world: World, chat: Chat): boolean {
  return botOf(world, chat).record.me.has_topics_enabled && !chat.record.topicsOff;
}

/** An existing topic of a chat where topics work. */
export function liveTopic(world: World, chat: Chat, id: number): Topic | undefined {
  if (!hasTopics(world, chat)) return undefined;
  return chat.record.topics.find((topic) => topic.message_thread_id === id && !topic.deleted);
}
