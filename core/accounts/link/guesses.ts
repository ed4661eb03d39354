import type { Core } from "../../platform/core.ts";

/** Wrong codes that a person may type before they have to wait. */
const TRIES = 5;
const WINDOW_MS = 3_600_000;

/** How many wrong codes a person may still type within the hour. */
export async function triesLeft(core: Core, person: string): Promise<number> {
  const since = new Date(core.clock.now().getTime() - WINDOW_MS);
  const count = await core.db.linkGuess.count({ where: { personId: person, at: { gt: since } } });
  return Math.max(0, TRIES - count);
}

/** Notes a wrong code. */
export async function noteGuess(core: Core, person: string): Promise<void> {
  await core.db.linkGuess.create({ data: { personId: person, at: core.clock.now() }, select: { seq: true } });
}
