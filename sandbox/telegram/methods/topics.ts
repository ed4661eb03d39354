/**
 * Topics in private chats (Bot API 9.4): made, renamed, deleted by the bot. There is no closing or reopening there. With
 * topics switched off the chat is no forum, and what is sent to a topic finds no thread.
 */
import { botUser, hasTopics, liveTopic, targetChat } from "../chats.ts";
import { bad } from "../errors.ts";
import { addMessage, liveMessage, removeMessage } from "../messages.ts";
import type { Call, Methods } from "../method.ts";
import { saveChat } from "../restore.ts";
import type { Chat, Topic } from "../world.ts";

const NAME_LIMIT = 128;
/** Blue, the first of the six colours that a topic's icon can have. */
const COLOUR = 0x6fb9f0;

function forum({ world, bot }: Call, chatId: number | string): Chat {
  const chat = targetChat(world, bot, chatId);
  return hasTopics(world, chat) ? chat : bad("the chat is not a forum");
}

function topicOf(call: Call, chat: Chat, id: number): Topic {
  return liveTopic(call.world, chat, id) ?? bad("message thread not found");
}

function checkName(name: string): void {
  if (name.trim() === "") bad("TOPIC_TITLE_EMPTY");
  if (name.length > NAME_LIMIT) bad("TOPIC_TITLE_TOO_LONG");
}

function changed({ world }: Call, chat: Chat): true {
  saveChat(world, chat);
  world.changed({ type: "topic", chat: chat.record.key });
  return true;
}

export const topicMethods = {
  createForumTopic(call, { chat_id, name, icon_color, icon_custom_emoji_id }) {
    const { world, bot } = call;
    const chat = forum(call, chat_id);
    checkName(name);
    const icon = {
      icon_color: icon_color ?? COLOUR,
      ...(icon_custom_emoji_id === undefined ? {} : { icon_custom_emoji_id }),
    };
    const id = bot.record.nextMessageId;
    addMessage(
      world,
      bot,
      chat,
      {
        from: botUser(bot),
        message_thread_id: id,
        is_topic_message: true,
        forum_topic_created: { name, ...icon },
      },
      { by: "bot", fixed: true, read: true },
    );
    const topic = { message_thread_id: id, name, ...icon };
    chat.record.topics.push({ ...topic });
    changed(call, chat);
    return topic;
  },

  editForumTopic(call, { chat_id, message_thread_id, name, icon_custom_emoji_id }) {
    const { world, bot } = call;
    const chat = forum(call, chat_id);
    const topic = topicOf(call, chat, message_thread_id);
    const renamed = name !== undefined && name !== "" && name !== topic.name;
    const icon = icon_custom_emoji_id !== undefined && icon_custom_emoji_id !== topic.icon_custom_emoji_id;
    if (!renamed && !icon) bad("TOPIC_NOT_MODIFIED");
    if (renamed) {
      checkName(name);
      topic.name = name;
    }
    if (icon) topic.icon_custom_emoji_id = icon_custom_emoji_id;
    addMessage(
      world,
      bot,
      chat,
      {
        from: botUser(bot),
        message_thread_id,
        is_topic_message: true,
        forum_topic_edited: { ...(renamed ? { name } : {}), ...(icon ? { icon_custom_emoji_id } : {}) },
      },
      { by: "bot", fixed: true, read: true },
    );
    return changed(call, chat);
  },

  deleteForumTopic(call, { chat_id, message_thread_id }) {
    const chat = forum(call, chat_id);
    topicOf(call, chat, message_thread_id).deleted = true;
    for (const { message } of chat.messages.values()) {
      const record = message.message_thread_id === message_thread_id && liveMessage(chat, message.message_id);
      if (record) removeMessage(call.world, chat, record, "bot");
    }
    return changed(call, chat);
  },

  unpinAllForumTopicMessages(call, { chat_id, message_thread_id }) {
    const chat = forum(call, chat_id);
    topicOf(call, chat, message_thread_id);
    chat.record.pinned = chat.record.pinned.filter(
      (id) => chat.messages.get(id)?.message.message_thread_id !== message_thread_id,
    );
    return changed(call, chat);
  },

  closeForumTopic: (call, { chat_id }) => noForum(call, chat_id),
  reopenForumTopic: (call, { chat_id }) => noForum(call, chat_id),
} satisfies Methods;

/** Only forum supergroups close and reopen topics. */
function noForum({ world, bot }: Call, chatId: number | string): never {
  targetChat(world, bot, chatId);
  return bad("the chat is not a supergroup forum");
}
