import type { Core } from "../platform/core.ts";
import { staffOf } from "../staff/members.ts";
import type { CaseRef } from "./notices.ts";
import { complaintOf, refOf, withNames } from "./record.ts";
import { ANSWER_WITHIN, deadlineOf, plus } from "./states.ts";
import { glimpse } from "./wait.ts";

export interface Waiting extends CaseRef {
  /** Since when the owner waits, and until when a vet must have answered. */
  readonly since: Date;
  readonly deadline: Date;
  readonly species: string;
  readonly speciesName: string | null;
  /** Its beginning. */
  readonly complaint: string;
  /** Bought from the vet who asks. */
  readonly preferred: boolean;
}

/** Cases that a vet may take now, on duty or not; who has waited longest first. Empty for whoever is no vet. */
export async function queueFor(core: Core, staffId: string): Promise<Waiting[]> {
  const member = await staffOf(core, staffId);
  if (!member?.roles.includes("vet")) return [];
  const now = core.clock.now();
  const rows = await core.db.consultation.findMany({
    where: {
      state: "queued",
      startsAt: { gt: plus(now, -ANSWER_WITHIN) },
      OR: [{ preferredId: null }, { preferredId: staffId }, { preferredUntil: { lte: now } }],
    },
    include: withNames,
    orderBy: [{ startsAt: "asc" }, { number: "asc" }],
  });
  return rows.map((row) => ({
    ...refOf(row),
    since: row.startsAt,
    deadline: deadlineOf(row.startsAt),
    species: row.pet.species,
    speciesName: row.pet.speciesName,
    complaint: glimpse(complaintOf(core, row)),
    preferred: row.preferredId === staffId,
  }));
}
