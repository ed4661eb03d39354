import type { Core } from "../platform/core.ts";
import { announce } from "./announce.ts";
import { armWait } from "./clock.ts";
import { hearers } from "./duty.ts";
import type { DeskNotice } from "./notices.ts";
import { complaintOf, loadCase, refOf, type CaseRow } from "./record.ts";
import { deadlineOf, PREFERRED_FOR, plus } from "./states.ts";

/** UTF-16 units of a complaint shown in announcements and in the queue: three or four lines on a phone. */
const GLIMPSE = 200;

const graphemes = new Intl.Segmenter();

export function glimpse(complaint: string): string {
  if (complaint.length <= GLIMPSE) return complaint;
  let end = 0;
  for (const { index, segment } of graphemes.segment(complaint)) {
    if (index + segment.length > GLIMPSE) break;
    end = index + segment.length;
  }
  return `${complaint.slice(0, end).trimEnd()}…`;
}

/**
 * Begins the 30 minutes of a case that is queued since `at`. A vet it was bought from and who is on duty has it
 * alone for the first ten; one who is not is told all the same, beside everybody on duty.
 */
export async function beginWait(core: Core, id: string, at: Date): Promise<CaseRow> {
  const { preferredId } = await loadCase(core, id);
  const vets = await hearers(core, "vet");
  const alone = preferredId !== null && vets.includes(preferredId);
  const row = await core.db.consultation.update({
    where: { id },
    data: { preferredUntil: preferredId ? (alone ? plus(at, PREFERRED_FOR) : at) : null },
    select: { id: true },
  });
  await armWait(core, row.id, at);
  const waiting = await loadCase(core, id);
  const told = alone ? [preferredId] : [...new Set([...(preferredId ? [preferredId] : []), ...vets])];
  await announceCase(core, waiting, told, 0);
  return waiting;
}

/** Tells vets that a case waits. `waited`: minutes since the clock began. */
export async function announceCase(
  core: Core,
  row: CaseRow,
  vets: readonly string[],
  waited: number,
): Promise<void> {
  await announce(core, row.conversationId, vets, (vet) => waits(core, row, vet, waited));
}

function waits(core: Core, row: CaseRow, vet: string, waited: number): DeskNotice {
  return {
    kind: "deskCaseWaits",
    ...refOf(row),
    since: row.startsAt.toISOString(),
    deadline: deadlineOf(row.startsAt).toISOString(),
    waited,
    species: row.pet.species,
    speciesName: row.pet.speciesName,
    complaint: glimpse(complaintOf(core, row)),
    preferred: row.preferredId === vet,
  };
}
