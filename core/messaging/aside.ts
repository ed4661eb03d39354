import type { Channel } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";

/** A turn that failed every time. Ids and kinds only: what the person wrote is not shown. */
export interface Aside {
  readonly id: string;
  readonly person: string;
  readonly channel: Channel;
  /** Name and code of the error. */
  readonly error: string;
  readonly at: Date;
}

/** Turns that were set aside and nobody has looked at, the oldest first. */
export function asides(core: Core, limit = 10): Promise<Aside[]> {
  return core.db.setAside
    .findMany({ where: { seenAt: null }, orderBy: [{ at: "asc" }, { id: "asc" }], take: limit })
    .then((rows) =>
      rows.map(({ id, personId, channel, error, at }) => ({ id, person: personId, channel, error, at })),
    );
}

/** Marks one as looked at. False: it was, or there is none such. */
export async function asideSeen(core: Core, id: string): Promise<boolean> {
  const { count } = await core.db.setAside.updateMany({
    where: { id, seenAt: null },
    data: { seenAt: core.clock.now() },
  });
  return count > 0;
}

/** Gives the person's turn another try, after whatever of theirs waits now. Asked twice, it is tried once. */
export function retryAside(core: Core, id: string): Promise<boolean> {
  return transact(core, async (core) => {
    if (!(await asideSeen(core, id))) return false;
    const { personId, channel, externalId, sealed } = await core.db.setAside.findUniqueOrThrow({
      where: { id },
    });
    await core.db.inbox.create({
      data: { personId, channel, externalId, sealed: new Uint8Array(sealed), receivedAt: core.clock.now() },
      select: { seq: true },
    });
    core.wake("turns");
    return true;
  });
}

/** A delivery of which nobody knows whether it arrived. */
export interface Uncertain {
  readonly id: string;
  readonly person: string;
  readonly channel: Channel;
  /** It shows a message of a conversation, which can be sent again. */
  readonly message: boolean;
  readonly at: Date;
}

/** Uncertain deliveries that nobody has tried again or looked at, the oldest first. */
export function uncertainDeliveries(core: Core, limit = 10): Promise<Uncertain[]> {
  return core.db.delivery
    .findMany({
      where: { outcome: "uncertain", retriedAt: null, seenAt: null },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: limit,
    })
    .then((rows) =>
      rows.map(({ id, personId, channel, messageId, at }) => ({
        id,
        person: personId,
        channel,
        message: messageId !== null,
        at,
      })),
    );
}

/** Marks one as looked at; its author may still send it again. */
export async function uncertainSeen(core: Core, id: string): Promise<boolean> {
  const { count } = await core.db.delivery.updateMany({
    where: { id, outcome: "uncertain", seenAt: null },
    data: { seenAt: core.clock.now() },
  });
  return count > 0;
}
