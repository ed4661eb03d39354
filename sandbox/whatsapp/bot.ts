/** What the bot's side does, through whichever gate. */
import { addMessage, emit, keyOf, now, type Hub } from "./hub.ts";
import { keep } from "./persistence.ts";
import type { Ack, HubChat, HubContent, HubMessage } from "./records.ts";

/** Actions that the views show. */
const ACTIONS_KEPT = 20;

/**
 * The bot's message reaches WhatsApp's servers (ack 1) and, unless the person has blocked the number, their phone (2).
 * @param given its key, if the gate has one; what it quotes; native choices; `ack` where it goes no further
 */
export function receive(
  hub: Hub,
  chat: HubChat,
  content: HubContent,
  given: Partial<HubMessage> = {},
): HubMessage {
  const message = addMessage(hub, chat, content, {
    by: "bot",
    ack: 1,
    ...(chat.blocked ? { withheld: true as const } : {}),
    ...given,
  });
  emit(hub, chat, { type: "ack", message: message.number, ack: message.ack });
  if (message.ack === 1 && !chat.blocked) acknowledge(hub, chat, message, 2);
  return message;
}

export function acknowledge(hub: Hub, chat: HubChat, message: HubMessage, ack: Ack): void {
  message.ack = ack;
  keep.message(hub, chat, message);
  emit(hub, chat, { type: "ack", message: message.number, ack });
}

export function botEdits(hub: Hub, chat: HubChat, message: HubMessage, text: string): void {
  message.edits.push({ at: now(hub), before: message.content });
  message.content = { ...message.content, text };
  keep.message(hub, chat, message);
  hub.world.changed({ type: "edited", chat: keyOf(chat), message: message.number });
}

export function botRevokes(hub: Hub, chat: HubChat, message: HubMessage): void {
  message.revoked = { by: "bot", at: now(hub) };
  keep.message(hub, chat, message);
  hub.world.changed({ type: "deleted", chat: keyOf(chat), message: message.number });
}

export function botReacts(hub: Hub, chat: HubChat, message: HubMessage, emoji: string | null): void {
  delete message.reactions.bot;
  if (emoji !== null && emoji !== "") message.reactions.bot = emoji;
  keep.message(hub, chat, message);
  hub.world.changed({ type: "reaction", chat: keyOf(chat), message: message.number });
}

/** The bot has seen what the person wrote, but for what still waits for a gate: two blue ticks on their phone. */
export function botReads(hub: Hub, chat: HubChat): void {
  const waiting = new Set(hub.queue.flatMap(({ type, message }) => (type === "message" ? [message] : [])));
  for (const message of chat.messages.values()) {
    if (message.by !== "person" || message.ack === 3 || waiting.has(message.number)) continue;
    message.ack = 3;
    keep.message(hub, chat, message);
  }
  hub.world.changed({ type: "read", chat: keyOf(chat) });
}

/** `typing` or `recording`. */
export function botActs(hub: Hub, chat: HubChat, action: string): void {
  chat.actions = [...chat.actions, { action, at: now(hub) }].slice(-ACTIONS_KEPT);
  keep.chat(hub, chat);
  hub.world.changed({ type: "action", chat: keyOf(chat), action });
}
