import { moveCopies, reunite } from "../accounts/link/reunite.ts";
import type { Channel } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";

/** A messenger's word that somebody is called otherwise from now on. */
export interface Renamed {
  readonly channel: Channel;
  /** The messenger's id of this notification. */
  readonly externalId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * A person of a messenger has another number, or the messenger another id for them: their account, chats and cases go
 * on under the new name, and whoever comes under the old one is somebody else. Who has written under the new one already
 * is one with them, where that can be (core/accounts/link/reunite.ts). Told twice, it counts once; of people who never
 * wrote it says nothing to us.
 */
export function rename(core: Core, { channel, externalId, from, to }: Renamed): Promise<void> {
  return transact(core, async (core) => {
    const at = core.clock.now();
    const { count } = await core.db.received.createMany({
      data: [{ channel, externalId, at }],
      skipDuplicates: true,
    });
    if (count === 0 || from === to) return;
    const known = await addressOf(core, channel, from);
    if (known === undefined) return;
    const other = await addressOf(core, channel, to);
    if (other !== undefined && (await reunite(core, { channel, from: other, also: known })) === "apart")
      return;
    await change(core, { channel, from, to });
  });
}

/** The address in `identity` that one of a person's names leads to. */
async function addressOf(core: Core, channel: Channel, name: string): Promise<string | undefined> {
  const identity = await core.db.identity.findFirst({
    where: { channel, OR: [{ externalId: name }, { alias: { is: { alias: name } } }] },
    select: { externalId: true },
  });
  return identity?.externalId;
}

/** Where the old name stands, the new one does; a person who has both keeps one. */
async function change(core: Core, { channel, from, to }: Omit<Renamed, "externalId">): Promise<void> {
  const { alias, identity } = core.db;
  const taken = await addressOf(core, channel, to);
  if (taken === to) {
    await alias.deleteMany({ where: { channel, alias: from } });
    return;
  }
  if (taken !== undefined) await alias.deleteMany({ where: { channel, alias: to } });
  const { count } = await identity.updateMany({
    where: { channel, externalId: from },
    data: { externalId: to },
  });
  if (count > 0) await moveCopies(core, channel, from, to);
  else await alias.updateMany({ where: { channel, alias: from }, data: { alias: to } });
}
