import { retract } from "../consultations/announce.ts";
import { closeDesk, openDesk, topicName } from "../consultations/desk.ts";
import { staffName } from "../consultations/record.ts";
import { tellDesk, tellOwner } from "../consultations/tell.ts";
import { correspondence } from "../messaging/correspondence.ts";
import { transact, type Core } from "../platform/core.ts";
import { holdMembership, staffOf } from "../staff/members.ts";
import { contactName, openContact } from "./contact.ts";
import { beginSupportWait, endSupportWait } from "./wait.ts";

/** Whether a member of staff answers support: operators and administrators. */
export async function answersSupport(core: Core, staffId: string): Promise<boolean> {
  const roles = (await staffOf(core, staffId))?.roles ?? [];
  return roles.includes("operator") || roles.includes("administrator");
}

export interface SupportWaiting {
  readonly conversation: string;
  readonly name: string | null;
  readonly since: Date;
}

/** Who waits for an operator, the longest first; empty for who does not answer support. */
export async function supportQueue(core: Core, staffId: string): Promise<SupportWaiting[]> {
  if (!(await answersSupport(core, staffId))) return [];
  const rows = await core.db.conversation.findMany({
    where: { kind: "support", waitingSince: { not: null } },
    orderBy: [{ waitingSince: "asc" }, { id: "asc" }],
    select: { id: true, waitingSince: true },
  });
  const queue: SupportWaiting[] = [];
  for (const { id, waitingSince } of rows)
    if (waitingSince)
      queue.push({ conversation: id, name: await contactName(core, id), since: waitingSince });
  return queue;
}

/** Support conversations a member of staff has in hand. */
export async function supportInHand(
  core: Core,
  staffId: string,
): Promise<{ conversation: string; name: string | null }[]> {
  const rows = await core.db.conversation.findMany({
    where: { kind: "support", staffId, open: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  const chats: { conversation: string; name: string | null }[] = [];
  for (const { id } of rows) chats.push({ conversation: id, name: await contactName(core, id) });
  return chats;
}

/** How to call and reach who writes, for the operator who has the conversation. */
export async function supportContact(
  core: Core,
  staffId: string,
  conversation: string,
): Promise<{ name: string | null; phone: string | null } | undefined> {
  const row = await core.db.conversation.findFirst({
    where: { id: conversation, kind: "support", staffId },
    select: { contact: true, owner: { select: { owner: { select: { firstName: true, phone: true } } } } },
  });
  if (!row) return undefined;
  const told = row.contact ? openContact(core, conversation, row.contact) : null;
  const owner = row.owner.owner;
  return { name: owner?.firstName ?? told?.name ?? null, phone: owner?.phone ?? told?.phone ?? null };
}

export type SupportTaken =
  | { readonly kind: "taken" }
  | { readonly kind: "already_taken"; readonly by: string; readonly own: boolean }
  | { readonly kind: "gone" | "not_allowed" };

/** Gives a waiting support conversation to a member of staff; of two at once one takes it. */
export function takeSupport(core: Core, staffId: string, conversation: string): Promise<SupportTaken> {
  return transact(core, async (core): Promise<SupportTaken> => {
    await holdMembership(core, staffId);
    if (!(await answersSupport(core, staffId))) return { kind: "not_allowed" };
    const { count } = await core.db.conversation.updateMany({
      // Only an open support chat that nobody answers waits: the database holds that (conversation_waiting).
      where: { id: conversation, waitingSince: { not: null } },
      data: { staffId, waitingSince: null },
    });
    if (count === 0) return whyNot(core, staffId, conversation);
    const name = await contactName(core, conversation);
    const operator = await staffName(core, staffId);
    const { ownerId } = await core.db.conversation.findUniqueOrThrow({ where: { id: conversation } });
    await endSupportWait(core, conversation);
    await openDesk(core, staffId, conversation, topicName.support(name));
    await retract(core, conversation, (reader) => ({
      kind: "deskSupportOver",
      conversation,
      name,
      by: reader === staffId ? null : operator,
    }));
    await tellOwner(
      core,
      { ownerId, conversationId: conversation },
      { kind: "supportTaken", conversation, operator },
    );
    return { kind: "taken" };
  });
}

async function whyNot(core: Core, staffId: string, conversation: string): Promise<SupportTaken> {
  const row = await core.db.conversation.findFirst({
    where: { id: conversation, kind: "support", open: true },
  });
  if (!row?.staffId) return { kind: "gone" };
  return { kind: "already_taken", by: await staffName(core, row.staffId), own: row.staffId === staffId };
}

export type SupportLeft = { readonly kind: "closed" | "returned" } | { readonly kind: "gone" };

/** An operator returns a conversation to the queue. */
export function returnSupport(core: Core, staffId: string, conversation: string): Promise<SupportLeft> {
  return transact(core, async (core): Promise<SupportLeft> => {
    const now = core.clock.now();
    const [row] = await core.db.conversation.updateManyAndReturn({
      where: { id: conversation, kind: "support", staffId, open: true },
      data: { staffId: null, waitingSince: now },
      select: correspondence,
    });
    if (!row) return { kind: "gone" };
    await closeDesk(
      core,
      staffId,
      conversation,
      topicName.supportDone(await contactName(core, conversation)),
    );
    await beginSupportWait(core, row, now, "returned");
    return { kind: "returned" };
  });
}

/**
 * Ends a support conversation: by who answers it, or by the person themself, waiting or answered. A new message opens
 * it again.
 */
export function closeSupport(
  core: Core,
  by: { readonly side: "owner" | "staff"; readonly person: string },
  conversation: string,
): Promise<SupportLeft> {
  return transact(core, async (core): Promise<SupportLeft> => {
    const mine = by.side === "owner" ? { ownerId: by.person } : { staffId: by.person };
    const [row] = await core.db.$queryRaw<{ ownerId: string; staffId: string | null }[]>`
      select owner_id as "ownerId", staff_id as "staffId" from conversation
      where id = ${conversation}::uuid and kind = 'support' and open for no key update`;
    if (
      !row ||
      (mine.ownerId ?? row.ownerId) !== row.ownerId ||
      (mine.staffId ?? row.staffId) !== row.staffId
    )
      return { kind: "gone" };
    await core.db.conversation.update({
      where: { id: conversation },
      data: { open: false, staffId: null, waitingSince: null },
    });
    await core.db.person.updateMany({ where: { selectedId: conversation }, data: { selectedId: null } });
    const name = await contactName(core, conversation);
    await endSupportWait(core, conversation);
    await retract(core, conversation, () => ({ kind: "deskSupportOver", conversation, name, by: null }));
    await tellOwner(
      core,
      { ownerId: row.ownerId, conversationId: conversation },
      { kind: "supportClosed", conversation },
    );
    if (row.staffId) {
      if (by.side === "owner")
        await tellDesk(core, row.staffId, conversation, { kind: "deskSupportClosed", conversation, name });
      await closeDesk(core, row.staffId, conversation, topicName.supportDone(name));
    }
    return { kind: "closed" };
  });
}
