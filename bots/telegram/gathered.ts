import type { Message } from "grammy/types";
import type { Received } from "../../core/messaging/claims.ts";
import type { Gathered } from "./read.ts";

/** The updates of one turn as one: the further parts of an album ride on the first. */
export function gathered(updates: Received["updates"]): Gathered {
  // The intake has checked the outline of what it took from Telegram.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const [first, ...rest] = updates as [Gathered, ...Gathered[]];
  const album = rest.flatMap(({ message }): Message[] => (message ? [message] : []));
  return album.length > 0 ? { ...first, album } : first;
}
