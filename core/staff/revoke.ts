import { releaseAll } from "../consultations/release-all.ts";
import { transact, type Core } from "../platform/core.ts";
import { returnSupport, supportInHand } from "../support/answer.ts";
import { endMembership } from "./members.ts";

export type Revoked =
  /** How many cases and support chats went back to their queues. */
  | { readonly kind: "revoked"; readonly cases: number; readonly chats: number }
  /** They did not work here. */
  | { readonly kind: "notStaff" };

/**
 * Ends a person's work here: no role, no duty, the vet's card free for another. What they had in hand goes back to the
 * queues as if they had returned it, and their owners are told that somebody else takes over; what was on its way to
 * them goes nowhere any more.
 */
export function revoke(core: Core, person: string): Promise<Revoked> {
  return transact(core, async (core): Promise<Revoked> => {
    if (!(await endMembership(core, person))) return { kind: "notStaff" };
    // What is being sent at this moment is left to whoever sends it.
    await core.db.outbox.deleteMany({ where: { personId: person, channel: "staff", leaseUntil: null } });
    await core.db.announcement.deleteMany({ where: { staffId: person } });
    const cases = await releaseAll(core, person);
    const chats = await supportInHand(core, person);
    for (const { conversation } of chats) await returnSupport(core, person, conversation);
    return { kind: "revoked", cases, chats: chats.length };
  });
}
