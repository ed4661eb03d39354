import type { Side } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { armSilence } from "./clock.ts";
import { openDesk, topicName } from "./desk.ts";
import { firstNameOf, loadCase, refOf, staffName } from "./record.ts";
import { plus, REOPEN_WITHIN } from "./states.ts";
import { tellDesk, tellOwner } from "./tell.ts";

export type Reopened =
  | { readonly kind: "reopened" }
  /** Closed for more than 48 hours, ended without an answer, or the owner has deleted the account. */
  | { readonly kind: "too_late" }
  /** It is open. */
  | { readonly kind: "open" }
  /** The vet who had it works here no longer. */
  | { readonly kind: "vet_gone" }
  /** No such case of this person's. */
  | { readonly kind: "unknown" };

/** Who reopens: the owner of the case, or the vet who had it. */
export type Party = { readonly side: Exclude<Side, "service">; readonly person: string };

/** Goes on with a closed case, with the same vet, within 48 hours. */
export function reopen(core: Core, by: Party, consultation: string): Promise<Reopened> {
  return transact(core, async (core): Promise<Reopened> => {
    const now = core.clock.now();
    const mine = by.side === "owner" ? { ownerId: by.person } : { vetId: by.person };
    const found = await core.db.consultation.findFirst({ where: { id: consultation, ...mine } });
    if (!found) return { kind: "unknown" };
    if (found.state === "active" || found.state === "taken") return { kind: "open" };
    if (!found.vetId || !(await core.db.staff.count({ where: { id: found.vetId, revokedAt: null } })))
      return { kind: found.vetId ? "vet_gone" : "too_late" };
    const { count } = await core.db.consultation.updateMany({
      where: {
        id: consultation,
        ...mine,
        state: "closed",
        closedAt: { gt: plus(now, -REOPEN_WITHIN) },
        // Who has deleted the account is not there to talk to.
        conversation: { owner: { owner: { isNot: null } } },
      },
      data: { state: "active", closedAt: null, closedBy: null, warnedAt: null, lastMessageAt: now },
    });
    if (count === 0) return { kind: "too_late" };
    await afterReopen(core, consultation, by.side, now);
    return { kind: "reopened" };
  });
}

async function afterReopen(core: Core, consultation: string, by: Party["side"], now: Date): Promise<void> {
  const row = await loadCase(core, consultation);
  const { vetId, ownerId, conversationId } = row;
  if (!vetId) throw new Error("a reopened consultation without a vet");
  const ref = refOf(row);
  await core.db.conversation.update({ where: { id: conversationId }, data: { open: true, staffId: vetId } });
  await core.db.person.update({ where: { id: ownerId }, data: { selectedId: conversationId } });
  await armSilence(core, consultation, now);
  await openDesk(core, vetId, conversationId, topicName.open({ ...ref, owner: firstNameOf(row) }));
  if (by === "owner") await tellDesk(core, vetId, conversationId, { kind: "deskCaseReopened", ...ref });
  await tellOwner(core, row, {
    kind: "caseReopened",
    ...ref,
    by: by === "owner" ? "owner" : "vet",
    vet: await staffName(core, vetId),
  });
}
