import { Prisma } from "../../prisma/generated/client.ts";
import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import { sealJson } from "../platform/sealed.ts";
import type { Arrival } from "./intake.ts";

/** How long the parts of an album are waited for: they come one by one within a fraction of a second. */
const ALBUM_MS = 700;

/** An event as it stands in the inbox, but for its person. */
interface Row {
  readonly channel: Channel;
  readonly externalId: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
  album: string | null;
  holdUntil: Date | null;
}

export interface Entry extends Row {
  readonly personId: string;
}

export const rowOf = (core: Core, { channel, externalId, body, album }: Arrival): Row => ({
  channel,
  externalId,
  sealed: sealJson(core.keys, `inbox:${channel}:${externalId}`, body),
  album: album ?? null,
  holdUntil: album === undefined ? null : new Date(core.clock.now().getTime() + ALBUM_MS),
});

/** The columns of rows, one list each: channel, external_id, sealed, album, hold_until. */
const columnsOf = (rows: readonly Row[]): Prisma.Sql => Prisma.sql`
  ${rows.map(({ channel }) => channel)}::channel[],
  ${rows.map(({ externalId }) => externalId)}::text[],
  ${rows.map(({ sealed }) => sealed)}::bytea[],
  ${rows.map(({ album }) => album)}::text[],
  ${rows.map(({ holdUntil }) => holdUntil)}::timestamptz[]`;

/**
 * Notes events and enters them, all in one statement, when every sender is known by the name they come under.
 * Returns how many were new; undefined: somebody is not known, and nothing was written. Keys are always noted in one
 * order, so that two who note the same never wait for each other.
 */
export async function enterKnown(core: Core, arrivals: readonly Arrival[]): Promise<number | undefined> {
  const now = core.clock.now();
  const rows = arrivals.map((arrival) => rowOf(core, arrival));
  const [done] = await rowsOf(core.db)<{ known: number; fresh: number }>`
    with arrived as (
      select * from unnest(${arrivals.map(({ from }) => from)}::text[], ${columnsOf(rows)})
        with ordinality a (sender, channel, external_id, sealed, album, hold_until, n)
    ), known as (
      select a.*, i.person_id
      from arrived a join identity i on i.channel = a.channel and i.external_id = a.sender
    ), fresh as (
      insert into received (channel, external_id, at)
      select channel, external_id, ${now}::timestamptz from known
      where (select count(*) from known) = ${arrivals.length}::int
      order by channel, external_id
      on conflict do nothing
      returning channel, external_id
    ), entered as (
      insert into inbox (person_id, channel, external_id, sealed, received_at, album, hold_until)
      select k.person_id, k.channel, k.external_id, k.sealed, ${now}::timestamptz, k.album, k.hold_until
      from known k join fresh f on f.channel = k.channel and f.external_id = k.external_id
      order by k.n
    )
    select (select count(*) from known)::int as known, (select count(*) from fresh)::int as fresh`;
  return done?.known === arrivals.length ? done.fresh : undefined;
}

/** Notes the keys of events, always in one order, and returns those that were not noted before. */
export async function remembered(core: Core, arrivals: readonly Arrival[]): Promise<Set<string>> {
  const rows = await rowsOf(core.db)<{ key: string }>`
    insert into received (channel, external_id, at)
    select channel, external_id, ${core.clock.now()}::timestamptz
    from unnest(
      ${arrivals.map(({ channel }) => channel)}::channel[],
      ${arrivals.map(({ externalId }) => externalId)}::text[]
    ) a (channel, external_id)
    order by channel, external_id
    on conflict do nothing
    returning channel || ' ' || external_id as key`;
  return new Set(rows.map(({ key }) => key));
}

/** Puts entries into the inbox, in the order given. */
export async function enter(core: Core, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await rowsOf(core.db)`
    insert into inbox (person_id, channel, external_id, sealed, received_at, album, hold_until)
    select person_id, channel, external_id, sealed, ${core.clock.now()}::timestamptz, album, hold_until
    from unnest(${entries.map(({ personId }) => personId)}::uuid[], ${columnsOf(entries)})
      with ordinality e (person_id, channel, external_id, sealed, album, hold_until, n)
    order by n`;
}
