import { openLine, type Line } from "./line.ts";
import type { Webhook } from "./telegram.ts";

/** People who write to a bot. */
export interface Crowd {
  /** Posts a person's next message; resolves when it was acknowledged. */
  write(person: number): Promise<number>;
  /** Posts any other update of a person. */
  post(person: number, update: object): Promise<number>;
  /** How many messages a person has written. */
  written(person: number): number;
  close(): void;
}

/** Side by side, as Telegram posts by default (max_connections of setWebhook). */
const LINES = 40;
/** Length of an ordinary message. */
const WORDS = "He slept well, drank some water and would like to go out again. ";

/** One's first update_id: it ascends, whatever a bot was sent in earlier runs. */
let updates = 1;

/** Where a person writes. */
export interface Desk {
  readonly chatOf: (person: number) => number;
  /** Of a chat that has topics. */
  readonly topicOf?: (person: number) => number;
}

export function crowd(webhook: Webhook, { chatOf, topicOf }: Desk): Crowd {
  const lines: Line[] = Array.from({ length: LINES }, () => openLine(webhook));
  const numbers = new Map<number, number>();

  const post = (person: number, update: object): Promise<number> => {
    // Always on the same line: nobody's updates overtake each other, as Telegram does not let them.
    const line = lines[person % LINES];
    if (!line) throw new Error("a person without a line");
    return line.post(JSON.stringify({ update_id: ++updates, ...update }));
  };

  return {
    post,
    written: (person) => numbers.get(person) ?? 0,
    write(person) {
      const number = (numbers.get(person) ?? 0) + 1;
      numbers.set(person, number);
      const topic = topicOf && { message_thread_id: topicOf(person), is_topic_message: true };
      const text = `${WORDS}${person}:${number}`;
      return post(person, { message: { ...said(chatOf(person), 1_000_000 + number), ...topic, text } });
    },
    close: () => {
      for (const line of lines) line.close();
    },
  };
}

/** What every message of a person to a bot has. */
export const said = (chat: number, id: number) => ({
  message_id: id,
  date: Math.floor(Date.now() / 1000),
  chat: { id: chat, type: "private", first_name: "Anna" },
  from: { id: chat, is_bot: false, first_name: "Anna", language_code: "en" },
});
