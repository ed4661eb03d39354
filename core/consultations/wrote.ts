import type { Core } from "../platform/core.ts";
import { conversationById, type Correspondence } from "../messaging/correspondence.ts";
import { supportWaits } from "../support/wait.ts";
import { armSilence, disarmWait } from "./clock.ts";

export type Wrote =
  /** It may pass. The conversation as it is now, held until the commit: nobody takes or closes it meanwhile. */
  | { readonly kind: "open"; readonly conversation: Correspondence }
  /** Nothing passes any more; `consultation` can be asked to be reopened. */
  | { readonly kind: "closed"; readonly conversation: Correspondence; readonly consultation: string | null }
  /** No such conversation of this person's. */
  | { readonly kind: "unknown" };

/**
 * To be called before a message of an owner is relayed: notes that somebody wrote, and holds the conversation. Who
 * writes to support opens it and is put into the operators' queue.
 */
export async function ownerWrote(core: Core, owner: string, conversationId: string): Promise<Wrote> {
  const now = core.clock.now();
  const rows = await core.db.$queryRaw<{ id: string }[]>`
    update consultation set last_message_at = ${now}
    where conversation_id = ${conversationId}::uuid and owner_id = ${owner}::uuid
      and state in ('scheduled', 'queued', 'taken', 'active')
    returning id`;
  // Read after the lock: a vet may just have taken it.
  const conversation = await conversationById(core, conversationId);
  if (conversation?.ownerId !== owner) return { kind: "unknown" };
  if (conversation.kind === "support")
    return { kind: "open", conversation: await supportWaits(core, conversation) };
  return rows.length > 0 ? { kind: "open", conversation } : closed(core, conversation);
}

/**
 * To be called before a message of a member of staff is relayed. The first one to an owner answers the case: the 30
 * minutes stop. Only who has the conversation may write in it; to others it is unknown.
 */
export async function staffWrote(core: Core, staffId: string, conversationId: string): Promise<Wrote> {
  const now = core.clock.now();
  const [answered] = await core.db.$queryRaw<{ id: string; first: boolean }[]>`
    with held as (
      select id, state from consultation
      where conversation_id = ${conversationId}::uuid and vet_id = ${staffId}::uuid and state in ('taken', 'active')
      for no key update
    )
    update consultation c
    set state = 'active', answered_at = coalesce(c.answered_at, ${now}), last_message_at = ${now}
    from held where c.id = held.id
    returning c.id, held.state = 'taken' as first`;
  if (answered?.first) {
    await disarmWait(core, answered.id);
    await armSilence(core, answered.id, now);
  }
  const conversation = await heldConversation(core, conversationId);
  if (conversation?.staffId !== staffId) return { kind: "unknown" };
  return conversation.open ? { kind: "open", conversation } : closed(core, conversation);
}

/** The conversation, which nobody takes, returns or closes before the commit. */
async function heldConversation(core: Core, id: string): Promise<Correspondence | null> {
  await core.db.$queryRaw`select 1 from conversation where id = ${id}::uuid for share`;
  return conversationById(core, id);
}

async function closed(core: Core, conversation: Correspondence): Promise<Wrote> {
  const consultation = await core.db.consultation.findUnique({
    where: { conversationId: conversation.id },
    select: { id: true },
  });
  return { kind: "closed", conversation, consultation: consultation?.id ?? null };
}
