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
  /** The event as it came, JSON. */
  readonly body: unknown;
  /** Key shared by the parts of one album. */
  readonly album?: string;
}

/** How long the parts of an album are waited for: they come one by one within a fraction of a second. */
const ALBUM_MS = 700;

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
    await core.db.inbox.createMany({
      data: fresh.map(({ channel, externalId, from, body, album }) => {
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
      }),
    });
    return fresh;
  });
  if (fresh.length > 0) core.wake("turns");
  return fresh.length;
}
