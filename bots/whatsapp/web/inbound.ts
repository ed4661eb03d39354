/**
 * What people do, from the library to the inbox: in order within a chat, committed before WhatsApp is told that we have
 * seen it. Whatever is lost on the way is therefore unread still, and found by `catchUp`.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Chat, Client, Message } from "whatsapp-web.js";
import type { Log } from "../../../core/platform/log.ts";
import { DELETABLE_S, readChanges } from "./afterwards.ts";
import { messagesSince } from "./history.ts";
import type { Ledger } from "./ledger.ts";
import { createPhones, type PhoneTimings } from "./phones.ts";
import { isPrivate, readEdit, readMessage, readReaction, revoked, type Heard, type Sender } from "./read.ts";
import { readVote } from "./votes.ts";

export interface InboundOptions {
  /** Commits to the inbox, where each key counts once. Tried again until it resolves. */
  readonly hear: (heard: readonly Heard[]) => Promise<void>;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly timings: PhoneTimings;
}

export interface Inbound {
  /** Follows what a client tells. */
  follow(client: Client): void;
  /**
   * Reads what no event has told of: unread messages, however many, and those since we last heard. They come before
   * what events tell meanwhile. Returns how many there were.
   */
  catchUp(client: Client): Promise<number>;
  /** Reads what became, while nobody listened, of messages that we have heard of (afterwards.ts). */
  lookBack(client: Client): Promise<void>;
  /** Gives up what cannot be committed: it is unread still. */
  stop(): void;
}

interface Waiting {
  readonly client: Client;
  read(sender: Sender): Heard[];
}

/** Keys kept to tell what has been heard already. */
const KNOWN = 10_000;
/** Of one chat: an older message can hardly be its newest. */
const COMMITTED = 20;
/** The page has a message some milliseconds before we are told of it. */
const ON_ITS_WAY_MS = 500;
const COMMIT_AGAIN_MS = 1_000;
/** Edits are possible for 15 minutes, and clocks of phones differ: so far back messages are looked at again. */
const SLACK_S = 16 * 60;
/** Whoever writes while the number is being set up means us. */
const PAIRING_S = 120;

