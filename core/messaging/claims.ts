import type { Channel } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import { openJson } from "../platform/sealed.ts";
import { queue } from "./outbox.ts";

/** The head of a person's inbox: one event, or all parts of an album. */
export interface Head {
  readonly personId: string;
  /** Who the person has become meanwhile (core/accounts/link). */
  readonly mergedIntoId: string | null;
  readonly seq: bigint;
  readonly channel: Channel;
  readonly tries: number;
  readonly receivedAt: Date;
  readonly album: string | null;
  /** Something else of theirs came after it. */
  readonly followed: boolean;
  readonly sealed: Uint8Array;
  readonly externalId: string;
}

/** An event as its turn gets it. */
export interface Received {
  readonly head: Head;
  /** The updates as the messenger sent them: one, or the parts of an album in order. */
  readonly updates: readonly [unknown, ...unknown[]];
  readonly seqs: readonly bigint[];
}

/** Waits between the tries of a failing turn: a database that comes back within a minute loses nobody's message. */
const BACKOFF_MS = [1_000, 10_000, 45_000];

/**
 * Claims the first event of up to `limit` persons, for the length of the transaction: the row is the person's lock,
 * so nobody else takes a turn of theirs meanwhile. An album is ready when its wait is over or something else came
 * after it.
 *
 * A queue is empty as a rule, and that is what Postgres has counted when it fills: then it goes through all of it for each
 * row, unless the statement leaves one way alone. So what is first of a person is looked up in the order of the key, and
 * rows to be written are named by a list, not joined (lanes.ts and mark.ts, too).
 */
export async function claimTurns(
  core: Core,
  channels: readonly Channel[],
  limit: number,
): Promise<Received[]> {
  const now = core.clock.now();
  const heads = await rowsOf(core.db)<Head>`
    select i.person_id as "personId", i.seq, i.channel::text as channel, i.external_id as "externalId", i.sealed,
      i.tries, i.received_at as "receivedAt", i.album, p.merged_into_id as "mergedIntoId",
      exists (select 1 from inbox l where l.person_id = i.person_id and l.seq > i.seq) as followed
    from inbox i join person p on p.id = i.person_id
    where i.channel = any(${channels}::channel[])
      and i.seq = (
        select e.seq from inbox e where (e.person_id, e.seq) >= (i.person_id, 0) order by e.person_id, e.seq limit 1)
      and (i.hold_until is null or i.hold_until <= ${now}
           or (i.album is not null and i.tries = 0 and exists (
             select 1 from inbox l where l.person_id = i.person_id and l.seq > i.seq and l.album is distinct from i.album)))
    order by i.seq
    limit ${limit}
    for no key update of i skip locked`;
  const events: Received[] = [];
  // One after another: a transaction is one connection.
  for (const head of heads) events.push(await received(core, head));
  return events;
}

async function received(core: Core, head: Head): Promise<Received> {
  const first = opened(core, head);
  if (!head.album) return { head, updates: [first], seqs: [head.seq] };
  const rows = await core.db.inbox.findMany({
    where: { personId: head.personId, album: head.album, seq: { gt: head.seq } },
    orderBy: { seq: "asc" },
  });
  return {
    head,
    updates: [first, ...rows.map((row) => opened(core, row))],
    seqs: [head.seq, ...rows.map(({ seq }) => seq)],
  };
}

const opened = (core: Core, row: { channel: Channel; externalId: string; sealed: Uint8Array }): unknown =>
  openJson(core.keys, `inbox:${row.channel}:${row.externalId}`, row.sealed);

/**
 * What came in for a person who has become another, after those two were made one: it waits in the other's queue now,
 * in the order in which it came.
 */
export async function forwardTurns(core: Core, from: string, into: string): Promise<void> {
  await core.db.inbox.updateMany({ where: { personId: from }, data: { personId: into } });
  core.wake("turns");
}

/**
 * Takes events out of the inbox: their turns are done. To be called where they were claimed, not within a savepoint: a row
 * that one part of a transaction has locked and another deletes gets a multixact, which an index scan never takes for dead,
 * and the person's next claims walk over it until a vacuum (20 such rows for each that was looked for).
 */
export async function finishTurns(core: Core, events: readonly Received[]): Promise<void> {
  if (events.length === 0) return;
  await rowsOf(core.db)`
    delete from inbox where seq = any(${events.flatMap(({ seqs }) => [...seqs])}::bigint[])`;
}

/**
 * Counts a turn that failed and was rolled back. After the last try the event is set aside, with an apology and
 * without the open dialog, and the person's next one goes on. `moved`: it is not this person's any more.
 */
export function failTurn(
  core: Core,
  { head, seqs }: Received,
  error: string,
): Promise<"again" | "aside" | "moved"> {
  return transact(core, async (core) => {
    const now = core.clock.now();
    const wait = BACKOFF_MS[head.tries];
    if (wait !== undefined) {
      const { count } = await core.db.inbox.updateMany({
        where: { personId: head.personId, seq: head.seq },
        data: { tries: head.tries + 1, holdUntil: new Date(now.getTime() + wait) },
      });
      return count > 0 ? "again" : "moved";
    }
    const rows = await core.db.inbox.findMany({ where: { personId: head.personId, seq: { in: [...seqs] } } });
    const { personId } = head;
    await core.db.setAside.createMany({
      data: rows.map(({ channel, externalId, sealed }) => ({
        id: core.ids(),
        personId,
        channel,
        externalId,
        sealed,
        error,
        at: now,
      })),
    });
    await finishTurns(core, [{ head, seqs, updates: [null] }]);
    await core.db.dialog.deleteMany({ where: { personId } });
    await queue(core, {
      to: personId,
      channel: head.channel,
      operation: { op: "notice", notice: { kind: "apology" } },
    });
    return "aside";
  });
}

/** When the next event that only waits for its time is due; null: none waits. */
export async function nextHeld(core: Core): Promise<Date | null> {
  const [row] = await rowsOf(core.db)<{ at: Date | null }>`
    select min(hold_until) as at from inbox where hold_until > ${core.clock.now()}`;
  return row?.at ?? null;
}
