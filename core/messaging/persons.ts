import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import { adopt, newPairs, remember, type Pair } from "./aliases.ts";
import { reuniteTwins } from "./twins.ts";

export interface Address {
  readonly channel: Channel;
  readonly from: string;
  /** Another name of the same person (aliases.ts), where the messenger tells one. */
  readonly also?: string | undefined;
}

const keyOf = (channel: Channel, name: string) => `${channel} ${name}`;

/**
 * The person behind each address, by `<channel> <from>`; whoever writes for the first time is made, and whoever was
 * met twice, once under each of two names, is one from now on.
 */
export async function persons(core: Core, addresses: readonly Address[]): Promise<Map<string, string>> {
  const told = pairsOf(addresses);
  await reuniteTwins(core, told);
  const pairs = await newPairs(core, told);
  await adopt(core, pairs);
  // Who comes under one name may be somebody who comes under two with them.
  const two = await findOrMeet(
    core,
    addresses.filter(({ also }) => also !== undefined),
  );
  await remember(core, pairs);
  const one = await findOrMeet(
    core,
    addresses.filter(({ also }) => also === undefined),
  );
  return new Map([...two, ...one]);
}

async function findOrMeet(core: Core, addresses: readonly Address[]): Promise<Map<string, string>> {
  const wanted = new Map(addresses.map((a) => [keyOf(a.channel, a.from), a]));
  const found = await lookUp(core, [...wanted.values()]);
  const missing = [...wanted].filter(([key]) => !found.has(key)).map(([, address]) => address);
  return missing.length === 0 ? found : new Map([...found, ...(await meet(core, missing))]);
}

/** The two names of everybody who has two, each pair once. */
function pairsOf(addresses: readonly Address[]): Pair[] {
  const pairs = addresses.flatMap(({ channel, from, also }) =>
    also === undefined || also === from ? [] : [{ channel, from, also }],
  );
  return [...new Map(pairs.map((pair) => [keyOf(pair.channel, pair.from), pair])).values()];
}

async function meet(core: Core, missing: readonly Address[]): Promise<Map<string, string>> {
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
  return lookUp(core, missing);
}

/** By the address itself, else by another name for it. */
async function lookUp(core: Core, addresses: readonly Address[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const rows = await rowsOf(core.db)<{ channel: Channel; name: string; personId: string }>`
    select w.channel::text as channel, w.name, i.person_id as "personId"
    from unnest(
      ${addresses.map(({ channel }) => channel)}::channel[],
      ${addresses.map(({ from }) => from)}::text[]
    ) w (channel, name)
    left join identity own on own.channel = w.channel and own.external_id = w.name
    left join identity_alias a on own.external_id is null and a.channel = w.channel and a.alias = w.name
    join identity i on i.channel = w.channel and i.external_id = coalesce(own.external_id, a.external_id)`;
  return new Map(rows.map(({ channel, name, personId }) => [keyOf(channel, name), personId]));
}
