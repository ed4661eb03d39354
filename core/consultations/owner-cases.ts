import type { Prisma } from "../../prisma/generated/client.ts";
import type { ConsultationState } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import type { CaseRef } from "./notices.ts";
import { complaintOf, conclusionOf, refOf, withNames } from "./record.ts";
import { CLOSE_AFTER, deadlineOf, openStates, plus, REOPEN_WITHIN } from "./states.ts";

/** What an owner sees of the 30 minutes. */
export type CaseClock =
  | { readonly kind: "scheduled"; readonly startsAt: Date }
  /** Running. `taken`: a vet has the case and is about to write. */
  | { readonly kind: "running"; readonly since: Date; readonly deadline: Date; readonly taken: boolean }
  /** Stopped by the vet's first message. The chat closes when nobody writes until `closesAt`. */
  | { readonly kind: "answered"; readonly at: Date; readonly closesAt: Date }
  | { readonly kind: "over"; readonly state: ConsultationState; readonly at: Date };

/** A consultation as its owner sees it. */
export interface OwnerCase extends CaseRef {
  readonly state: ConsultationState;
  readonly createdAt: Date;
  readonly clock: CaseClock;
  /** Name of the vet who has or had it. */
  readonly vet: string | undefined;
  /** Until when it can be reopened; undefined: it cannot. */
  readonly reopenUntil: Date | undefined;
  /** Stars that the owner gave; undefined: none yet. */
  readonly stars: number | undefined;
  /** It was answered and may be rated. */
  readonly rateable: boolean;
}

export interface OwnerCaseFile extends OwnerCase {
  readonly complaint: string;
  readonly conclusion: string | undefined;
}

const forOwner = { ...withNames, review: { select: { stars: true } } } satisfies Prisma.ConsultationInclude;
type Row = Prisma.ConsultationGetPayload<{ include: typeof forOwner }>;

/** An owner's consultations: those going on, the oldest first; or those over, the latest first. */
export async function ownerCases(
  core: Core,
  owner: string,
  which: "current" | "archive",
): Promise<OwnerCase[]> {
  const open = [...openStates];
  const rows = await core.db.consultation.findMany({
    where: { ownerId: owner, state: which === "current" ? { in: open } : { notIn: open } },
    include: forOwner,
    orderBy: which === "current" ? { number: "asc" } : [{ closedAt: "desc" }, { number: "desc" }],
  });
  const names = await vetNames(core, rows);
  return rows.map((row) => ownerCase(core, row, names));
}

/** One consultation with its complaint and conclusion; undefined when it is not this owner's. */
export async function ownerCaseFile(
  core: Core,
  owner: string,
  id: string,
): Promise<OwnerCaseFile | undefined> {
  const row = await core.db.consultation.findFirst({ where: { id, ownerId: owner }, include: forOwner });
  if (!row) return undefined;
  return {
    ...ownerCase(core, row, await vetNames(core, [row])),
    complaint: complaintOf(core, row),
    conclusion: conclusionOf(core, row)?.text,
  };
}

/** The clock of one consultation; undefined when there is no such. */
export async function caseClock(core: Core, id: string): Promise<CaseClock | undefined> {
  const row = await core.db.consultation.findUnique({ where: { id } });
  return row ? clockOf(row) : undefined;
}

async function vetNames(core: Core, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ vetId }) => vetId ?? []);
  const staff = await core.db.staff.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(staff.map(({ id, name }) => [id, name]));
}

function ownerCase(core: Core, row: Row, names: ReadonlyMap<string, string>): OwnerCase {
  const reopenUntil = row.state === "closed" && row.closedAt ? plus(row.closedAt, REOPEN_WITHIN) : undefined;
  return {
    ...refOf(row),
    state: row.state,
    createdAt: row.createdAt,
    clock: clockOf(row),
    vet: row.vetId ? names.get(row.vetId) : undefined,
    reopenUntil: reopenUntil && reopenUntil > core.clock.now() ? reopenUntil : undefined,
    stars: row.review?.stars,
    rateable: row.state === "closed",
  };
}

function clockOf(row: Omit<Row, keyof typeof forOwner>): CaseClock {
  switch (row.state) {
    case "scheduled":
      return { kind: "scheduled", startsAt: row.startsAt };
    case "queued":
    case "taken":
      return {
        kind: "running",
        since: row.startsAt,
        deadline: deadlineOf(row.startsAt),
        taken: row.state === "taken",
      };
    case "active": {
      const at = row.answeredAt ?? row.startsAt;
      return { kind: "answered", at, closesAt: plus(row.lastMessageAt ?? at, CLOSE_AFTER) };
    }
    case "closed":
    case "expired":
    case "cancelled":
      return { kind: "over", state: row.state, at: row.closedAt ?? row.createdAt };
  }
}
