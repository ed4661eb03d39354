import { setTimeout as pause } from "node:timers/promises";
import type { Asked } from "./ipc.ts";
import { startProcess } from "./process.ts";

/** A message that reached the Bot API. */
export interface Sent {
  readonly chat: number;
  /** Milliseconds of the machine's monotonic clock. */
  readonly at: number;
  /** Whose message it is and which of theirs, as its text tells; -1: it tells nothing. */
  readonly person: number;
  readonly number: number;
}

/** A message with buttons or a keyboard. */
export interface Shown {
  readonly id: number;
  readonly at: number;
  readonly text: string;
  readonly markup: unknown;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

export interface Refusal {
  readonly token: string;
  readonly chat: number;
  /** Seconds, as a 429 says them; null: nothing is refused any more. */
  readonly retryAfter: number | null;
}

/** The Bot API of a run: one server, in a process of its own, for all that are measured. */
export interface BotApi {
  readonly url: string;
  readonly pid: number;
  /** Where a bot asked its updates to be posted; waits until it has. */
  webhook(token: string): Promise<Webhook>;
  /** Messages that have arrived since `take` was called last. */
  count(token: string): Promise<number>;
  take(token: string): Promise<Sent[]>;
  /** The last message with buttons of each chat. */
  shown(token: string): Promise<Map<number, Shown>>;
  /** How long every answer takes from now on. */
  latency(ms: number): Promise<void>;
  refuse(refusal: Refusal): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds on the clock by which the Bot API notes what arrives. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A bot that starts sets its webhook at once; a process of a peer takes some seconds to load. */
const WEBHOOK_MS = 30_000;

export async function startBotApi(): Promise<BotApi> {
  const { ask, pid, url, stop } = await startProcess(new URL("bot-api.ts", import.meta.url), {});
  return {
    url,
    pid,
    webhook: (token) => webhookOf(ask, token),
    count: (token) => ask("count", token),
    take: (token) => ask("sent", token),
    shown: async (token) => new Map(await ask<(readonly [number, Shown])[]>("shown", token)),
    latency: (ms) => ask("latency", ms),
    refuse: (refusal) => ask("refuse", refusal),
    stop,
  };
}

async function webhookOf(ask: Asked, token: string): Promise<Webhook> {
  for (const since = monotonic(); monotonic() - since < WEBHOOK_MS; await pause(50)) {
    const webhook = await ask<Webhook | undefined>("webhook", token);
    if (webhook) return webhook;
  }
  throw new Error("a bot has set no webhook");
}
