import { transact, type Core } from "../platform/core.ts";
import { consume } from "../orders/sessions.ts";
import { armStart } from "./clock.ts";
import { hearers } from "./duty.ts";
import { loadCase, refOf, sealComplaint, staffName, type CaseRow } from "./record.ts";
import { AHEAD, deadlineOf, plus } from "./states.ts";
import { tellOwner } from "./tell.ts";
import { beginWait } from "./wait.ts";

export interface Activation {
  readonly entitlement: string;
  readonly pet: string;
  /** Words, and ids of files (core/messaging/files.ts), which may still be on their way to us. */
  readonly complaint: { readonly text: string; readonly files: readonly string[] };
  /** When the 30 minutes shall begin; absent or past: now. At most 14 days ahead. */
  readonly startsAt?: Date;
  /** The same for every try of one activation. */
  readonly once?: string;
}

export type Activated =
  | {
      readonly kind: "activated" | "scheduled";
      readonly consultation: string;
      readonly conversation: string;
      readonly number: number;
      /** When the 30 minutes begin and end. */
      readonly startsAt: Date;
      readonly deadline: Date;
    }
  /** Nothing is left on the entitlement, its time is over, or this owner has no such. */
  | { readonly kind: "none_left" | "expired" | "not_yours" }
  /** No such pet of this owner's, or it is archived. */
  | { readonly kind: "unknown_pet" }
  | { readonly kind: "too_far_ahead" };

/**
 * Turns one session of an entitlement into a consultation: now, or at a time. Its chat becomes the one the owner's
 * messages go to, and the owner is told what happens next.
 */
export function activate(core: Core, owner: string, input: Activation): Promise<Activated> {
  return transact(core, async (core) => {
    const now = core.clock.now();
    const { entitlement, pet, complaint, once } = input;
    const again = once === undefined ? null : await core.db.consultation.findUnique({ where: { once } });
    if (again) return activated(await loadCase(core, again.id));
    const later = input.startsAt !== undefined && input.startsAt > now ? input.startsAt : undefined;
    if (later && later > plus(now, AHEAD)) return { kind: "too_far_ahead" };
    if (!(await core.db.pet.count({ where: { id: pet, ownerId: owner, archivedAt: null } })))
      return { kind: "unknown_pet" };

    const id = core.ids();
    const consumed = await consume(core, entitlement, id, owner);
    if (consumed.kind !== "ok") return { kind: consumed.kind };

    const conversationId = core.ids();
    await core.db.conversation.create({
      data: { id: conversationId, kind: "consultation", ownerId: owner, createdAt: now },
    });
    await core.db.consultation.create({
      data: {
        id,
        once: once ?? null,
        conversationId,
        ownerId: owner,
        petId: pet,
        entitlementId: entitlement,
        state: later ? "scheduled" : "queued",
        complaint: sealComplaint(core, id, complaint.text),
        ...(await preference(core, entitlement, later ?? now)),
        createdAt: now,
        startsAt: later ?? now,
        files: { create: complaint.files.map((fileId, position) => ({ fileId, position })) },
      },
    });
    await core.db.person.update({ where: { id: owner }, data: { selectedId: conversationId } });
    return activated(later ? await schedule(core, id, later) : await start(core, id, now));
  });
}

/** The vet whom the entitlement was bought from, if somebody has joined as that vet. */
async function preference(core: Core, entitlement: string, startsAt: Date) {
  const bought = await core.db.entitlement.findUniqueOrThrow({
    where: { id: entitlement },
    select: { vet: { select: { staffId: true } } },
  });
  const preferredId = bought.vet?.staffId ?? null;
  return { preferredId, preferredUntil: preferredId ? startsAt : null };
}

async function schedule(core: Core, id: string, startsAt: Date): Promise<CaseRow> {
  await armStart(core, id, startsAt);
  const row = await loadCase(core, id);
  await tellOwner(core, row, { kind: "caseScheduled", ...refOf(row), startsAt: startsAt.toISOString() });
  return row;
}

async function start(core: Core, id: string, now: Date): Promise<CaseRow> {
  const row = await beginWait(core, id, now);
  const vets = await hearers(core, "vet");
  await tellOwner(core, row, {
    kind: "caseActivated",
    ...refOf(row),
    deadline: deadlineOf(now).toISOString(),
    vet:
      row.preferredId && row.preferredUntil && row.preferredUntil > now
        ? await staffName(core, row.preferredId)
        : null,
    onDuty: vets.length > 0,
  });
  return row;
}

const activated = ({ id, conversationId, number, state, startsAt }: CaseRow): Activated => ({
  kind: state === "scheduled" ? "scheduled" : "activated",
  consultation: id,
  conversation: conversationId,
  number,
  startsAt,
  deadline: deadlineOf(startsAt),
});
