import { setTimeout as pause } from "node:timers/promises";
import { OWNERS, type Contender } from "../contenders/contender.ts";
import type { Crowd } from "./crowd.ts";
import { monotonic, type Sent } from "./telegram.ts";
import { arrivals, judged, type Judged } from "./work.ts";

/** When each message was written, by `<person>:<number>`. */
export type Posted = ReadonlyMap<string, number>;

export interface Pace {
  /** Messages a second on average, of people and at moments taken by chance, the same chance in every run. */
  readonly perSecond: number;
  readonly ms: number;
}

/** A message's way, from when it was written to when the Bot API had it. */
export interface Trip {
  readonly person: number;
  readonly ms: number;
}

/** Numbers from 0 to 1 (a linear congruential generator, with the constants of Numerical Recipes). */
function chances(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes at a pace, whether or not what was written before has passed; resolves when all is acknowledged. */
export async function writeAtPace(crowd: Crowd, { perSecond, ms }: Pace): Promise<Posted> {
  const chance = chances();
  const posted = new Map<string, number>();
  const answers: Promise<number>[] = [];
  const since = monotonic();
  // Messages of independent people: the time between them is distributed exponentially.
  const gap = () => (-Math.log(1 - chance()) * 1000) / perSecond;
  for (let due = gap(); due < ms; due += gap()) {
    const early = since + due - monotonic();
    if (early > 1) await pause(early);
    const person = Math.floor(chance() * OWNERS);
    answers.push(crowd.write(person));
    posted.set(`${person}:${crowd.written(person)}`, monotonic());
  }
  const refused = (await Promise.all(answers)).filter((status) => status !== 200);
  if (refused.length > 0) throw new Error(`${refused.length} updates were refused`);
  return posted;
}

/** Waits until what was written has arrived, or nothing more comes, and tells how long it took. */
export async function trips(
  contender: Contender,
  posted: Posted,
): Promise<Judged & { readonly trips: Trip[] }> {
  await arrivals(contender, posted.size);
  const sent = await contender.taken();
  return { ...judged(sent), trips: tripsOf(sent, posted) };
}

export const tripsOf = (sent: readonly Sent[], posted: Posted): Trip[] =>
  sent.flatMap(({ person, number, at }) => {
    const since = posted.get(`${person}:${number}`);
    return since === undefined ? [] : { person, ms: at - since };
  });
