import type { Core } from "../platform/core.ts";
import type { Claimed } from "./lanes.ts";
import type { Refusal } from "./notice.ts";

/**
 * An operation as it stands now, held until the commit: while it was under way its person may have become another
 * (core/accounts/link). Undefined: it was taken out of the queue; or its lease ran out, and it is another process' that has
 * leased it since, which counts as a try.
 */
export async function held(core: Core, row: Claimed): Promise<Claimed | undefined> {
  const [now] = await core.db.$queryRaw<Pick<Claimed, "personId" | "laneId">[]>`
    select person_id as "personId", lane_id as "laneId" from outbox
    where id = ${row.id}::uuid and tries = ${row.tries} for update`;
  return now && { ...row, ...now };
}

/** Takes an operation out of the queue, and notes what became of it. */
export async function leave(
  core: Core,
  row: Claimed,
  {
    outcome,
    reason,
    externalIds,
    sealed,
  }: {
    outcome: "sent" | "refused" | "uncertain";
    reason: Refusal | null;
    externalIds: readonly string[];
    sealed: Uint8Array | null;
  },
): Promise<void> {
  await core.db.outbox.delete({ where: { id: row.id }, select: { id: true } });
  const { id, personId, laneId, messageId, part, channel, tries } = row;
  await core.db.delivery.create({
    data: {
      id,
      personId,
      laneId,
      messageId,
      part,
      channel,
      outcome,
      reason,
      externalIds: [...externalIds],
      tries,
      at: core.clock.now(),
      sealed: sealed && new Uint8Array(sealed),
    },
    select: { id: true },
  });
}
