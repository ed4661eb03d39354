/** Deleting and pinning. */
import { targetChat } from "../chats.ts";
import { bad } from "../errors.ts";
import { liveMessage, removeMessage } from "../messages.ts";
import type { Call, Methods } from "../method.ts";
import { saveChat } from "../restore.ts";
import { unixTime } from "../world.ts";

/** Seconds: a message older than 48 hours stays (core.telegram.org/bots/api#deletemessage). */
const DELETABLE = 48 * 3600;

function remove({ world, bot }: Call, chatId: number | string, messageId: number): true {
  const chat = targetChat(world, bot, chatId);
  const record = liveMessage(chat, messageId);
  if (!record) return bad("message to delete not found");
  if (unixTime(world) - record.message.date > DELETABLE) bad("message can't be deleted for everyone");
  removeMessage(world, chat, record, "bot");
  return true;
}

export const deleteMethods = {
  deleteMessage: (call, { chat_id, message_id }) => remove(call, chat_id, message_id),
  deleteMessages(call, { chat_id, message_ids }) {
    const chat = targetChat(call.world, call.bot, chat_id);
    // Those not found are skipped, as on the real server.
    for (const id of message_ids) if (liveMessage(chat, id)) remove(call, chat_id, id);
    return true;
  },

  pinChatMessage({ world, bot }, { chat_id, message_id }) {
    const chat = targetChat(world, bot, chat_id);
    if (!liveMessage(chat, message_id)) bad("message to pin not found");
    chat.record.pinned = [...chat.record.pinned.filter((id) => id !== message_id), message_id];
    saveChat(world, chat);
    world.changed({ type: "pinned", chat: chat.record.key });
    return true;
  },
  unpinChatMessage({ world, bot }, { chat_id, message_id }) {
    const chat = targetChat(world, bot, chat_id);
    const id = message_id ?? chat.record.pinned.at(-1);
    chat.record.pinned = chat.record.pinned.filter((each) => each !== id);
    saveChat(world, chat);
    world.changed({ type: "pinned", chat: chat.record.key });
    return true;
  },
  unpinAllChatMessages({ world, bot }, { chat_id }) {
    const chat = targetChat(world, bot, chat_id);
    chat.record.pinned = [];
    saveChat(world, chat);
    world.changed({ type: "pinned", chat: chat.record.key });
    return true;
  },
} satisfies Methods;
