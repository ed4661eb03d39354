/**
 * Manners that keep a number from being taken for a machine that sends in bulk: one message after the other in a chat,
 * typed for a while first, and not more in a day than a busy person would write; a new number begins with less.
 */
import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Ledger } from "./ledger.ts";

export interface Manners {
  /** Milliseconds of typing before a message, between these two; false: none (the sandbox). */
  readonly typing: { readonly from: number; readonly to: number } | false;
  /** Messages on a number's first day; twice as many on each later one, up to `most`. */
  readonly daily: { readonly first: number; readonly most: number };
}

export const MANNERS: Manners = { typing: { from: 1_000, to: 4_000 }, daily: { first: 200, most: 2_000 } };

const DAY_S = 86_400;

/** Messages that may be sent on this day. */
export function ceiling({ daily }: Manners, ledger: Ledger, now: Date): number {
  const age = now.getTime() / 1000 - (ledger.pairedAt() ?? now.getTime() / 1000);
  // Thirty doublings are more than any `most`.
  const days = Math.min(Math.max(Math.floor(age / DAY_S), 0), 30);
  return Math.min(daily.first * 2 ** days, daily.most);
}

export const untilTomorrow = (now: Date): number => DAY_S * 1000 - (now.getTime() % (DAY_S * 1000));

export async function hesitate({ typing }: Manners): Promise<void> {
  if (typing) await delay(randomInt(typing.from, typing.to));
}

/** Runs what concerns one chat one after the other; different chats do not wait for each other. */
export function perChat(): <T>(chat: string, act: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (chat, act) => {
    const turn = (last.get(chat) ?? Promise.resolve()).then(act, act);
    last.set(chat, turn);
    try {
      return await turn;
    } finally {
      if (last.get(chat) === turn) last.delete(chat);
    }
  };
}
