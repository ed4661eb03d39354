/**
 * The simulated WhatsApp network: chats of the sandbox's people with one business number. People act in it
 * (`people.ts`), gates read and write it for the bot's side (`bot.ts`): the simulated WhatsApp Web page, and the Cloud
 * API. What the bot's side must learn waits in a queue until a gate has handed it over.
 */
import { randomBytes } from "node:crypto";
import { updateFault } from "../telegram/faults.ts";
import type { Person, World } from "../telegram/world.ts";
import { WHATSAPP } from "./addresses.ts";
import { keep } from "./persistence.ts";
import type { Happening, HubChat, HubContent, HubEvent, HubMessage } from "./records.ts";

export interface Hub {
  /** People, files, clock and faults are those of the whole sandbox; faults of WhatsApp name the bot `WHATSAPP.id`. */
  readonly world: World;
  /** By person. */
  readonly chats: Map<number, HubChat>;
  /** What no gate has handed over yet, in order. */
  readonly queue: HubEvent[];
  nextNumber: number;
  nextSeq: number;
  /** Kept back by the fault `reorder` until the next event has passed it. */
  heldBack?: HubEvent;
  /** Gates: each is told what is put into the queue. */
  readonly gates: Set<(event: HubEvent) => void>;
}

/** @param world of `startTelegram`, or of `createWorld` with a `memoryStore` where there is no Telegram */
export function createHub(world: World): Hub {
  const hub: Hub = {
    world,
    chats: new Map(),
    queue: [],
    nextNumber: 1,
    nextSeq: 1,
    gates: new Set(),
  };
  keep.restore(hub);
  return hub;
}

export const now = (hub: Hub): number => hub.world.clock.now().getTime();

/** `<bot id>:<user id>`, as the control API names chats. */
export const keyOf = (chat: HubChat): string => `${WHATSAPP.id}:${chat.person}`;

/** The chat of this person with the number, made when it does not exist yet. */
export function openChat(hub: Hub, person: Pick<Person, "id">): HubChat {
  const known = hub.chats.get(person.id);
  if (known) return known;
  const chat: HubChat = {
    person: person.id,
    started: false,
    blocked: false,
    actions: [],
    messages: new Map(),
  };
  hub.chats.set(person.id, chat);
  keep.chat(hub, chat);
  hub.world.changed({ type: "opened", chat: keyOf(chat) });
  return chat;
}

/** A fresh key of a message, in the form of those of phones. */
export const freshKey = (): string => `3A${randomBytes(9).toString("hex").toUpperCase()}`;

export function addMessage(
  hub: Hub,
  chat: HubChat,
  content: HubContent,
  given: Pick<HubMessage, "by" | "ack"> & Partial<HubMessage>,
): HubMessage {
  const message: HubMessage = {
    number: hub.nextNumber++,
    id: freshKey(),
    at: now(hub),
    content,
    edits: [],
    reactions: {},
    ...given,
  };
  chat.messages.set(message.number, message);
  keep.message(hub, chat, message);
  hub.world.changed({ type: "message", chat: keyOf(chat), message: message.number });
  return message;
}

/** A message by WhatsApp's key, with its chat. */
export function messageById(hub: Hub, id: string): { chat: HubChat; message: HubMessage } | undefined {
  for (const chat of hub.chats.values())
    for (const message of chat.messages.values()) if (message.id === id) return { chat, message };
  return undefined;
}

/** Puts into the queue what the bot's side must learn. */
export function emit(hub: Hub, chat: HubChat, happening: Happening): void {
  // Where WhatsApp is off nobody will ever take it.
  if (hub.gates.size === 0) return;
  const event: HubEvent = { ...happening, seq: hub.nextSeq++, person: chat.person, at: now(hub) };
  if (!hub.heldBack && updateFault(hub.world, WHATSAPP.id, "reorder", chat.person)) {
    hub.heldBack = event;
    return;
  }
  enqueue(hub, event);
  if (updateFault(hub.world, WHATSAPP.id, "duplicate", chat.person))
    enqueue(hub, { ...event, seq: hub.nextSeq++, again: true });
  const late = hub.heldBack;
  delete hub.heldBack;
  if (late) enqueue(hub, late);
}

function enqueue(hub: Hub, event: HubEvent): void {
  hub.queue.push(event);
  keep.event(hub, event);
  for (const gate of hub.gates) gate(event);
}

/** A gate's word that this has reached the bot's side for good. Doing it twice does no harm. */
export function confirm(hub: Hub, { seq }: Pick<HubEvent, "seq">): void {
  const position = hub.queue.findIndex((event) => event.seq === seq);
  const [event] = position === -1 ? [] : hub.queue.splice(position, 1);
  if (!event) return;
  keep.forgetEvent(hub, seq);
  if (event.type === "message") delivered(hub, event);
}

/** The person sees two ticks under what has come to the other side. */
function delivered(hub: Hub, { person, message: number }: HubEvent): void {
  const chat = hub.chats.get(person);
  const message = chat?.messages.get(number);
  if (!chat || message?.ack !== 1) return;
  message.ack = 2;
  keep.message(hub, chat, message);
  hub.world.changed({ type: "read", chat: keyOf(chat) });
}

/** Opens a gate: it is told of what is new; what waits from before is in `hub.queue`. Returns how to close it. */
export function openGate(hub: Hub, told: (event: HubEvent) => void): () => void {
  hub.gates.add(told);
  return () => void hub.gates.delete(told);
}

/** What has not reached the bot's side yet; nothing where WhatsApp is off. */
export function busy(hub: Hub): Record<string, number> {
  return hub.gates.size > 0 && hub.queue.length > 0 ? { "whatsapp: events": hub.queue.length } : {};
}

/** Forgets chats and events. The store is emptied by whoever resets the whole sandbox. */
export function resetHub(hub: Hub): void {
  hub.chats.clear();
  hub.queue.length = 0;
  delete hub.heldBack;
}
