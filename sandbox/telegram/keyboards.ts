/** Buttons under messages and below the input field. */
import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from "grammy/types";
import { bad } from "./errors.ts";

export type AnyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

/** Bytes of callback_data (core.telegram.org/bots/api#inlinekeyboardbutton). */
const DATA_LIMIT = 64;
/** Buttons of one message; more are refused with this error on the real server too. */
const BUTTON_LIMIT = 100;

function checkButton(button: InlineKeyboardButton): void {
  if (button.text.trim() === "") bad("inline keyboard button text is empty");
  if ("callback_data" in button) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes === 0 || bytes > DATA_LIMIT) bad("BUTTON_DATA_INVALID");
  }
  if ("url" in button && !/^(https?|tg):\/\/\S+$/i.test(button.url))
    bad(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
}

/** The inline keyboard as it is stored: empty rows vanish, an empty keyboard is none. */
export function inlineKeyboard(markup: AnyMarkup | undefined): InlineKeyboardMarkup | undefined {
  if (!markup || !("inline_keyboard" in markup)) return undefined;
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  const buttons = rows.flat();
  for (const button of buttons) checkButton(button);
  if (buttons.length > BUTTON_LIMIT) bad("REPLY_MARKUP_TOO_LONG");
  return rows.length > 0 ? { inline_keyboard: structuredClone(rows) } : undefined;
}

/** What happens to the keyboard below the input field. */
export function replyKeyboard(
  markup: AnyMarkup | undefined,
): { show: ReplyKeyboardMarkup | ForceReply } | "remove" | undefined {
  if (!markup) return undefined;
  if ("remove_keyboard" in markup) return "remove";
  if ("inline_keyboard" in markup) return undefined;
  if ("keyboard" in markup && markup.keyboard.flat().some((button) => labelOf(button).trim() === ""))
    bad("keyboard button text must be non-empty");
  return { show: structuredClone(markup) };
}

export function labelOf(button: string | { text: string }): string {
  return typeof button === "string" ? button : button.text;
}
