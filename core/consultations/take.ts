import { transact, type Core } from "../platform/core.ts";
import { holdMembership } from "../staff/members.ts";
import { retract } from "./announce.ts";
import { armSilentVet, armWait, disarmSilence, disarmSilentVet } from "./clock.ts";
import { closeDesk, openDesk, topicName } from "./desk.ts";
import { hearers, isOnDuty } from "./duty.ts";
import { findCase, firstNameOf, loadCase, refOf, staffName } from "./record.ts";
import { ANSWER_WITHIN, deadlineOf, plus } from "./states.ts";
import { tellOwner } from "./tell.ts";
import { announceCase } from "./wait.ts";

export type Taken =
  | { readonly kind: "taken" }
  /** Somebody was faster; `by` is their name, or the asking vet has it already (`own`). */
  | { readonly kind: "already_taken"; readonly by: string; readonly own: boolean }
  /** Over, withdrawn, not begun, or no such case. */
  | { readonly kind: "gone" }
  /** Another vet's alone until `until`. */
  | { readonly kind: "not_yet_yours"; readonly until: Date }
  | { readonly kind: "not_on_duty" };

/**
 * Gives a waiting case to a vet: from now on what the owner writes goes to this vet alone. A place at the vet's desk
 * is opened; showing the case there is the bot's part. Of two at once one takes it.
 */
export function take(core: Core, staffId: string, consultation: string): Promise<Taken> {
  return transact(core, async (core) => {
    await holdMembership(core, staffId);
    if (!(await isOnDuty(core, staffId, "vet"))) return { kind: "not_on_duty" };
    const now = core.clock.now();
    const { count } = await core.db.consultation.updateMany({
      where: {
        id: consultation,
        state: "queued",
        // The clock may have run out a moment ago.
        startsAt: { gt: plus(now, -ANSWER_WITHIN) },
        OR: [{ preferredId: null }, { preferredId: staffId }, { preferredUntil: { lte: now } }],
      },
      data: { state: "taken", vetId: staffId, takenAt: now },
    });
    if (count === 0) return whyNot(core, staffId, consultation, now);
    const { conversationId } = await core.db.consultation.findUniqueOrThrow({ where: { id: consultation } });
    await core.db.conversation.update({ where: { id: conversationId }, data: { staffId } });
    await armSilentVet(core, consultation, staffId, now);
    const row = await loadCase(core, consultation);
    const vet = await staffName(core, staffId);
    await openDesk(core, staffId, conversationId, topicName.open({ ...refOf(row), owner: firstNameOf(row) }));
    await retract(core, conversationId, (reader) => ({
      kind: "deskCaseOver",
      ...refOf(row),
      why: "taken",
      by: reader === staffId ? null : vet,
    }));
    await tellOwner(core, row, {
      kind: "caseTaken",
      ...refOf(row),
      vet,
      deadline: deadlineOf(row.startsAt).toISOString(),
    });
    return { kind: "taken" };
  });
}

async function whyNot(core: Core, staffId: string, consultation: string, now: Date): Promise<Taken> {
  const row = await findCase(core, consultation);
  if (!row) return { kind: "gone" };
  if (row.vetId && (row.state === "taken" || row.state === "active"))
    return { kind: "already_taken", by: await staffName(core, row.vetId), own: row.vetId === staffId };
  if (row.state === "queued" && row.preferredUntil && row.preferredUntil > now && row.preferredId !== staffId)
    return { kind: "not_yet_yours", until: row.preferredUntil };
  return { kind: "gone" };
}

export type Released =
  /** Back in the queue; the owner's clock goes on, or (the vet had answered) began anew. */
  | { readonly kind: "released" }
  /** Not this vet's case, or over. */
  | { readonly kind: "gone" };

/**
 * A vet returns a case to the queue, for every vet on duty to take. Before the first answer the clock goes on; after
 * it the owner is promised 30 new minutes.
 */
export function release(core: Core, staffId: string, consultation: string): Promise<Released> {
  return transact(core, async (core) => {
    const now = core.clock.now();
    const returned = {
      state: "queued",
      vetId: null,
      takenAt: null,
      preferredId: null,
      preferredUntil: null,
    } as const;
    const unanswered = await core.db.consultation.updateMany({
      where: { id: consultation, vetId: staffId, state: "taken" },
      data: returned,
    });
    if (unanswered.count > 0) {
      await requeue(core, staffId, consultation, now);
      return { kind: "released" };
    }
    const answered = await core.db.consultation.updateMany({
      where: { id: consultation, vetId: staffId, state: "active" },
      data: { ...returned, answeredAt: null, warnedAt: null, startsAt: now },
    });
    if (answered.count === 0) return { kind: "gone" };
    await disarmSilence(core, consultation);
    await armWait(core, consultation, now);
    await requeue(core, staffId, consultation, now, await staffName(core, staffId));
    return { kind: "released" };
  });
}

/**
 * What follows when a case has left a vet and is queued again: nobody hears the owner, the topic shows it, the owner
 * is told (`handedOver`: by whom, after an answer), the other vets are.
 */
export async function requeue(
  core: Core,
  staffId: string,
  consultation: string,
  now: Date,
  handedOver?: string,
): Promise<void> {
  const row = await loadCase(core, consultation);
  await disarmSilentVet(core, consultation);
  await core.db.conversation.updateMany({
    where: { id: row.conversationId, staffId },
    data: { staffId: null },
  });
  await closeDesk(core, staffId, row.conversationId, topicName.returned(refOf(row)));
  const deadline = deadlineOf(row.startsAt).toISOString();
  await tellOwner(
    core,
    row,
    handedOver
      ? { kind: "caseHandedOver", ...refOf(row), vet: handedOver, deadline }
      : { kind: "caseRequeued", ...refOf(row), deadline },
  );
  const others = (await hearers(core, "vet")).filter((id) => id !== staffId);
  const waited = Math.max(0, Math.floor((now.getTime() - row.startsAt.getTime()) / 60_000));
  await announceCase(core, row, others, waited);
}
