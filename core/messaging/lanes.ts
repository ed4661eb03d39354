import { Prisma } from "../../prisma/generated/client.ts";
import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";

/** An operation claimed for sending. */
export interface Claimed {
  readonly personId: string;
  readonly laneId: string;
  readonly seq: bigint;
  readonly id: string;
  readonly channel: Channel;
  readonly sealed: Uint8Array;
  readonly messageId: string | null;
  readonly part: number;
  readonly fileIds: readonly string[];
  readonly tries: number;
  readonly unknowns: number;
  readonly createdAt: Date;
  /** The chat as we know it: by it the places of messages are told. */
  readonly chat: string;
  /** What the messenger wants it called (aliases.ts). */
  readonly address: string;
  /** Staff: the topic of the lane's conversation, if one is open. */
  readonly topic: string | null;
  /** Until when the messenger lets us write freely to this person; null: always. */
  readonly windowUntil: Date | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
}

/** Longer than the slowest send (a 50 MB upload, with the HTTP client's own limit of 60 s). */
export const LEASE_MS = 90_000;
/**
 * How long a lane waits for a file, which is fetched or given up long before: a process that died with it in hand holds
 * it for a minute. After this the lane goes on and the sender is told.
 */
const FILE_HOLD_MS = 180_000;

/**
 * Leases the first operation of up to `limit` lanes that may be sent now, for each messenger of the reader: what cannot
 * be sent in the one they left does not hold up the other. `underWay` are those that this process is sending: when
 * the clock jumps, a lease runs out under a living sender.
 */
export function claimHeads(
  core: Core,
  channels: readonly Channel[],
  { limit, underWay }: { readonly limit: number; readonly underWay: readonly string[] },
): Promise<Claimed[]> {
  // From lane to lane along the index: what it costs grows with the lanes that hold something, not with what they hold.
  return rowsOf(core.db)<Claimed>`
    with recursive first (person_id, lane_id, channel, seq) as (
      (select person_id, lane_id, channel, seq from outbox order by person_id, lane_id, channel, seq limit 1)
      union all
      select n.* from first f cross join lateral (
        select o.person_id, o.lane_id, o.channel, o.seq from outbox o
        where (o.person_id, o.lane_id, o.channel) > (f.person_id, f.lane_id, f.channel)
        order by o.person_id, o.lane_id, o.channel, o.seq limit 1
      ) n
    ),
    ${leased(core, channels, { limit, except: underWay })}`;
}

/**
 * The end of a statement that leases what stands in `first (person_id, lane_id, channel, seq)`, the heads of lanes. A lane
 * whose first operation is leased, not due, or waits for a file, waits as a whole; so do all of a messenger that is
 * switched off (whatsapp-switch.ts). An operation found with a lease that ran out was being sent when its process died:
 * its outcome is unknown, which is counted.
 */
export function leased(
  core: Core,
  channels: readonly Channel[],
  { limit, except }: { readonly limit: number; readonly except: readonly string[] },
): Prisma.Sql {
  const now = core.clock.now();
  const lease = new Date(now.getTime() + LEASE_MS);
  const filesSince = new Date(now.getTime() - FILE_HOLD_MS);
  return Prisma.sql`
    head as (
      select o.*, i.external_id, coalesce(a.alias, i.external_id) as address, i.window_until, p.locale, p.time_zone, d.topic
      from (select * from first where channel = any(${channels}::channel[]) order by seq) f
      -- By what the lane says, not what the operation says: offered both, Postgres goes through all that waits in a channel.
      join person w on w.id = f.person_id
      -- Queued by who had not heard yet that this person has become another.
      join person p on p.id = coalesce(w.merged_into_id, w.id)
      join identity i on i.person_id = p.id and i.channel = f.channel
      left join identity_alias a on a.channel = i.channel and a.external_id = i.external_id and a.preferred
      left join desk d on d.conversation_id = f.lane_id and d.staff_id = p.id
      -- Looked up for each: joined, Postgres might compare each of them with all that waits (claims.ts).
      cross join lateral (
        select person_id, lane_id, seq, id, channel, sealed, message_id, part, file_ids, created_at, tries + 1 as tries,
          unknowns + case when lease_until is null then 0 else 1 end as unknowns
        from outbox o
        where o.person_id = f.person_id and o.lane_id = f.lane_id and o.channel = f.channel and o.seq = f.seq
          and o.due_at <= ${now}
          and (o.lease_until is null or o.lease_until <= ${now})
          and o.id <> all(${except}::uuid[])
          and (o.created_at <= ${filesSince}
               or not exists (select 1 from file f where f.id = any(o.file_ids) and f.state = 'pending'))
        for no key update of o skip locked
      ) o
      where not exists (select 1 from channel_stop s where s.channel = f.channel and s.ended_at is null)
        and (i.paused_until is null or i.paused_until <= ${now})
      limit ${limit}
    ),
    kept as (
      update outbox o
      set lease_until = ${lease}, tries = o.tries + 1,
          unknowns = o.unknowns + case when o.lease_until is null then 0 else 1 end
      where o.id = any(array(select id from head))
    )
    select person_id as "personId", lane_id as "laneId", seq, id, channel::text as channel, sealed,
      message_id as "messageId", part, file_ids as "fileIds", tries, unknowns, created_at as "createdAt",
      external_id as chat, address, topic, window_until as "windowUntil", locale, time_zone as "timeZone"
    from head`;
}

/** When the earliest operation that only waits for its time, or its person's, is due; null: none waits. */
export async function nextDue(core: Core): Promise<Date | null> {
  const now = core.clock.now();
  // By what waits, which is little, instead of all that is queued: an operation put off is due later than it was made.
  const [row] = await rowsOf(core.db)<{ at: Date | null }>`
    select min(at) as at from (
      select greatest(o.due_at, i.paused_until) as at
      from outbox o join identity i on i.person_id = o.person_id and i.channel = o.channel
      where o.due_at > o.created_at and o.due_at > ${now} and o.lease_until is null
      union all
      select i.paused_until
      from identity i
      where i.paused_until > ${now}
        and exists (
          select 1 from outbox o where o.person_id = i.person_id and o.channel = i.channel and o.lease_until is null)
    ) waits`;
  return row?.at ?? null;
}
