/** What the page has stored of a chat. */
import type { Chat, Message } from "whatsapp-web.js";

/** Messages read from a chat at first; more, until they are older than what is wanted. */
const PAGE = 50;

/**
 * Messages of a chat, oldest first: at least all that are unread or newer than `since` (seconds since 1970).
 * @param whose the person's alone, or ours as well
 */
export async function messagesSince(chat: Chat, since: number, whose: "theirs" | "all"): Promise<Message[]> {
  for (let limit = Math.max(PAGE, chat.unreadCount); ; limit *= 2) {
    const messages = await chat.fetchMessages({ limit, ...(whose === "theirs" && { fromMe: false }) });
    messages.sort((a, b) => a.timestamp - b.timestamp);
    const [oldest] = messages;
    if (messages.length < limit || !oldest || oldest.timestamp < since) return messages;
  }
}
