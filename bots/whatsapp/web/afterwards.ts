/**
 * What became of messages while nobody listened: no event tells of it again, and no chat is unread for it. A reaction
 * that was taken away leaves no trace, and a vote none that the library reads.
 */
import type { Client, Message } from "whatsapp-web.js";
import { messagesSince } from "./history.ts";
import { isPrivate, readMessage, readReaction, type Heard } from "./read.ts";

/** Seconds for which a message can be deleted for everyone (faq.whatsapp.com: about two days). */
export const DELETABLE_S = 48 * 3_600;

export interface Changes {
  readonly chat: string;
  readonly heard: readonly Heard[];
}

/** Deletions of messages since then (seconds since 1970), and the reactions that stand under them. */
export async function readChanges(client: Client, since: number): Promise<Changes[]> {
  const changes: Changes[] = [];
  for (const chat of await client.getChats()) {
    const address = chat.id._serialized;
    if (!isPrivate(address) || chat.timestamp < since) continue;
    const messages = await messagesSince(chat, since, "all");
    const heard: Heard[] = [];
    for (const message of messages.filter(({ timestamp }) => timestamp >= since))
      heard.push(...deletionOf(message), ...(await reactionsTo(message, address)));
    if (heard.length > 0) changes.push({ chat: address, heard });
  }
  return changes;
}

const deletionOf = (message: Message): Heard[] =>
  readMessage(message, {}).filter(({ event }) => event.kind === "revoked");

/** The person's, not ours. */
async function reactionsTo(message: Message, chat: string): Promise<Heard[]> {
  if (!message.hasReaction) return [];
  // Declared as always there; a message that lost its reaction meanwhile has none.
  const found: Awaited<ReturnType<Message["getReactions"]>> | undefined = await message
    .getReactions()
    .catch(() => undefined);
  return (found ?? [])
    .flatMap(({ senders }) => senders)
    .filter(({ id }) => !id.fromMe)
    .map((reaction) => readReaction(reaction, chat));
}
