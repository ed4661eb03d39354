import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";

/** Two names of one person, told by the messenger in one breath. */
export interface Pair {
  readonly channel: Channel;
  /** The messenger's own id of the person. */
  readonly from: string;
  /** What they may have been known by before there was such an id: their number. */
  readonly also: string;
}

/** Those of which not all is known yet. */
export async function newPairs(core: Core, pairs: readonly Pair[]): Promise<Pair[]> {
  if (pairs.length === 0) return [];
  const names = pairs.flatMap(({ from, also }) => [from, also]);
  const rows = await core.db.alias.findMany({
    where: { channel: { in: pairs.map(({ channel }) => channel) }, alias: { in: names } },
    select: { channel: true, alias: true, externalId: true },
  });
  const known = new Set(rows.map(({ channel, alias, externalId }) => `${channel} ${alias} ${externalId}`));
  return pairs.filter(
    ({ channel, from, also }) =>
      !known.has(`${channel} ${from} ${also}`) && !known.has(`${channel} ${also} ${from}`),
  );
}

/**
 * Who was met by a number is found by the messenger's id of them from now on, and answered there. Only once: a second id
 * with the same number is somebody else's, to whom the number has passed.
 */
export async function adopt(core: Core, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const { channels, froms, alsos } = columns(pairs);
  await core.db.$executeRaw`
    insert into identity_alias (channel, alias, external_id, preferred)
    select t.channel, t.own, t.number, true
    from unnest(${channels}::channel[], ${froms}::text[], ${alsos}::text[]) t (channel, own, number)
    join identity i on i.channel = t.channel and i.external_id = t.number
    order by t.own
    on conflict do nothing`;
}

/**
 * Who was met by the messenger's id is found by their number, too: the one that they have now. A number that has passed
 * to somebody else leads to who has it now.
 */
export async function remember(core: Core, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const { channels, froms, alsos } = columns(pairs);
  await core.db.$executeRaw`
    delete from identity_alias a
    using unnest(${channels}::channel[], ${froms}::text[], ${alsos}::text[]) t (channel, own, number)
    where a.channel = t.channel and a.external_id = t.own and a.alias <> t.number and not a.preferred`;
  await core.db.$executeRaw`
    insert into identity_alias as a (channel, alias, external_id, preferred)
    select distinct on (t.channel, t.number) t.channel, t.number, t.own, false
    from unnest(${channels}::channel[], ${froms}::text[], ${alsos}::text[]) t (channel, own, number)
    join identity i on i.channel = t.channel and i.external_id = t.own
    where not exists (select 1 from identity o where o.channel = t.channel and o.external_id = t.number)
      and not exists (select 1 from identity_alias k where k.channel = t.channel and k.external_id = t.own)
    order by t.channel, t.number
    on conflict (channel, alias) do update set external_id = excluded.external_id where not a.preferred`;
}

const columns = (pairs: readonly Pair[]) => ({
  channels: pairs.map(({ channel }) => channel),
  froms: pairs.map(({ from }) => from),
  alsos: pairs.map(({ also }) => also),
});
