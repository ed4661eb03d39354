import type { Core } from "../platform/core.ts";
import type { Claimed } from "./lanes.ts";
import { keyOf } from "./leave.ts";

/**
 * An operation that could not be performed now is tried again: a few times as soon as the messenger says, then every
 * half minute. 126 tries are about an hour: who has been away for longer finds it refused, with *Retry*.
 */
const QUICK_TRIES = 6;
const SLOW_MS = 30_000;
export const MAX_TRIES = 126;

/** Leaves an operation at its place in the queue, to be performed after so many milliseconds. */
export async function again(core: Core, row: Claimed, ms: number, unknowns: number): Promise<void> {
  const dueAt = new Date(core.clock.now().getTime() + ms);
  await core.db.outbox.update({ where: keyOf(row), data: { leaseUntil: null, dueAt, unknowns } });
}

/** 429 says how long; after anything else the wait grows. */
export const waitFor = (
  { tries }: Claimed,
  { ms, chat }: { readonly ms: number; readonly chat: boolean },
): number => (chat || tries < QUICK_TRIES ? ms : Math.max(ms, SLOW_MS));

/** Lets nothing be sent to this chat for so many milliseconds. */
export async function pauseChat(core: Core, row: Claimed, ms: number): Promise<void> {
  const pausedUntil = new Date(core.clock.now().getTime() + ms);
  await core.db.identity.updateMany({
    where: { personId: row.personId, channel: row.channel },
    data: { pausedUntil },
  });
}
