/** What the page is told: events as they happen, and what it finds in its store. */
import type { Person } from "../../telegram/world.ts";
import { addressOf, personAt } from "../addresses.ts";
import type { Hub } from "../hub.ts";
import type { HubChat, HubEvent } from "../records.ts";
import { serialized, wireMessage, type WireMessage } from "./wire.ts";

/** Messages of a chat that the page has in memory at first, and that it reads at once when it asks for earlier ones. */
const SHOWN = 20;
const EARLIER = 50;

/** An event as the page takes it (page/main.js); undefined: it concerns nothing that is still there. */
export function told(hub: Hub, event: HubEvent): object | undefined {
  const chat = hub.chats.get(event.person);
  const person = hub.world.people.get(event.person);
  const message = chat?.messages.get(event.message);
  if (!chat || !person || !message) return undefined;
  const { seq, at } = event;
  const id = serialized(person, message);
  const addon = { seq, at, chat: addressOf(person).chat, parent: id };
  switch (event.type) {
    case "message":
      return { t: "msg", seq, msg: { ...wireMessage(person, chat, message), again: event.again } };
    case "edited": {
      const { text } = message.content;
      return {
        t: "edited",
        seq,
        id,
        at,
        words: "file" in message.content ? { caption: text } : { body: text },
      };
    }
    case "revoked":
      return { t: "revoked", seq, id };
    case "reaction":
      return { t: "reaction", ...addon, key: `R${seq}`, emoji: event.emoji ?? "" };
    case "vote":
      return { t: "vote", ...addon, key: `V${seq}`, options: event.options };
    case "ack":
      return { t: "ack", id, ack: event.ack, at: Math.floor(event.at / 1000) };
  }
}

/** The chats as a new life of the page finds them stored, without what `waiting` will tell of. */
export function storedChats(hub: Hub, waiting: readonly HubEvent[]) {
  const unseen = new Set(waiting.flatMap(({ type, message }) => (type === "message" ? [message] : [])));
  return [...hub.chats.values()].flatMap((chat) => {
    const person = hub.world.people.get(chat.person);
    return person ? [storedChat(chat, person, unseen)] : [];
  });
}

function storedChat(chat: HubChat, person: Person, unseen: ReadonlySet<number>) {
  const stored = [...chat.messages.values()].filter(({ number }) => !unseen.has(number));
  return {
    chat: addressOf(person).chat,
    unread: stored.filter(({ by, ack, revoked }) => by === "person" && ack < 3 && !revoked).length,
    messages: stored.slice(-SHOWN).map((message) => wireMessage(person, chat, message)),
  };
}

/** @param before number of the first message that the page has; 0: it has none */
export function earlierMessages(hub: Hub, address: string, before: number): WireMessage[] {
  const person = personAt(hub.world, address);
  const chat = person && hub.chats.get(person.id);
  if (!person || !chat) return [];
  const older = [...chat.messages.values()].filter(({ number }) => before === 0 || number < before);
  return older.slice(-EARLIER).map((message) => wireMessage(person, chat, message));
}
