/** The world as a person at their messenger sees it. */
import type { InlineKeyboardButton, KeyboardButton, Message } from "grammy/types";
import { hasTopics } from "../telegram/chats.ts";
import { labelOf } from "../telegram/keyboards.ts";
import { MEDIA_KINDS, type MediaKind } from "../telegram/media.ts";
import type { Bot, Chat, MessageRecord, ShownKeyboard, World } from "../telegram/world.ts";
import type {
  BotView,
  ButtonView,
  ChatSummary,
  ChatView,
  FileView,
  KeyboardView,
  MessageKind,
  MessageView,
  TopicView,
} from "./api.ts";

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

function buttonView(button: InlineKeyboardButton): ButtonView {
  const { text } = button;
  if ("callback_data" in button) return { type: "callback", text, data: button.callback_data };
  if ("url" in button) return { type: "url", text, url: button.url };
  if ("web_app" in button) return { type: "web_app", text, url: button.web_app.url };
  if ("copy_text" in button) return { type: "copy", text, copied: button.copy_text.text };
  return { type: "pay" in button ? "pay" : "other", text };
}

const OTHER_KINDS = [
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
  "story",
  "checklist",
  "invoice",
] as const satisfies MessageKind[];

function kindOf(message: Message): MessageKind {
  if (message.text !== undefined) return "text";
  const media = mediaKind(message);
  if (media) return media;
  if (message.forum_topic_created || message.forum_topic_edited || message.successful_payment)
    return "service";
  return OTHER_KINDS.find((kind) => message[kind] !== undefined) ?? "other";
}

/** An animation is also a document to a bot: the more telling kind comes first. */
function mediaKind(message: Message): MediaKind | undefined {
  return MEDIA_KINDS.find((kind) => message[kind] !== undefined);
}

function fileView(world: World, message: Message): FileView | undefined {
  const kind = mediaKind(message);
  if (!kind) return undefined;
  const media = kind === "photo" ? message.photo?.at(-1) : message[kind];
  const file = world.files.get(media?.file_unique_id ?? "");
  if (!media || !file) return undefined;
  const number = (name: "width" | "height" | "duration") => {
    const value: unknown = Reflect.get(media, name);
    return typeof value === "number" ? { [name]: value } : {};
  };
  return {
    kind,
    uid: file.uid,
    mime: file.mime,
    size: file.bytes.length,
    ...(file.name === undefined ? {} : { name: file.name }),
    ...number("width"),
    ...number("height"),
    ...number("duration"),
  };
}

function textOf(message: Message): string {
  return message.text ?? message.caption ?? "";
}

export function messageView(world: World, record: MessageRecord): MessageView {
  const { message, by, reactions, edits, deleted, read, silent } = record;
  const file = fileView(world, message);
  const { message_thread_id: topic, media_group_id: album, reply_to_message: reply } = message;
  return {
    id: message.message_id,
    by,
    kind: kindOf(message),
    at: message.date * 1000,
    text: textOf(message),
    message,
    ...(file ? { file } : {}),
    ...(reply ? { replyTo: reply.message_id } : {}),
    ...(topic === undefined ? {} : { topic }),
    ...(album === undefined ? {} : { album }),
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(buttonView)),
    reactions,
    edits: edits.map(({ at, before }) => ({ at, text: textOf(before), before })),
    ...(deleted ? { deleted } : {}),
    read,
    silent,
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
