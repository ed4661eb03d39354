import type { Channel } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import { sealJson } from "../platform/sealed.ts";
import { persons } from "./persons.ts";

/** Something a messenger delivered. */
export interface Arrival {
  readonly channel: Channel;
  /** The messenger's key of the event: a second arrival under it is dropped. */
  readonly externalId: string;
  /** The sender's address. */
  readonly from: string;
  /** Another name of the sender, by which they may be known already or be called later (aliases.ts). */
  readonly also?: string | undefined;
  /** The event as it came, JSON. */
  readonly body: unknown;
  /** Key shared by the parts of one album. */
  readonly album?: string;
  /** A picture or film of a messenger that does not say which were chosen together. */
  readonly picture?: true;
}

/** How long the parts of an album are waited for: they come one by one within a fraction of a second. */
const ALBUM_MS = 700;
/** How long after a picture the next one may come to be part of the same answer: a phone uploads them in turn. */
const RUN_MS = 1_500;

/**
 * Puts events into the inbox, once each, in the order given. When it resolves they are committed and may be
 * acknowledged. Repeats are known for 7 days; messengers deliver again for up to one.
 *
 * @returns how many were new
 */
export async function receive(core: Core, arrivals: readonly Arrival[]): Promise<number> {
  if (arrivals.length === 0) return 0;
  const fresh = await transact(core, async (core) => {
    const now = core.clock.now();
    const known = await remembered(core, arrivals);
    // A batch may hold the same event twice: only its first counts.
    const fresh = arrivals.filter((arrival) => known.delete(keyOf(arrival)));
    const owners = await persons(core, fresh);
    const rows = fresh.map(({ channel, externalId, from, body, album }): Row => {
      const personId = owners.get(`${channel} ${from}`);
      if (!personId) throw new Error("an arrival without a person");
      return {
        personId,
        channel,
        externalId,
        sealed: sealJson(core.keys, `inbox:${channel}:${externalId}`, body),
        album: album ?? null,
        holdUntil: album ? new Date(now.getTime() + ALBUM_MS) : null,
      };
    });
    const pictures = new Set(fresh.flatMap(({ externalId, picture }) => (picture ? [externalId] : [])));
    await joinRuns(core, rows, pictures);
    await enter(core, rows, now);
    if (core.faults) await core.faults("inbox.afterInsert");
    return fresh;
  });
  if (core.faults) await core.faults("inbox.afterCommit");
  if (fresh.length > 0) core.wake("turns");
  return fresh.length;
}

const keyOf = ({ channel, externalId }: Pick<Arrival, "channel" | "externalId">): string =>
  `${channel} ${externalId}`;

/** Notes the keys of events, always in one order, so that two who note the same never wait for each other. */
async function remembered(core: Core, arrivals: readonly Arrival[]): Promise<Set<string>> {
  const rows = await rowsOf(core.db)<Pick<Arrival, "channel" | "externalId">>`
    insert into received (channel, external_id, at)
    select channel, external_id, ${core.clock.now()}::timestamptz
    from unnest(
      ${arrivals.map(({ channel }) => channel)}::channel[],
      ${arrivals.map(({ externalId }) => externalId)}::text[]
    ) a (channel, external_id)
    order by channel, external_id
    on conflict do nothing
    returning channel::text as channel, external_id as "externalId"`;
  return new Set(rows.map(keyOf));
}

async function enter(core: Core, rows: readonly Row[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await rowsOf(core.db)`
    insert into inbox (person_id, channel, external_id, sealed, received_at, album, hold_until)
    select person_id, channel, external_id, sealed, ${now}::timestamptz, album, hold_until
    from unnest(
      ${rows.map(({ personId }) => personId)}::uuid[],
      ${rows.map(({ channel }) => channel)}::channel[],
      ${rows.map(({ externalId }) => externalId)}::text[],
      ${rows.map(({ sealed }) => sealed)}::bytea[],
      ${rows.map(({ album }) => album)}::text[],
      ${rows.map(({ holdUntil }) => holdUntil)}::timestamptz[]
    ) with ordinality r (person_id, channel, external_id, sealed, album, hold_until, n)
    order by n`;
}

interface Row {
  readonly personId: string;
  readonly channel: Channel;
  readonly externalId: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
  album: string | null;
  holdUntil: Date | null;
}

/** How the key of such a run begins; an album has its messenger's own key. */
const RUN = "run:";

/**
 * Pictures sent one after another while a question is open are one answer, as an album is. In a chat they pass at
 * once, each by itself.
 */
async function joinRuns(core: Core, rows: readonly Row[], pictures: ReadonlySet<string>): Promise<void> {
  if (pictures.size === 0) return;
  const senders = rows.filter(({ externalId }) => pictures.has(externalId));
  const asked = await core.db.dialog.findMany({
    where: { personId: { in: senders.map(({ personId }) => personId) } },
    select: { personId: true },
  });
  const holdUntil = new Date(core.clock.now().getTime() + RUN_MS);
  for (const { personId } of asked) {
    const last = await core.db.inbox.findFirst({
      where: { personId },
      orderBy: { seq: "desc" },
      select: { album: true, tries: true },
    });
    let run = last?.tries === 0 && last.album?.startsWith(RUN) ? last.album : undefined;
    if (run) await core.db.inbox.updateMany({ where: { personId, album: run }, data: { holdUntil } });
    for (const row of rows.filter((each) => each.personId === personId)) {
      run = pictures.has(row.externalId) ? (run ?? `${RUN}${row.externalId}`) : undefined;
      if (run) Object.assign(row, { album: run, holdUntil });
    }
  }
}
