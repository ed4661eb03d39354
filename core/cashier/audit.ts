import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import type { ActionFacts } from "./actions.ts";

/**
 * What happened.
 *
 *     done       carried out                       refused   tried, and it could not be done
 *     asked      a second person was asked         approved  they agreed, and it was carried out
 *     declined   they did not                      expired   nobody decided within a day
 *     failed     approved, and it could no         again     a stuck task: asked at the gateway once more
 *                longer be done                    settled   a stuck task: a person has settled it
 */
export const auditSteps = [
  "done",
  "refused",
  "asked",
  "approved",
  "declined",
  "expired",
  "failed",
  "again",
  "settled",
] as const;
export type AuditStep = (typeof auditSteps)[number];

/** The sealed part of an entry. */
export interface AuditDetails {
  readonly facts?: ActionFacts;
  /** What was tried, where there are no facts. */
  readonly action?: ActionFacts["action"];
  /** Short code of what it led to (core/cashier/carry.ts). */
  readonly outcome?: string;
  /** Number of the request. */
  readonly request?: number;
  /** Key of a stuck task, and the number of its order. */
  readonly task?: string;
  readonly order?: number;
}

export interface AuditEntry {
  readonly step: AuditStep;
  /** Id of the member of staff; null: it happened by itself. */
  readonly staff: string | null;
  readonly order?: string | undefined;
  readonly attempt?: string | undefined;
  readonly bankRef?: string | undefined;
  readonly request?: string | undefined;
  readonly details: AuditDetails;
}

/** Writes to the audit trail, in the transaction of what happened. */
export async function audit(core: Core, entry: AuditEntry): Promise<void> {
  const { step, staff, order, attempt, bankRef, request, details } = entry;
  const at = core.clock.now();
  await core.db.auditEntry.create({
    data: {
      at,
      step,
      staffId: staff,
      orderId: order ?? null,
      attemptId: attempt ?? null,
      bankRef: bankRef ?? null,
      requestId: request ?? null,
      sealed: sealJson(core.keys, contextOf(at, step, staff), details),
    },
    select: { seq: true },
  });
}

/** The number of the row is not known before it is written. */
const contextOf = (at: Date, step: string, staff: string | null): string =>
  `audit_entry:${at.toISOString()}:${step}:${staff ?? ""}`;

export interface AuditLine {
  readonly seq: bigint;
  readonly at: Date;
  readonly step: AuditStep;
  /** Who did it; null: it happened by itself. */
  readonly by: string | null;
  readonly details: AuditDetails;
}

/**
 * The latest entries, the newest first.
 * @param before only what was written before this entry
 */
export async function auditPage(
  core: Core,
  { before, limit }: { readonly before?: bigint | undefined; readonly limit: number },
): Promise<AuditLine[]> {
  const rows = await core.db.auditEntry.findMany({
    where: before === undefined ? {} : { seq: { lt: before } },
    orderBy: { seq: "desc" },
    take: limit,
    include: { staff: { select: { name: true } } },
  });
  return rows.flatMap(({ seq, at, step: word, staffId, staff, sealed }) => {
    const step = auditSteps.find((step) => step === word);
    if (!step) return [];
    const details = openJson<AuditDetails>(core.keys, contextOf(at, step, staffId), sealed);
    return { seq, at, step, by: staff?.name ?? null, details };
  });
}
