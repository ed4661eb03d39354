/** Edits of a bot's own messages: text, caption, media, buttons. Anything else is not the bot's to change. */
import type { InlineKeyboardMarkup, Message } from "grammy/types";
import { targetChat } from "../chats.ts";
import { captionContent, textContent } from "../entities/text.ts";
import { bad } from "../errors.ts";
import { inputFile } from "../files.ts";
import { inlineKeyboard } from "../keyboards.ts";
import { mediaContent } from "../media.ts";
import { changeMessage, liveMessage, type Content } from "../messages.ts";
import type { Call, Methods } from "../method.ts";
import { unixTime } from "../world.ts";

interface EditParams {
  chat_id?: number | string;
  message_id?: number;
  inline_message_id?: string;
  reply_markup?: InlineKeyboardMarkup;
}

const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

/** What an edit of content replaces: an edit that leaves it out takes it away. */
const REPLACED = {
  text: ["text", "entities", "link_preview_options"],
  caption: ["caption", "caption_entities"],
  media: ["photo", "video", "animation", "audio", "document", "caption", "caption_entities"],
  markup: [],
} satisfies Record<string, (keyof Message)[]>;

function edit(
  call: Call,
  params: EditParams,
  what: keyof typeof REPLACED,
  content: (before: Message) => Content,
): Message {
  const { world, bot } = call;
  if (params.inline_message_id !== undefined) bad("MESSAGE_ID_INVALID");
  const chat = targetChat(world, bot, params.chat_id);
  const record = liveMessage(chat, params.message_id ?? 0);
  if (!record) return bad("message to edit not found");
  if (record.by !== "bot" || record.fixed) bad("message can't be edited");
  const before = record.message;
  const next: Message = { ...before };
  for (const field of REPLACED[what]) delete next[field];
  delete next.reply_markup;
  Object.assign(next, content(before));
  const markup = inlineKeyboard(params.reply_markup);
  if (markup) next.reply_markup = markup;
  if (comparable(before) === comparable(next)) bad(NOT_MODIFIED);
  next.edit_date = unixTime(world);
  changeMessage(world, chat, record, next);
  return next;
}

function comparable(message: Message): string {
  const fields = Object.entries(message).filter(([name]) => name !== "edit_date");
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const editMethods = {
  editMessageText: (call, params) =>
    edit(call, params, "text", (before) => {
      if (before.text === undefined) bad("there is no text in the message to edit");
      return {
        ...textContent({ ...params, text: params.text ?? "" }),
        ...(params.link_preview_options ? { link_preview_options: params.link_preview_options } : {}),
      };
    }),
  editMessageCaption: (call, params) =>
    edit(call, params, "caption", (before) => {
      if (before.text !== undefined || before.location || before.contact)
        bad("there is no caption in the message to edit");
      return captionContent(params);
    }),
  editMessageReplyMarkup: (call, params) => edit(call, params, "markup", () => ({})),
  editMessageMedia: (call, params) =>
    edit(call, params, "media", (before) => {
      const { type, media } = params.media;
      if (type === "live_photo") return bad("live photos can't be played here");
      if (before.media_group_id !== undefined && type === "animation") bad("message can't be edited");
      const file = inputFile(call.world, call.bot, call.parts, media);
      return {
        ...mediaContent(call.world, call.bot.record.me.id, type, file, params.media),
        ...captionContent(params.media),
      };
    }),
} satisfies Methods;
