/** What all sends share: the chat, the topic, the quoted message, the buttons. */
import type { Message, ReplyParameters } from "grammy/types";
import { botUser, liveTopic, targetChat } from "./chats.ts";
import { bad } from "./errors.ts";
import { inlineKeyboard, replyKeyboard, type AnyMarkup } from "./keyboards.ts";
import { addMessage, liveMessage, quoted, quoteOf, type Content } from "./messages.ts";
import type { Call } from "./method.ts";
import { saveChat } from "./restore.ts";
import type { Chat, MessageRecord } from "./world.ts";

export interface SendParams {
  chat_id: number | string;
  message_thread_id?: number;
  reply_parameters?: ReplyParameters;
  reply_markup?: AnyMarkup;
  disable_notification?: boolean;
  protect_content?: boolean;
}

function replyContent(chat: Chat, reply: ReplyParameters | undefined): Content {
  if (reply?.message_id === undefined) return {};
  const record = liveMessage(chat, reply.message_id);
  if (record) return { reply_to_message: quoted(record), ...quoteOf(record, reply.quote) };
  return reply.allow_sending_without_reply === true ? {} : bad("message to be replied not found");
}

/** Shows, replaces or takes away the keyboard below the input field; whether the message carries one. */
function applyKeyboard(call: Call, chat: Chat, params: SendParams, messageId: () => number): () => void {
  const change = replyKeyboard(params.reply_markup);
  return () => {
    if (!change) return;
    const place = String(params.message_thread_id ?? 0);
    if (change === "remove") delete chat.record.keyboards[place];
    else chat.record.keyboards[place] = { markup: change.show, messageId: messageId(), collapsed: false };
    saveChat(call.world, chat);
    call.world.changed({ type: "keyboard", chat: chat.record.key });
  };
}

/**
 * Puts a bot's message into a chat.
 * @param content made after the chat is known to be open to the bot, so that its errors come second
 */
export function send(
  call: Call,
  params: SendParams,
  content: (chat: Chat) => Content,
  extra: Partial<MessageRecord> = {},
): Message {
  const { world, bot } = call;
  const chat = targetChat(world, bot, params.chat_id);
  const thread = params.message_thread_id;
  if (thread !== undefined && !liveTopic(world, chat, thread)) bad("message thread not found");
  const inline = inlineKeyboard(params.reply_markup);
  const reply = replyContent(chat, params.reply_parameters);
  let sentId = 0;
  const showKeyboard = applyKeyboard(call, chat, params, () => sentId);
  const record = addMessage(
    world,
    bot,
    chat,
    {
      from: botUser(bot),
      ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
      ...reply,
      ...content(chat),
      ...(inline ? { reply_markup: inline } : {}),
      ...(params.protect_content === true ? { has_protected_content: true } : {}),
    },
    {
      by: "bot",
      silent: params.disable_notification === true,
      fixed: params.reply_markup !== undefined && !("inline_keyboard" in params.reply_markup),
      ...extra,
    },
  );
  sentId = record.message.message_id;
  showKeyboard();
  return record.message;
}
