import type { Channel } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { enter, enterKnown, remembered, rowOf } from "./enter.ts";
import { persons } from "./persons.ts";
import { joinRuns } from "./picture-runs.ts";

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

/**
 * Puts events into the inbox, once each, in the order given. When it resolves they are committed and may be
 * acknowledged. Repeats are known for 7 days; messengers deliver again for up to one.
 *
 * @returns how many were new
 */
export async function receive(core: Core, arrivals: readonly Arrival[]): Promise<number> {
  if (arrivals.length === 0) return 0;
  const once = firstOfEach(arrivals);
  const fresh = (await ofKnown(core, once)) ?? (await ofAnybody(core, once));
  if (core.faults) await core.faults("inbox.afterCommit");
  if (fresh > 0) core.wake("turns");
  return fresh;
}

/** A batch may hold the same event twice: only its first counts. */
function firstOfEach(arrivals: readonly Arrival[]): Arrival[] {
  const firsts = new Map<string, Arrival>();
  for (const arrival of arrivals) if (!firsts.has(keyOf(arrival))) firsts.set(keyOf(arrival), arrival);
  return [...firsts.values()];
}

const keyOf = ({ channel, externalId }: Pick<Arrival, "channel" | "externalId">): string =>
  `${channel} ${externalId}`;

/**
 * Nearly all events are of people whom we know by the name they come under, and nothing else has to be looked at: one
 * statement is then the whole transaction, and nobody waits for more than one way to the database and back. Undefined:
 * it takes more than that, and nothing was written.
 */
async function ofKnown(core: Core, arrivals: readonly Arrival[]): Promise<number | undefined> {
  if (arrivals.some(({ also, picture }) => also !== undefined || picture)) return undefined;
  // A fault strikes between the rows and their commit: for that there has to be a transaction around them.
  if (!core.faults) return enterKnown(core, arrivals);
  return transact(core, async (core) => {
    const fresh = await enterKnown(core, arrivals);
    if (fresh !== undefined) await core.faults?.("inbox.afterInsert");
    return fresh;
  });
}

/** Who writes for the first time is met, and the pictures of one answer are joined. */
function ofAnybody(core: Core, arrivals: readonly Arrival[]): Promise<number> {
  return transact(core, async (core) => {
    const known = await remembered(core, arrivals);
    const fresh = arrivals.filter((arrival) => known.has(keyOf(arrival)));
    const owners = await persons(core, fresh);
    const rows = fresh.map((arrival) => {
      const personId = owners.get(`${arrival.channel} ${arrival.from}`);
      if (!personId) throw new Error("an arrival without a person");
      return { ...rowOf(core, arrival), personId };
    });
    const pictures = new Set(fresh.flatMap(({ externalId, picture }) => (picture ? [externalId] : [])));
    await joinRuns(core, rows, pictures);
    await enter(core, rows);
    if (core.faults) await core.faults("inbox.afterInsert");
    return fresh.length;
  });
}
