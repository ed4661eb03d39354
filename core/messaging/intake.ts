import type { Channel } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
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
    const keys = await core.db.received.createManyAndReturn({
      data: arrivals.map(({ channel, externalId }) => ({ channel, externalId, at: now })),
      skipDuplicates: true,
      select: { channel: true, externalId: true },
    });
    const known = new Set(keys.map(({ channel, externalId }) => `${channel} ${externalId}`));
    // A batch may hold the same event twice: only its first counts.
    const fresh = arrivals.filter(({ channel, externalId }) => known.delete(`${channel} ${externalId}`));
    const owners = await persons(core, fresh);
    const rows = fresh.map(({ channel, externalId, from, body, album }): Row => {
      const personId = owners.get(`${channel} ${from}`);
      if (!personId) throw new Error("an arrival without a person");
      return {
        personId,
        channel,
        externalId,
        sealed: sealJson(core.keys, `inbox:${channel}:${externalId}`, body),
        receivedAt: now,
        album: album ?? null,
        holdUntil: album ? new Date(now.getTime() + ALBUM_MS) : null,
      };
    });
    const pictures = new Set(fresh.flatMap(({ externalId, picture }) => (picture ? [externalId] : [])));
    await joinRuns(core, rows, pictures);
    await core.db.inbox.createMany({ data: rows });
    if (core.faults) await core.faults("inbox.afterInsert");
    return fresh;
  });
  if (core.faults) await core.faults("inbox.afterCommit");
  if (fresh.length > 0) core.wake("turns");
  return fresh.length;
}

interface Row {
  readonly personId: string;
  readonly channel: Channel;
  readonly externalId: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly receivedAt: Date;
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
