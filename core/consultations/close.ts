import type { ConsultationState } from "../../prisma/generated/enums.ts";
import { completed, notGiven } from "../orders/outcome.ts";
import type { Words } from "../messaging/content.ts";
import type { Place } from "../messaging/copies.ts";
import { conversationById } from "../messaging/correspondence.ts";
import { relay } from "../messaging/relay.ts";
import { transact, type Core } from "../platform/core.ts";
import { retract } from "./announce.ts";
import { disarmSilence, disarmWait } from "./clock.ts";
import { closeDesk, topicName } from "./desk.ts";
import { hasOwner, loadCase, refOf, sealConclusion, staffName } from "./record.ts";
import { plus, REOPEN_WITHIN } from "./states.ts";
import { tellDesk, tellOwner } from "./tell.ts";

export type Finished =
  | { readonly kind: "closed"; readonly reopenUntil: Date }
  /** Not this vet's case, or over. */
  | { readonly kind: "gone" };

/** A vet's last word on a case: what it is, and where the vet wrote it. */
export interface Conclusion {
  readonly words: Words;
  readonly places: readonly [Place, ...Place[]];
}

/**
 * The vet finishes a case. The conclusion goes to the owner as the vet's last message and is kept with the case; it
 * counts as the answer where there was none yet.
 * @param given false: it turned out not to be needed, or the vet cannot help: the session, or the money, goes back
 */
export function finish(
  core: Core,
  staffId: string,
  consultation: string,
  conclusion: Conclusion,
  given = true,
): Promise<Finished> {
  return transact(core, async (core) => {
    const now = core.clock.now();
    const sealed = sealConclusion(core, consultation, conclusion.words);
    const count = await core.db.$executeRaw`
      update consultation
      set state = 'closed', closed_at = ${now}, closed_by = 'staff', conclusion = ${sealed},
          answered_at = coalesce(answered_at, ${now}), last_message_at = ${now}
      where id = ${consultation}::uuid and vet_id = ${staffId}::uuid and state in ('taken', 'active')`;
    if (count === 0) return { kind: "gone" };
    const { conversationId } = await loadCase(core, consultation);
    const conversation = await conversationById(core, conversationId);
    if (!conversation) throw new Error("a consultation without a conversation");
    const { id } = await relay(core, {
      conversation,
      author: staffId,
      side: "staff",
      content: { kind: "text", ...conclusion.words },
      places: conclusion.places,
    });
    return afterClose(core, consultation, { by: "vet", now, conclusion: id, given });
  });
}

export type ClosedByOwner =
  /** Before any answer: the session is given back. */
  | { readonly kind: "cancelled" }
  | { readonly kind: "closed"; readonly reopenUntil: Date }
  /** Over already; `expired` and `cancelled` gave the session back. */
  | { readonly kind: "over"; readonly state: Extract<ConsultationState, "closed" | "expired" | "cancelled"> }
  /** Not what `only` says any more: a vet has answered, or it was handed over. Nothing was done. */
  | { readonly kind: "changed" }
  /** No such case of this owner's. */
  | { readonly kind: "unknown" };

/**
 * The owner ends a case: withdrawn while no vet has answered, closed after. With `only` it does the one the owner
 * agreed to and not the other.
 */
export function closeByOwner(
  core: Core,
  owner: string,
  consultation: string,
  only?: "withdraw" | "close",
): Promise<ClosedByOwner> {
  return transact(core, async (core): Promise<ClosedByOwner> => {
    const now = core.clock.now();
    // Locked, so that the state that decides which of the two it is does not change in between.
    const [found] = await core.db.$queryRaw<{ state: ConsultationState }[]>`
      select state::text as state from consultation
      where id = ${consultation}::uuid and owner_id = ${owner}::uuid for no key update`;
    if (!found) return { kind: "unknown" };
    switch (found.state) {
      case "scheduled":
      case "queued":
      case "taken":
        if (only === "close") return { kind: "changed" };
        await core.db.consultation.update({
          where: { id: consultation },
          data: { state: "cancelled", closedAt: now },
        });
        await endUnanswered(core, consultation, "cancelled");
        return { kind: "cancelled" };
      case "active":
        if (only === "withdraw") return { kind: "changed" };
        await core.db.consultation.update({
          where: { id: consultation },
          data: { state: "closed", closedAt: now, closedBy: "owner" },
        });
        return afterClose(core, consultation, { by: "owner", now });
      case "closed":
      case "expired":
      case "cancelled":
        return { kind: "over", state: found.state };
    }
  });
}

/** Nobody has taken a case and nobody will: it ends as if its time were over. False: somebody has it, or it is over. */
export async function expireUntaken(core: Core, consultation: string): Promise<boolean> {
  const { count } = await core.db.consultation.updateMany({
    where: { id: consultation, state: "queued" },
    data: { state: "expired", closedAt: core.clock.now() },
  });
  if (count > 0) await endUnanswered(core, consultation, "expired");
  return count > 0;
}

/**
 * What follows an end without an answer: the session is given back, or the money where it was paid for this one alone,
 * and everybody concerned is told.
 */
export async function endUnanswered(
  core: Core,
  consultation: string,
  why: "expired" | "cancelled",
): Promise<void> {
  const row = await loadCase(core, consultation);
  const ref = refOf(row);
  const back = await notGiven(core, consultation);
  await disarmWait(core, consultation);
  await endConversation(core, row.conversationId);
  await retract(core, row.conversationId, () => ({ kind: "deskCaseOver", ...ref, why, by: null }));
  await tellOwner(core, row, { kind: why === "expired" ? "caseExpired" : "caseCancelled", ...ref, back });
  if (!row.vetId) return;
  await tellDesk(core, row.vetId, row.conversationId, { kind: "deskCaseLost", ...ref, why });
  await closeDesk(core, row.vetId, row.conversationId, topicName.returned(ref));
}

/** What follows the end of an answered case. */
export async function afterClose(
  core: Core,
  consultation: string,
  {
    by,
    now,
    conclusion,
    given = true,
  }: { by: "vet" | "owner" | "silence"; now: Date; conclusion?: string; given?: boolean },
): Promise<{ kind: "closed"; reopenUntil: Date }> {
  const row = await loadCase(core, consultation);
  const reopenUntil = plus(now, REOPEN_WITHIN);
  const ref = refOf(row);
  const back = given ? undefined : await notGiven(core, consultation);
  if (given) await completed(core, consultation);
  await disarmWait(core, consultation);
  await disarmSilence(core, consultation);
  await endConversation(core, row.conversationId);
  if (!row.vetId) throw new Error("a closed consultation without a vet");
  await tellOwner(
    core,
    row,
    {
      kind: "caseClosed",
      ...ref,
      by,
      vet: await staffName(core, row.vetId),
      concluded: conclusion !== undefined,
      back: back ?? null,
      reopenUntil: reopenUntil.toISOString(),
    },
    conclusion === undefined ? undefined : { message: conclusion },
  );
  if (by !== "vet")
    await tellDesk(core, row.vetId, row.conversationId, {
      kind: "deskCaseClosed",
      ...ref,
      by,
      reopenUntil: hasOwner(row) ? reopenUntil.toISOString() : null,
    });
  await closeDesk(core, row.vetId, row.conversationId, topicName.done(ref));
  return { kind: "closed", reopenUntil };
}

/** Nothing passes any more, and it is nobody's chosen chat. */
async function endConversation(core: Core, id: string): Promise<void> {
  await core.db.conversation.update({ where: { id }, data: { open: false } });
  await core.db.person.updateMany({ where: { selectedId: id }, data: { selectedId: null } });
}
