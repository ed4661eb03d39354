/** Bots and chats as a person at their messenger sees them. */
import type { KeyboardButton } from "grammy/types";
import { hasTopics } from "../telegram/chats.ts";
import { labelOf } from "../telegram/keyboards.ts";
import type { Bot, Chat, ShownKeyboard, World } from "../telegram/world.ts";
import type { BotView, ChatSummary, ChatView, KeyboardView, TopicView } from "./api.ts";
import { messageView } from "./message-view.ts";

export function botView({ record, queue }: Bot): BotView {
  const { id, username, first_name, has_topics_enabled } = record.me;
  const error = record.lastError === undefined ? {} : { lastError: record.lastError.message };
  return {
    id,
    username,
    first_name,
    topics: has_topics_enabled,
    pendingUpdates: queue.length,
    ...(record.webhook ? { webhook: { url: record.webhook.url, ...error } } : {}),
    commands: record.commands,
    texts: record.texts,
  };
}

function unread(chat: Chat, topic?: number): number {
  let count = 0;
  for (const { read, deleted, message } of chat.messages.values())
    if (!read && !deleted && (topic === undefined || message.message_thread_id === topic)) count += 1;
  return count;
}

function asks(button: KeyboardButton): "text" | "contact" | "location" | "other" {
  if (typeof button === "string") return "text";
  if ("request_contact" in button) return "contact";
  if ("request_location" in button) return "location";
  return Object.keys(button).some((key) => key.startsWith("request_") || key === "web_app")
    ? "other"
    : "text";
}

function keyboardView(topic: string, { markup, messageId, collapsed }: ShownKeyboard): KeyboardView {
  const rows = "keyboard" in markup ? markup.keyboard : [];
  return {
    topic: Number(topic),
    message: messageId,
    rows: rows.map((row) => row.map((button) => ({ text: labelOf(button), asks: asks(button) }))),
    ...(markup.input_field_placeholder === undefined ? {} : { placeholder: markup.input_field_placeholder }),
    collapsed,
    forceReply: markup.force_reply === true,
  };
}

export function chatSummary(world: World, chat: Chat): ChatSummary {
  const { key, botId, userId, started, blocked } = chat.record;
  const last = [...chat.messages.values()].findLast((record) => !record.deleted);
  return {
    key,
    bot: botId,
    user: userId,
    started,
    blocked,
    topicsOn: hasTopics(world, chat),
    unread: unread(chat),
    ...(last ? { last: messageView(world, last) } : {}),
  };
}

export interface Page {
  /** Only messages with a smaller id. */
  before?: number;
  limit: number;
  /** Only this topic; 0: outside topics. */
  topic?: number;
}

export function chatView(world: World, chat: Chat, { before, limit, topic }: Page): ChatView {
  const { record } = chat;
  const wanted = [...chat.messages.values()].filter(
    ({ message }) =>
      (before === undefined || message.message_id < before) &&
      (topic === undefined || (message.message_thread_id ?? 0) === topic),
  );
  return {
    ...chatSummary(world, chat),
    messages: wanted.slice(-limit).map((each) => messageView(world, each)),
    more: wanted.length > limit,
    topics: record.topics.map(({ message_thread_id, name, icon_color, deleted }): TopicView => ({
      id: message_thread_id,
      name,
      colour: icon_color,
      unread: unread(chat, message_thread_id),
      deleted: deleted === true,
    })),
    keyboards: Object.entries(record.keyboards).map(([place, shown]) => keyboardView(place, shown)),
    pinned: record.pinned,
    callbacks: record.callbacks.map(({ id, messageId, data, at, answer }) => ({
      id,
      message: messageId,
      data,
      at,
      ...(answer ? { answer } : {}),
    })),
    actions: record.actions,
  };
}
