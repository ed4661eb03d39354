import { diceOf } from "./dice.ts";
import { deadly } from "./plan.ts";
import { shrunk } from "./shrink.ts";
import { simulate, type Verdict } from "./simulate.ts";
import type { Town } from "./town.ts";

/** What must have happened in so many histories that chance alone cannot have left it out. */
export const paths = [
  "say",
  "album",
  "edit",
  "react",
  "help",
  "block",
  "duplicate",
  "reordered",
  "jump",
  "left in peace",
  "sent",
  "sent twice",
  "blocked",
  "rejected",
  "too many requests",
  "server error",
  "request lost",
  "answer lost",
  "file later",
  "waits for another",
  "wake-up lost",
  ...deadly.map((at) => `crash: ${at}`),
];

export type Happened = Record<string, number>;

/** Plays the histories of some seeds. The first that breaks the promise ends it, told as {@link story}. */
export async function playAll(
  town: Town,
  seeds: Iterable<number>,
  happened: Happened = {},
): Promise<string | undefined> {
  for (const seed of seeds) {
    const verdict = await simulate(town, seed);
    for (const [what, times] of Object.entries(verdict.happened))
      happened[what] = (happened[what] ?? 0) + times;
    if (verdict.wrong.length > 0) return story(await shrunk(town, verdict));
  }
  return undefined;
}

/** What went wrong, and how to play it again: SIMULATION_SEED plays the whole, with SIMULATION_PLAN what is left of it. */
export const story = ({ seed, plan, wrong }: Verdict): string =>
  [`SIMULATION_SEED=${seed}`, `SIMULATION_PLAN='${JSON.stringify(plan)}'`, ...wrong].join("\n");

/** So many seeds from a first one, each like no other of them. */
export function* seedsFrom(first: number, count: number, stride = 1): Generator<number> {
  for (let at = 0; at < count; at++) yield first + at * stride;
}

/** A first seed that nobody chose. */
export const anySeed = (): number => diceOf(Date.now(), "any").below(2 ** 30);
