/** Copies and forwards between the private chats of one bot. */
import type { Message } from "grammy/types";
import { targetChat } from "../chats.ts";
import { captionContent } from "../entities/text.ts";
import { bad } from "../errors.ts";
import { liveMessage, type Content } from "../messages.ts";
import type { Call, Methods } from "../method.ts";
import { send } from "../send.ts";

/** What belongs to the place of a message, not to what it says. */
const OF_PLACE = [
  "message_id",
  "date",
  "chat",
  "from",
  "reply_to_message",
  "quote",
  "reply_markup",
  "message_thread_id",
  "is_topic_message",
  "media_group_id",
  "edit_date",
] satisfies (keyof Message)[];

function source({ world, bot }: Call, chatId: number | string, messageId: number, verb: string): Message {
  const record = liveMessage(targetChat(world, bot, chatId), messageId);
  if (!record) return bad(`message to ${verb} not found`);
  if (record.message.has_protected_content === true) bad("message can't be forwarded");
  return record.message;
}

function contentOf(message: Message): Content {
  const content: Partial<Message> = structuredClone(message);
  for (const field of OF_PLACE) delete content[field];
  return content;
}

function origin(message: Message): Content {
  const { from, date } = message;
  return from ? { forward_origin: { type: "user", sender_user: from, date } } : {};
}

function copied(
  message: Message,
  params: { caption?: string; parse_mode?: "HTML" | "MarkdownV2" | "Markdown" },
): Content {
  const content = contentOf(message);
  if (params.caption === undefined) return content;
  const { caption: _old, caption_entities: _entities, ...rest } = content;
  return { ...rest, ...captionContent(params) };
}

export const copyMethods = {
  copyMessage(call, params) {
    const message = source(call, params.from_chat_id, params.message_id, "copy");
    if (message.invoice || message.forum_topic_created) bad("message can't be copied");
    return { message_id: send(call, params, () => copied(message, params)).message_id };
  },
  forwardMessage(call, params) {
    const message = source(call, params.from_chat_id, params.message_id, "forward");
    return send(call, params, () => ({ ...contentOf(message), ...origin(message) }));
  },
} satisfies Methods;
