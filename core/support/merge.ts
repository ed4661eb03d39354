import { retract } from "../consultations/announce.ts";
import { closeDesk, openDesk, topicName } from "../consultations/desk.ts";
import { staffName } from "../consultations/record.ts";
import { tellDesk } from "../consultations/tell.ts";
import { correspondence } from "../messaging/correspondence.ts";
import { openContent } from "../messaging/record.ts";
import { showAll } from "../messaging/relay.ts";
import type { Core } from "../platform/core.ts";
import { contactName, openContact, sealContact } from "./contact.ts";
import { endSupportWait, supportWaits } from "./wait.ts";

const chat = { ...correspondence, contact: true, waitingSince: true } as const;

/**
 * Makes one support chat of the two that a person had under two names. Who answered either goes on in the one that is
 * left, with all that was said in both; who waited in either still waits.
 */
export async function mergeSupport(
  core: Core,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<void> {
  await core.db.$queryRaw`
    select 1 from conversation where owner_id = any(${[from, into]}::uuid[]) and kind = 'support' order by id for update`;
  const find = (ownerId: string) =>
    core.db.conversation.findFirst({ where: { ownerId, kind: "support" }, select: chat });
  const old = await find(from);
  if (!old) return;
  const kept = await find(into);
  if (!kept) {
    await core.db.conversation.update({ where: { id: old.id }, data: { ownerId: into } });
    return;
  }
  const moved = await moveMessages(core, old.id, kept.id);
  if (old.contact && !kept.contact) {
    const contact = sealContact(core, kept.id, openContact(core, old.id, old.contact));
    await core.db.conversation.update({ where: { id: kept.id }, data: { contact } });
  }
  await end(core, old);
  const staffId = kept.staffId ?? old.staffId;
  if (staffId) {
    if (!kept.staffId) await handOver(core, kept.id, staffId);
    // Who takes over has seen neither of what stands there now; who had it already only what was theirs.
    await showWritten(core, kept.id, staffId, kept.staffId ? { in: moved } : {});
  } else if (old.waitingSince && !kept.waitingSince) await supportWaits(core, kept);
}

/** What was said in one chat, and what of it is on its way to the owner, belongs to the other. */
async function moveMessages(core: Core, from: string, into: string): Promise<string[]> {
  const { db } = core;
  const moved = await db.$queryRaw<{ id: string }[]>`
    update message set conversation_id = ${into}::uuid where conversation_id = ${from}::uuid returning id`;
  const owners = db.conversation.findMany({ where: { id: { in: [from, into] } }, select: { ownerId: true } });
  const ownerIds = (await owners).map(({ ownerId }) => ownerId);
  await db.outbox.updateMany({ where: { laneId: from, personId: { in: ownerIds } }, data: { laneId: into } });
  await db.delivery.updateMany({ where: { laneId: from }, data: { laneId: into } });
  await db.person.updateMany({ where: { selectedId: from }, data: { selectedId: into } });
  return moved.map(({ id }) => id);
}

/** Nothing is said in this chat any more; it stays with a person who writes from nowhere. */
async function end(core: Core, { id, staffId }: { id: string; staffId: string | null }): Promise<void> {
  const name = await contactName(core, id);
  await core.db.conversation.update({
    where: { id },
    data: { open: false, staffId: null, waitingSince: null, contact: null },
  });
  await endSupportWait(core, id);
  await retract(core, id, () => ({ kind: "deskSupportOver", conversation: id, name, by: null }));
  if (!staffId) return;
  await tellDesk(core, staffId, id, { kind: "deskSupportMoved", name });
  await closeDesk(core, staffId, id, topicName.supportDone(name));
}

/** Who answered in the other chat has this one in hand now. */
async function handOver(core: Core, conversation: string, staffId: string): Promise<void> {
  await core.db.conversation.update({
    where: { id: conversation },
    data: { staffId, open: true, waitingSince: null },
  });
  await endSupportWait(core, conversation);
  const name = await contactName(core, conversation);
  const by = await staffName(core, staffId);
  await retract(core, conversation, (reader) => ({
    kind: "deskSupportOver",
    conversation,
    name,
    by: reader === staffId ? null : by,
  }));
  await openDesk(core, staffId, conversation, topicName.support(name));
}

/** How much is shown: as in a chat that is taken anew (bots/vet/history.ts). */
const SHOWN = 20;

async function showWritten(
  core: Core,
  conversationId: string,
  staffId: string,
  id: { readonly in?: string[] },
): Promise<void> {
  const latest = await core.db.message.findMany({
    where: { conversationId, id, side: "owner", withdrawnAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN,
    select: { id: true, sealed: true, replyToId: true },
  });
  const shown = latest.toReversed().map(({ id, sealed, replyToId }) => ({
    id,
    conversation: conversationId,
    content: openContent(core, id, sealed),
    side: "owner" as const,
    to: staffId,
    replyToId,
  }));
  await showAll(core, shown);
}
