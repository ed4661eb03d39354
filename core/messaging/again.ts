import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import type { Claimed } from "./lanes.ts";

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
  await core.db.outbox.update({ where: { id: row.id }, data: { leaseUntil: null, dueAt, unknowns } });
}

/** How long to wait where the messenger does not say (a 429 does): it grows. */
export const waitFor = ({ tries }: Claimed, ms: number): number =>
  tries < QUICK_TRIES ? ms : Math.max(ms, SLOW_MS);

/** An operation whose chat was refused for so many milliseconds. */
export interface Paused {
  readonly row: Claimed;
  readonly ms: number;
}

/**
 * Leaves operations at their places in the queue and lets nothing be sent to their chats until their times are over, all at
 * once: whoever is refused is refused in every conversation of theirs, and others should not notice.
 */
export async function pauseChats(core: Core, paused: readonly Paused[]): Promise<void> {
  const now = core.clock.now().getTime();
  await rowsOf(core.db)`
    with waits as (
      update outbox o set lease_until = null, due_at = p.until
      from unnest(
        ${paused.map(({ row }) => row.id)}::uuid[],
        ${paused.map(({ row }) => row.tries)}::int[],
        ${paused.map(({ ms }) => new Date(now + ms))}::timestamptz[]
      ) p (id, tries, until)
      -- One that another process has leased since is that one's (leave.ts).
      where o.id = p.id and o.tries = p.tries
      returning o.person_id, o.channel, p.until
    )
    update identity i set paused_until = w.until
    from (select person_id, channel, max(until) as until from waits group by person_id, channel) w
    where i.person_id = w.person_id and i.channel = w.channel`;
}