export function createInbound({ hear, ledger, log, timings }: InboundOptions): Inbound {
  const chats = new Map<string, Waiting[]>();
  const known = new Set<string>();
  const phoneOf = createPhones(timings);
  /** The newest messages of each chat that the inbox has. */
  const committed = new Map<string, string[]>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let catchingUp: Promise<unknown> = Promise.resolve();

  function remember(key: string): void {
    known.add(key);
    if (known.size > KNOWN) for (const oldest of known) return void known.delete(oldest);
  }

  function add(chat: string, waiting: Waiting, before = false): void {
    const running = chats.get(chat);
    if (running && before) running.unshift(waiting);
    else if (running) running.push(waiting);
    else {
      chats.set(chat, [waiting]);
      void work(chat).catch((error: unknown) => log.error({ error }, "WhatsApp events could not be taken"));
    }
  }

  async function work(chat: string): Promise<void> {
    const queue = chats.get(chat) ?? [];
    try {
      await catchingUp;
      for (let first = queue[0]; first && !signal.aborted; first = queue[0]) {
        const phone = await phoneOf(first.client, chat);
        const batch = queue.splice(0);
        const heard = distinct(batch.flatMap((waiting) => waiting.read({ phone })));
        await commit(heard);
        note(chat, heard);
        // What came meanwhile is committed first: "seen" would speak of it too.
        if (queue.length > 0 || signal.aborted) continue;
        if (await saySeen(first.client, chat, committed.get(chat) ?? [])) continue;
        await arrival(queue);
        // If nothing came after all, the newest is nothing that anybody wrote: a notice of WhatsApp's own.
        if (queue.length === 0 && !signal.aborted) await first.client.sendSeen(chat).catch(() => false);
      }
    } finally {
      chats.delete(chat);
    }
  }

  /** What has not been heard yet, each once. */
  function distinct(all: readonly Heard[]): Heard[] {
    const byKey = new Map(all.toReversed().map((heard) => [heard.key, heard]));
    return all.filter((heard) => !known.has(heard.key) && byKey.get(heard.key) === heard);
  }

  function note(chat: string, heard: readonly Heard[]): void {
    const ids = heard.flatMap(({ event }) => (event.kind === "message" ? [event.id] : []));
    committed.set(chat, [...(committed.get(chat) ?? []), ...ids].slice(-COMMITTED));
  }

  async function commit(heard: readonly Heard[]): Promise<void> {
    while (!signal.aborted && heard.length > 0) {
      try {
        await hear(heard);
        for (const { key, event } of heard) {
          remember(key);
          if (event.kind === "message") ledger.heard(event.at);
        }
        return;
      } catch (error) {
        log.error({ error, count: heard.length }, "WhatsApp events wait for the inbox");
        await delay(COMMIT_AGAIN_MS);
      }
    }
  }

  function follow(client: Client): void {
    const take = (chat: string, read: Waiting["read"]) => {
      if (isPrivate(chat)) add(chat, { client, read });
    };
    client.on("message", (message) => take(message.from, (sender) => readMessage(message, sender)));
    client.on("message_edit", (message) => {
      const edit = readEdit(message);
      if (edit) take(message.from, () => [edit]);
    });
    client.on("message_revoke_everyone", (message) => {
      if (message.fromMe) return;
      // WhatsApp may put a message of its own in the place of the one that was taken away, and names that one.
      const { protocolMessageKey: original = message.id } = message;
      take(message.from, () => [revoked(original._serialized, message.from)]);
    });
    client.on("vote_update", (vote) => {
      const read = readVote(vote);
      if (read) take(read.chat, (sender) => [read.heard(sender)]);
    });
    client.on("message_reaction", (reaction) => {
      const { id, senderId: chat } = reaction;
      if (!id.fromMe) take(chat, () => [readReaction(reaction, chat)]);
    });
  }

  function catchUp(client: Client): Promise<number> {
    const found = readMissed(client);
    catchingUp = found.catch(() => undefined);
    return found;
  }

  async function readMissed(client: Client): Promise<number> {
    const since = (ledger.heardAt() ?? ledger.pairedAt() ?? 0) - SLACK_S;
    let found = 0;
    for (const chat of await client.getChats()) {
      if (!isPrivate(chat.id._serialized) || (chat.unreadCount === 0 && chat.timestamp < since)) continue;
      const messages = await unheard(chat, since);
      found += messages.length;
      if (messages.length === 0) continue;
      const read = (sender: Sender) =>
        messages.flatMap((message) => [...readMessage(message, sender), ...editOf(message)]);
      add(chat.id._serialized, { client, read }, true);
    }
    return found;
  }

  async function lookBack(client: Client): Promise<void> {
    const since = Math.max((ledger.heardAt() ?? 0) - DELETABLE_S, (ledger.pairedAt() ?? 0) - PAIRING_S);
    for (const { chat, heard } of await readChanges(client, since))
      if (heard.some(({ key }) => !known.has(key))) add(chat, { client, read: () => [...heard] });
  }

  async function unheard(chat: Chat, since: number): Promise<Message[]> {
    const messages = await messagesSince(chat, since, "theirs");
    const firstUnread = messages.length - chat.unreadCount;
    const paired = (ledger.pairedAt() ?? 0) - PAIRING_S;
    return messages.filter(
      (message, index) =>
        message.timestamp >= paired &&
        (index >= firstUnread || message.timestamp >= since) &&
        [...readMessage(message, {}), ...editOf(message)].some(({ key }) => !known.has(key)),
    );
  }

  return {
    follow,
    catchUp,
    lookBack,
    stop: () => stopping.abort(),
  };
}

const editOf = (message: Message): Heard[] => {
  const edit = readEdit(message);
  return edit ? [edit] : [];
};

/**
 * Says that we have seen a chat, if its newest message is ours or one that the inbox has; asked and done in one step,
 * inside the page. False: there is something newer.
 */
async function saySeen(client: Client, chat: string, committed: readonly string[]): Promise<boolean> {
  const answer = await client.pupPage
    ?.evaluate(
      `(async (id, committed) => {
        const last = window.require("WAWebCollections").Chat.get(id)?.lastReceivedKey;
        if (last && !last.fromMe && !committed.includes(last._serialized)) return false;
        await window.WWebJS.sendSeen(id);
        return true;
      })(${JSON.stringify(chat)}, ${JSON.stringify(committed)})`,
    )
    // The page is gone: a later one will find it unread.
    .catch(() => true);
  return answer !== false;
}

/** Resolves when something is in the queue, or it is not to be expected any more. */
async function arrival(queue: readonly unknown[]): Promise<void> {
  for (let waited = 0; waited < ON_ITS_WAY_MS && queue.length === 0; waited += 5) await delay(5);
}
