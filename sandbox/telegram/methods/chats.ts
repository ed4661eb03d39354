/** Chats as a bot can ask about them; typing; reactions; answers to button presses; files. */
import { apiChat, botUser, liveTopic, personOf, targetChat, userOf } from "../chats.ts";
import { bad } from "../errors.ts";
import { DOWNLOAD_LIMIT, fileById, pathOf } from "../files.ts";
import { liveMessage } from "../messages.ts";
import type { Methods } from "../method.ts";
import { saveChat, saveMessage } from "../restore.ts";

/** A press can be answered for so long; later the person's messenger has given up waiting. */
const ANSWERABLE_MS = 15 * 60_000;
const ANSWER_LIMIT = 200;
const TOO_OLD = "query is too old and response timeout expired or query ID is invalid";
/** Typing actions kept for whoever asks what was shown. */
const ACTIONS_KEPT = 20;

export const chatMethods = {
  getChat({ world, bot }, { chat_id }) {
    const chat = targetChat(world, bot, chat_id);
    const pinned = liveMessage(chat, chat.record.pinned.at(-1) ?? 0);
    return {
      ...apiChat(personOf(world, chat)),
      accent_color_id: chat.record.userId % 7,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: false,
        limited_gifts: false,
        unique_gifts: false,
        premium_subscription: false,
        gifts_from_channels: false,
      },
      ...(pinned ? { pinned_message: pinned.message } : {}),
    };
  },

  getChatMember({ world, bot }, { chat_id, user_id }) {
    const chat = targetChat(world, bot, chat_id);
    if (user_id === bot.record.me.id) return { user: botUser(bot), status: "member" };
    if (user_id !== chat.record.userId) return bad("user not found");
    return { user: userOf(personOf(world, chat)), status: "member" };
  },

  sendChatAction({ world, bot }, { chat_id, action, message_thread_id }) {
    const chat = targetChat(world, bot, chat_id);
    if (message_thread_id !== undefined && !liveTopic(world, chat, message_thread_id))
      bad("message thread not found");
    const topic = message_thread_id === undefined ? {} : { topic: message_thread_id };
    chat.record.actions = [
      ...chat.record.actions,
      { action, at: world.clock.now().getTime(), ...topic },
    ].slice(-ACTIONS_KEPT);
    saveChat(world, chat);
    world.changed({ type: "action", chat: chat.record.key, action, ...topic });
    return true;
  },

  setMessageReaction({ world, bot }, { chat_id, message_id, reaction }) {
    const chat = targetChat(world, bot, chat_id);
    const record = liveMessage(chat, message_id);
    if (!record) return bad("message to react not found");
    // Bots are no premium users: one reaction, and no paid or custom one.
    if (reaction?.some(({ type }) => type !== "emoji")) bad("REACTION_INVALID");
    if (reaction && reaction.length > 1) bad("REACTIONS_TOO_MANY");
    record.reactions.bot = [...(reaction ?? [])];
    saveMessage(world, chat, record);
    world.changed({ type: "reaction", chat: chat.record.key, message: message_id });
    return true;
  },

  answerCallbackQuery({ world, bot }, { callback_query_id, text, show_alert, url }) {
    if (text !== undefined && text.length > ANSWER_LIMIT) bad("MESSAGE_TOO_LONG");
    for (const chat of world.chats.values()) {
      if (chat.record.botId !== bot.record.me.id) continue;
      const query = chat.record.callbacks.find(({ id }) => id === callback_query_id);
      if (!query) continue;
      if (query.answer || world.clock.now().getTime() - query.at > ANSWERABLE_MS) return bad(TOO_OLD);
      query.answer = {
        alert: show_alert === true,
        ...(text === undefined || text === "" ? {} : { text }),
        ...(url === undefined ? {} : { url }),
      };
      saveChat(world, chat);
      world.changed({ type: "callback", chat: chat.record.key });
      return true;
    }
    return bad(TOO_OLD);
  },

  getFile({ world, bot }, { file_id }) {
    const file = fileById(world, bot, file_id);
    if (!file) return bad("wrong file_id or the file is temporarily unavailable");
    if (file.bytes.length > DOWNLOAD_LIMIT) bad("file is too big");
    return { file_id, file_unique_id: file.uid, file_size: file.bytes.length, file_path: pathOf(file) };
  },
} satisfies Methods;
