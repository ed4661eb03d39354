import { reunite, type Twins } from "../accounts/link/reunite.ts";
import type { Core } from "../platform/core.ts";
import type { Pair } from "./aliases.ts";

interface Found extends Twins {
  /** The number leads to this id already: they were found apart before. */
  readonly known: boolean;
}

/**
 * Who was met under each of their two names, as two persons, is one as soon as the messenger tells both names in one
 * breath. Not where the number has passed on: when its former holder is known by another id of the messenger's; or has
 * an account, while whoever comes with it now had another number.
 */
export async function reuniteTwins(core: Core, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const channels = pairs.map(({ channel }) => channel);
  const [froms, alsos] = [pairs.map(({ from }) => from), pairs.map(({ also }) => also)];
  const twins = await core.db.$queryRaw<Found[]>`
    select t.channel::text as channel, t.own as "from", t.number as also, k.alias is not null as known
    from unnest(${channels}::channel[], ${froms}::text[], ${alsos}::text[]) t (channel, own, number)
    join identity i on i.channel = t.channel and i.external_id = t.own
    join identity n on n.channel = t.channel and n.external_id = t.number and n.person_id <> i.person_id
    left join identity_alias k on k.channel = n.channel and k.external_id = n.external_id
    left join identity_alias o on o.channel = i.channel and o.external_id = i.external_id
    where (k.alias is null or k.alias = t.own)
      and (o.alias is null or not exists (select 1 from owner w where w.id = n.person_id))
    order by t.own`;
  for (const { known, ...pair } of twins) await reunite(core, pair, known);
}
