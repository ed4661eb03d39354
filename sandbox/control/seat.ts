/** One person's view of one chat: what they can do there and what they see. */
import type { ActInput, ActName, ActView, ChatView, KeyboardView, MessageView, Pressed } from "./api.ts";
import type { Ask } from "./client.ts";
import { changes } from "./listen.ts";

export interface SeatOptions {
  url: string;
  ask: Ask;
  calm: <T>(result: T) => Promise<T>;
  bot: string;
  user: number;
  timeoutMs: number;
}

type Place = Pick<ActInput<"say">, "replyTo" | "quote" | "topic">;
type SendKind = ActInput<"send">["kind"];

export interface Seat {
  /** Any act by its name, as the route takes it. */
  act<A extends ActName>(name: A, input: ActInput<A>): Promise<ActView>;
  say(text: string, place?: Place): Promise<MessageView>;
  /** The start button, or a link with a payload. */
  start(payload?: string): Promise<MessageView>;
  /** A message with a file: a built-in sample unless `file` says otherwise. */
  send(kind: SendKind, more?: Omit<ActInput<"send">, "kind">): Promise<MessageView>;
  album(parts: ActInput<"album">["parts"], place?: Place): Promise<MessageView[]>;
  location(latitude: number, longitude: number, place?: Place): Promise<MessageView>;
  /** The person's own contact, or the given one. */
  contact(contact?: ActInput<"contact">): Promise<MessageView>;
  /** Presses the button of this label: under the newest message that has one, else below the input field. */
  press(label: string, more?: Omit<ActInput<"press">, "label">): Promise<Pressed>;
  edit(message: number, text: string): Promise<MessageView>;
  react(message: number, emoji?: string): Promise<void>;
  delete(message: number): Promise<void>;
  block(): Promise<void>;
  unblock(): Promise<void>;
  topics(on: boolean): Promise<void>;
  read(topic?: number): Promise<void>;
  chat(page?: { before?: number; limit?: number; topic?: number }): Promise<ChatView>;
  /** What is in the chat now, without what was deleted. */
  messages(topic?: number): Promise<MessageView[]>;
  /** The newest message of the bot. */
  last(topic?: number): Promise<MessageView | undefined>;
  keyboard(topic?: number): Promise<KeyboardView | undefined>;
  /** The toast or window that answered the last press. */
  toast(): Promise<{ text?: string; alert: boolean } | undefined>;
  /**
   * Reads the chat, again at every change, until `found` returns something.
   * @throws after the time limit, with the last messages
   */
  waitFor<T>(found: (chat: ChatView) => T | undefined | false, timeoutMs?: number): Promise<T>;
}

export function createSeat({ url, ask, calm, bot, user, timeoutMs }: SeatOptions): Seat {
  const path = `/api/chats/${bot}/${user}`;

  async function act<A extends ActName>(name: A, input: ActInput<A>): Promise<ActView> {
    return calm(await ask<ActView>("POST", `${path}/${name}`, input));
  }

  async function one<A extends ActName>(name: A, input: ActInput<A>): Promise<MessageView> {
    const [message] = (await act(name, input)).messages;
    if (!message) throw new Error(`${name} sent nothing`);
    return message;
  }

  async function quietly<A extends ActName>(name: A, input: ActInput<A>): Promise<void> {
    await act(name, input);
  }

  function chat(page: Record<string, number | undefined> = {}): Promise<ChatView> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(page)) if (value !== undefined) query.set(name, String(value));
    return ask("GET", `${path}?${query.toString()}`);
  }

  async function messages(topic?: number): Promise<MessageView[]> {
    return (await chat({ topic })).messages.filter(({ deleted }) => !deleted);
  }

  async function waitFor<T>(found: (chat: ChatView) => T | undefined | false, limit = timeoutMs): Promise<T> {
    const deadline = AbortSignal.timeout(limit);
    let seen: ChatView | undefined;
    for await (const _change of changes(url, deadline)) {
      seen = await chat();
      const result = found(seen);
      if (result !== undefined && result !== false) return result;
    }
    const texts = seen?.messages.slice(-5).map(({ by, text, kind }) => `${by}: ${text || kind}`) ?? [];
    throw new Error(`It did not happen within ${limit} ms. The last messages: ${texts.join(" | ")}`);
  }

  return {
    act,
    say: (text, place) => one("say", { text, ...place }),
    start: (payload) => one("start", payload === undefined ? {} : { payload }),
    send: (kind, more) => one("send", { kind, ...more }),
    album: async (parts, place) => (await act("album", { parts, ...place })).messages,
    location: (latitude, longitude, place) => one("location", { latitude, longitude, ...place }),
    contact: (contact = {}) => one("contact", contact),
    async press(label, more) {
      const { pressed } = await act("press", { label, ...more });
      if (!pressed) throw new Error("Nothing was pressed");
      return pressed;
    },
    edit: (message, text) => one("edit", { message, text }),
    react: (message, emoji) => quietly("react", emoji === undefined ? { message } : { message, emoji }),
    delete: (message) => quietly("delete", { message }),
    block: () => quietly("block", { blocked: true }),
    unblock: () => quietly("block", { blocked: false }),
    topics: (on) => quietly("topics", { on }),
    read: (topic) => quietly("read", topic === undefined ? {} : { topic }),
    chat,
    messages,
    last: async (topic) => (await messages(topic)).findLast(({ by }) => by === "bot"),
    keyboard: async (topic = 0) => (await chat()).keyboards.find((each) => each.topic === topic),
    toast: async () => (await chat()).callbacks.findLast(({ answer }) => answer)?.answer,
    waitFor,
  };
}
