import { setTimeout as pause } from "node:timers/promises";
import { OWNERS, type Contender } from "../contenders/contender.ts";
import { secondsOf, secondsOfAll } from "./cpu.ts";
import type { Stage } from "./stage.ts";
import { monotonic, type Sent } from "./telegram.ts";

/** Processor time in milliseconds a message, by who used it. */
export interface Cost {
  readonly node: number;
  readonly postgres: number;
  readonly api: number;
  readonly load: number;
}

/** What is to be seen of messages where they arrive. */
export interface Judged {
  /** Distinct messages that arrived. */
  readonly arrived: number;
  readonly doubled: number;
  /** Messages that arrived after a later one of the same person. */
  readonly disordered: number;
}

/** What became of messages that were written. */
export interface Relayed extends Judged {
  readonly written: number;
  /** From the first post to the last arrival. */
  readonly ms: number;
  readonly cost: Cost;
}

/** Nothing more is to come after so long without an arrival: what waits out a 429 comes sooner, what is lost stays lost. */
const SILENCE_MS = 5_000;

/** Writes so many messages of all owners as fast as they are acknowledged, and waits until all have arrived or none comes. */
export async function relayAll(stage: Stage, contender: Contender, messages: number): Promise<Relayed> {
  await contender.taken();
  const before = clocks(stage, contender);
  const since = monotonic();
  const posted: Promise<number>[] = [];
  for (let n = 0; n < messages; n++) posted.push(contender.owners.write(n % OWNERS));
  const acknowledged = Promise.all(posted);
  await arrivals(contender, messages);
  const refused = (await acknowledged).filter((status) => status !== 200);
  if (refused.length > 0) throw new Error(`${contender.name} refused ${refused.length} updates`);
  const after = clocks(stage, contender);
  const sent = await contender.taken();
  const ms = (sent.at(-1)?.at ?? since) - since;
  return { ...judged(sent), written: messages, ms, cost: costOf(before, after, messages) };
}

/**
 * Warms up, until the compiler has seen what it will see, and tells how many messages fill so many milliseconds. A whole
 * number for each person.
 */
export async function enoughFor(stage: Stage, contender: Contender, ms: number): Promise<number> {
  const enough = (relayed: Relayed) =>
    Math.max(1, Math.round((rateOf(relayed) * ms) / 1000 / OWNERS)) * OWNERS;
  const first = await relayAll(stage, contender, 2 * OWNERS);
  const second = await relayAll(stage, contender, enough(first));
  return enough(await relayAll(stage, contender, enough(second)));
}

/** Messages a second. */
export const rateOf = ({ arrived, ms }: Relayed): number => (arrived / ms) * 1000;

/** Whether each message arrived once and in its place. */
export const isWhole = ({ written, arrived, doubled, disordered }: Relayed): boolean =>
  arrived === written && doubled === 0 && disordered === 0;

/** Waits for so many arrivals, or for silence. */
export async function arrivals(
  { arrived }: { readonly arrived: () => Promise<number> },
  messages: number,
): Promise<void> {
  let seen = 0;
  for (let last = monotonic(); monotonic() - last < SILENCE_MS; await pause(20)) {
    const count = await arrived();
    if (count >= messages) return;
    if (count > seen) last = monotonic();
    seen = count;
  }
}

/** Looks for what is missing, double or out of order in what arrived. */
export function judged(sent: readonly Sent[]): Judged {
  const seen = new Set<string>();
  const last = new Map<number, number>();
  let doubled = 0;
  let disordered = 0;
  for (const { person, number } of sent) {
    if (person < 0) continue;
    const key = `${person}:${number}`;
    if (seen.has(key)) doubled += 1;
    seen.add(key);
    if (number < (last.get(person) ?? 0)) disordered += 1;
    last.set(person, Math.max(number, last.get(person) ?? 0));
  }
  return { arrived: seen.size, doubled, disordered };
}

/** Seconds of processor time so far. */
export function clocks({ api, postmaster }: Stage, contender: Contender): Cost {
  return {
    node: secondsOf(contender.process.pid),
    postgres: secondsOfAll(postmaster),
    api: secondsOf(api.pid),
    load: secondsOf(process.pid),
  };
}

export function costOf(before: Cost, after: Cost, messages: number): Cost {
  const each = (who: keyof Cost) => ((after[who] - before[who]) * 1000) / messages;
  return { node: each("node"), postgres: each("postgres"), api: each("api"), load: each("load") };
}
