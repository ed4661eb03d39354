/** Pressing buttons: those under messages and those below the input field. */
import { randomInt } from "node:crypto";
import type { InaccessibleMessage, InlineKeyboardButton, KeyboardButton } from "grammy/types";
import { personOf, userOf } from "../chats.ts";
import { impossible } from "../errors.ts";
import { labelOf } from "../keyboards.ts";
import { liveMessage } from "../messages.ts";
import { saveChat } from "../restore.ts";
import { push } from "../updates.ts";
import type { Chat, MessageRecord, World } from "../world.ts";
import { ownContact, textOf, write, type Place } from "./write.ts";

/** What came of a press. */
export type Pressed =
  | { type: "callback"; id: string; message: number; data: string }
  | { type: "url"; url: string }
  | { type: "copied"; text: string }
  | { type: "message"; message: number }
  | { type: "pay"; message: number };

/** Presses kept for whoever asks what was answered. */
const CALLBACKS_KEPT = 200;

export interface Press {
  /** What the button says: exactly, or a part that only one button has. */
  label?: string;
  /** Of which message; nothing: the newest that has such a button. */
  message?: number;
  /** Callback data instead of a label. */
  data?: string;
  /** Press a button that is no longer there, as a second device may: needs `message` and `data`. */
  stale?: boolean;
  topic?: number;
  /** What the location button sends. */
  location?: { latitude: number; longitude: number };
}

/** The button that says this, or, if asked for by a part, the only one that says something like it. */
function pick<T>(buttons: T[], label: string, exact: boolean, text: (button: T) => string): T | undefined {
  if (exact) return buttons.find((button) => text(button) === label);
  const close = buttons.filter((button) => text(button).includes(label));
  return close.length === 1 ? close[0] : undefined;
}

function dataOf(button: InlineKeyboardButton): string | undefined {
  return "callback_data" in button ? button.callback_data : undefined;
}

function inlineButton(record: MessageRecord, { label, data }: Press, exact: boolean) {
  const buttons = record.message.reply_markup?.inline_keyboard.flat() ?? [];
  if (data !== undefined) return buttons.find((button) => dataOf(button) === data);
  return label === undefined ? undefined : pick(buttons, label, exact, (button) => button.text);
}

function replyButton(
  chat: Chat,
  { label, message, topic }: Press,
  exact: boolean,
): KeyboardButton | undefined {
  const shown = chat.record.keyboards[String(topic ?? 0)]?.markup;
  if (!shown || !("keyboard" in shown) || label === undefined || message !== undefined) return undefined;
  return pick(shown.keyboard.flat(), label, exact, labelOf);
}

function inTopic(record: MessageRecord, topic: number | undefined): boolean {
  return topic === undefined || record.message.message_thread_id === topic;
}

/** All that a bot learns of a message that has been deleted. */
function inaccessible({ message: { chat, message_id } }: MessageRecord): InaccessibleMessage {
  return { chat, message_id, date: 0 };
}

function callback(world: World, chat: Chat, record: MessageRecord, data: string): Pressed {
  const id = String(randomInt(2 ** 47));
  const message = record.message.message_id;
  chat.record.callbacks = [
    ...chat.record.callbacks,
    { id, messageId: message, data, at: world.clock.now().getTime() },
  ].slice(-CALLBACKS_KEPT);
  saveChat(world, chat);
  push(world, chat, {
    callback_query: {
      id,
      from: userOf(personOf(world, chat)),
      chat_instance: String(chat.record.userId * 7919),
      message: record.deleted ? inaccessible(record) : record.message,
      data,
    },
  });
  world.changed({ type: "callback", chat: chat.record.key });
  return { type: "callback", id, message, data };
}

function pressInline(world: World, chat: Chat, record: MessageRecord, button: InlineKeyboardButton): Pressed {
  if ("callback_data" in button) return callback(world, chat, record, button.callback_data);
  if ("url" in button) return { type: "url", url: button.url };
  if ("web_app" in button) return { type: "url", url: button.web_app.url };
  if ("copy_text" in button) return { type: "copied", text: button.copy_text.text };
  if ("pay" in button) return { type: "pay", message: record.message.message_id };
  return impossible(`The sandbox cannot press a button of the kind of "${button.text}"`);
}

function pressReply(world: World, chat: Chat, button: KeyboardButton, press: Press, place: Place): Pressed {
  const shown = chat.record.keyboards[String(press.topic ?? 0)];
  if (shown && "keyboard" in shown.markup && shown.markup.one_time_keyboard === true) {
    shown.collapsed = true;
    saveChat(world, chat);
    world.changed({ type: "keyboard", chat: chat.record.key });
  }
  const asks = (what: "request_contact" | "request_location") =>
    typeof button === "object" && Reflect.get(button, what) === true;
  const content = asks("request_contact")
    ? ownContact(world, chat)
    : asks("request_location")
      ? { location: press.location ?? { latitude: 55.7558, longitude: 37.6173 } }
      : textOf(labelOf(button));
  return { type: "message", message: write(world, chat, content, place).message.message_id };
}

function choices(chat: Chat, topic: number | undefined): string {
  const inline = [...chat.messages.values()]
    .filter((record) => !record.deleted && inTopic(record, topic))
    .flatMap((record) => record.message.reply_markup?.inline_keyboard.flat() ?? [])
    .map(({ text }) => text);
  const shown = chat.record.keyboards[String(topic ?? 0)]?.markup;
  const below = shown && "keyboard" in shown ? shown.keyboard.flat().map(labelOf) : [];
  return [...new Set([...below, ...inline.slice(-20)])].map((text) => `"${text}"`).join(", ") || "none";
}

/** The messages whose buttons count, newest first. */
function candidates(chat: Chat, { message, topic }: Press): MessageRecord[] {
  if (message !== undefined)
    return [liveMessage(chat, message) ?? impossible(`There is no message ${message}`)];
  return [...chat.messages.values()]
    .filter((record) => !record.deleted && inTopic(record, topic))
    .toReversed();
}

/**
 * Presses the button that is meant: under the newest message with buttons, below the input field, under older messages;
 * first by its whole label, then by a part of it.
 */
export function press(world: World, chat: Chat, wish: Press): Pressed {
  if (chat.record.blocked) impossible("This bot is blocked: unblock it first");
  const { message, data, label, topic } = wish;
  if (wish.stale === true) {
    const record = message === undefined ? undefined : chat.messages.get(message);
    if (!record || data === undefined) return impossible("A stale press needs a message and data");
    return callback(world, chat, record, data);
  }
  const [newest, ...older] = candidates(chat, wish).filter((record) => record.message.reply_markup);
  for (const exact of [true, false]) {
    const first = newest && inlineButton(newest, wish, exact);
    if (first) return pressInline(world, chat, newest, first);
    const below = replyButton(chat, wish, exact);
    if (below !== undefined)
      return pressReply(world, chat, below, wish, topic === undefined ? {} : { topic });
    for (const record of older) {
      const button = inlineButton(record, wish, exact);
      if (button) return pressInline(world, chat, record, button);
    }
  }
  return impossible(`There is no button "${label ?? data ?? ""}"; there are: ${choices(chat, topic)}`);
}
