import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";

interface Address {
  readonly channel: Channel;
  readonly from: string;
}

const keyOf = (channel: Channel, externalId: string) => `${channel} ${externalId}`;

/** The person behind each address, by `<channel> <external id>`; whoever writes for the first time is made. */
export async function persons(core: Core, addresses: readonly Address[]): Promise<Map<string, string>> {
  const wanted = new Map(addresses.map((a) => [keyOf(a.channel, a.from), a]));
  const found = await lookUp(core, [...wanted.values()]);
  const missing = [...wanted].filter(([key]) => !found.has(key)).map(([, address]) => address);
  if (missing.length === 0) return found;

  const made = missing.map((address) => ({ ...address, id: core.ids() }));
  const createdAt = core.clock.now();
  await core.db.person.createMany({ data: made.map(({ id, channel }) => ({ id, channel, createdAt })) });
  const won = await core.db.identity.createManyAndReturn({
    data: made.map(({ id, channel, from }) => ({ channel, externalId: from, personId: id, createdAt })),
    skipDuplicates: true,
    select: { personId: true },
  });
  // Another process met the same person at the same moment: its row stands, ours is left without an address.
  const kept = new Set(won.map(({ personId }) => personId));
  const lost = made.filter(({ id }) => !kept.has(id));
  if (lost.length > 0) await core.db.person.deleteMany({ where: { id: { in: lost.map(({ id }) => id) } } });
  return new Map([...found, ...(await lookUp(core, missing))]);
}

async function lookUp(core: Core, addresses: readonly Address[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const rows = await core.db.identity.findMany({
    where: { OR: addresses.map(({ channel, from }) => ({ channel, externalId: from })) },
    select: { channel: true, externalId: true, personId: true },
  });
  return new Map(rows.map((row) => [keyOf(row.channel, row.externalId), row.personId]));
}
