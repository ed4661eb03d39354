import { dialogOf } from "../../messaging/dialog-state.ts";
import { moveKept } from "../../messaging/kept.ts";
import type { Core } from "../../platform/core.ts";
import { mergeSupport } from "../../support/merge.ts";

/** Who is no more, and who they are now. */
export interface Merge {
  readonly from: string;
  readonly into: string;
}

/**
 * Makes a person who has no account part of another: addresses in messengers, what came in and waits, what is on its
 * way to them, kept messages, files and the talk with support. The consents that they gave stay under their id, as
 * proof of what was agreed to. To be called with both persons held.
 *
 * @returns the dialog that was open with them, in the bots' own form; it is closed
 */
export async function mergePerson(core: Core, merge: Merge): Promise<unknown> {
  const { from, into } = merge;
  await holdTurns(core, merge);
  const unfinished = await dialogOf(core, from);
  await core.db.dialog.deleteMany({ where: { personId: from } });
  await core.db.identity.updateMany({
    where: { personId: from, channel: { not: "staff" } },
    data: { personId: into },
  });
  await moveTraffic(core, merge);
  await moveKept(core, from, into);
  await mergeSupport(core, merge);
  await core.db.file.updateMany({ where: { personId: from }, data: { personId: into } });
  await core.db.message.updateMany({ where: { authorId: from }, data: { authorId: into } });
  // Numbers under what was shown so far were meant for a dialog that is closed.
  await core.db.offer.deleteMany({ where: { personId: from } });
  await moveWhoTheyAre(core, merge);
  return unfinished;
}

/** Waits for a turn that is just being taken of either. */
async function holdTurns(core: Core, { from, into }: Merge): Promise<void> {
  await core.db.$queryRaw`
    select 1 from inbox where person_id = any(${[from, into]}::uuid[]) order by seq for update`;
}

async function moveTraffic(core: Core, { from, into }: Merge): Promise<void> {
  const { db } = core;
  // The first row may be the turn at hand: it ends as theirs. Otherwise its turn finds out, and moves it (claims.ts).
  await db.$executeRaw`
    update inbox set person_id = ${into}::uuid
    where person_id = ${from}::uuid and seq > (select min(seq) from inbox where person_id = ${from}::uuid)`;
  await db.$executeRaw`
    update outbox set person_id = ${into}::uuid, lane_id = case when lane_id = person_id then ${into}::uuid else lane_id end
    where person_id = ${from}::uuid`;
  await db.$executeRaw`
    update delivery set person_id = ${into}::uuid, lane_id = case when lane_id = person_id then ${into}::uuid else lane_id end
    where person_id = ${from}::uuid`;
  await db.setAside.updateMany({ where: { personId: from }, data: { personId: into } });
  await db.$executeRaw`
    update timer set payload = jsonb_set(payload, '{person}', to_jsonb(${into}::text))
    where kind = 'late-edit' and payload ->> 'person' = ${from}`;
}

/** Language, zone and chosen chat, where the other has none; and from now on both are one. */
async function moveWhoTheyAre(core: Core, { from, into }: Merge): Promise<void> {
  const { db } = core;
  await db.$executeRaw`
    update person p
    set locale = coalesce(p.locale, f.locale), time_zone = coalesce(p.time_zone, f.time_zone),
      selected_id = coalesce(p.selected_id, f.selected_id)
    from person f where p.id = ${into}::uuid and f.id = ${from}::uuid`;
  await db.person.update({ where: { id: from }, data: { selectedId: null, mergedIntoId: into } });
  await db.person.updateMany({ where: { mergedIntoId: from }, data: { mergedIntoId: into } });
  const endedAt = core.clock.now();
  await db.link.updateMany({ where: { personId: from, endedAt: null }, data: { endedAt } });
}
