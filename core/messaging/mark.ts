import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import { abilities } from "./channels.ts";
import { leased, type Claimed } from "./lanes.ts";
import type { Operation } from "./operation.ts";
import type { Settled } from "./settle.ts";

/** An operation that was performed, and what the messenger calls what it sent. */
export interface Done {
  readonly row: Claimed;
  readonly externalIds: readonly string[];
  /** What was sent is a message of a conversation: it is found again by its place. */
  readonly shows: boolean;
}

/** What became of an operation, where nothing is to be said about it but that it is done; else it is settled by itself. */
export function doneWith(row: Claimed, { op }: Operation, outcome: Settled): Done | undefined {
  const { buttons, failsLate } = abilities[row.channel];
  if (outcome.kind !== "sent" || op === "openTopic" || !buttons || failsLate) return undefined;
  return { row, externalIds: outcome.externalIds, shows: op === "send" && row.messageId !== null };
}

/**
 * Writes down that operations were performed, all at once, and leases what stands next in their lanes, of up to `limit`
 * of them. What was taken out of the queue meanwhile is left as it is. So is what another process has leased since: it is
 * being sent once more, and what stands behind it goes after that; where the first copy is found is written down.
 */
export function mark(
  core: Core,
  channels: readonly Channel[],
  done: readonly Done[],
  limit: number,
): Promise<Claimed[]> {
  const ids = done.map(({ row }) => row.id);
  return rowsOf(core.db)<Claimed>`
    with
    -- By its id alone: meanwhile its person may have become another (core/accounts/link).
    found as (
      select o.*, o.tries = d.tries as ours, d.chat, d.shows, string_to_array(d.external_ids, ',') as external_ids
      from unnest(
        ${ids}::uuid[],
        ${done.map(({ row }) => row.tries)}::int[],
        ${done.map(({ row }) => row.chat)}::text[],
        ${done.map(({ externalIds }) => externalIds.join(","))}::text[],
        ${done.map(({ shows }) => shows)}::boolean[]
      ) d (id, tries, chat, external_ids, shows)
      cross join lateral (
        select o.id, o.person_id, o.lane_id, o.channel, o.message_id, o.part, o.tries
        from outbox o where o.id = d.id for update
      ) o
    ),
    gone as (select * from found where ours),
    taken as (delete from outbox where id = any(array(select id from gone))),
    noted as (
      insert into delivery (id, person_id, lane_id, message_id, part, channel, outcome, external_ids, tries, at)
      select id, person_id, lane_id, message_id, part, channel, 'sent', external_ids, tries,
        ${core.clock.now()}::timestamptz
      from gone
    ),
    placed as (
      insert into message_copy (channel, chat, external_id, message_id, part, original)
      select g.channel, g.chat, x.external_id, m.id, g.part + x.n::int - 1, false
      from found g
      join message m on m.id = g.message_id
      cross join unnest(g.external_ids) with ordinality x (external_id, n)
      where g.shows
      on conflict do nothing
    ),
    first as (
      select l.person_id, l.lane_id, l.channel, n.seq
      from (select distinct person_id, lane_id, channel from gone) l
      cross join lateral (
        select o.seq from outbox o
        where o.person_id = l.person_id and o.lane_id = l.lane_id and o.channel = l.channel
          and o.id <> all(${ids}::uuid[])
        order by o.seq limit 1
      ) n
    ),
    ${leased(core, channels, { limit, except: ids })}`;
}
