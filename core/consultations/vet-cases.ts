import type { Prisma } from "../../prisma/generated/client.ts";
import type { ConsultationState } from "../../prisma/generated/enums.ts";
import { toPet, type Pet } from "../pets/pet.ts";
import type { Core } from "../platform/core.ts";
import type { CaseRef } from "./notices.ts";
import { complaintOf, firstNameOf, hasOwner, refOf, withNames } from "./record.ts";
import { deadlineOf, plus, REOPEN_WITHIN } from "./states.ts";

/** A case of a vet's, in a list. */
export interface VetCase extends CaseRef {
  readonly owner: string;
  readonly state: ConsultationState;
  /** Until when the first message is due; undefined once it was sent. */
  readonly answerDue: Date | undefined;
  /** Until when it can be reopened, if it is closed and the owner still has an account. */
  readonly reopenUntil: Date | undefined;
}

/** The whole of a case, for the vet who has it. */
export interface CaseFile extends VetCase {
  readonly petCard: Pet;
  readonly complaint: string;
  /** Ids of the files that came with the complaint, in order. */
  readonly files: readonly string[];
}

/** What a vet has in hand, and what was closed so recently that it can be reopened; open ones first. */
export async function vetCases(core: Core, staffId: string): Promise<VetCase[]> {
  const since = plus(core.clock.now(), -REOPEN_WITHIN);
  const rows = await core.db.consultation.findMany({
    where: {
      vetId: staffId,
      OR: [{ state: { in: ["taken", "active"] } }, { state: "closed", closedAt: { gt: since } }],
    },
    include: withNames,
    orderBy: { number: "asc" },
  });
  const cases = rows.map(vetCase);
  return [
    ...cases.filter(({ reopenUntil }) => !reopenUntil),
    ...cases.filter(({ reopenUntil }) => reopenUntil),
  ];
}

/** A case by its id or its conversation's, if it is this vet's; undefined to everybody else. */
export async function caseFile(
  core: Core,
  staffId: string,
  which: { consultation: string } | { conversation: string },
): Promise<CaseFile | undefined> {
  const row = await core.db.consultation.findFirst({
    where: {
      vetId: staffId,
      ...("consultation" in which ? { id: which.consultation } : { conversationId: which.conversation }),
    },
    include: { ...withNames, pet: true, files: { orderBy: { position: "asc" } } },
  });
  if (!row) return undefined;
  return {
    ...vetCase(row),
    petCard: toPet(row.pet),
    complaint: complaintOf(core, row),
    files: row.files.map(({ fileId }) => fileId),
  };
}

function vetCase(row: Prisma.ConsultationGetPayload<{ include: typeof withNames }>): VetCase {
  return {
    ...refOf(row),
    owner: firstNameOf(row),
    state: row.state,
    answerDue: row.state === "taken" ? deadlineOf(row.startsAt) : undefined,
    reopenUntil:
      row.state === "closed" && row.closedAt && hasOwner(row) ? plus(row.closedAt, REOPEN_WITHIN) : undefined,
  };
}
