import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
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

/** Somebody who writes in a conversation. */
export interface Writing {
  readonly person: string;
  /** Id of the conversation. */
  readonly conversation: string;
  readonly side: "owner" | "staff";
}

/**
 * Of those who write, the ones who do so in a consultation that is theirs and under way (for staff: answered already),
 * which is noted. Until the commit nobody takes, hands over or closes those. Conversations are locked in one order, so
 * that two who write at once in two of them never wait for each other.
 */
export async function wroteInCases<W extends Writing>(core: Core, writing: readonly W[]): Promise<W[]> {
  if (writing.length === 0) return [];
  const rows = await rowsOf(core.db)<{ at: number }>`
    with held as (
      select w.n, c.id
      from unnest(
        ${writing.map(({ person }) => person)}::uuid[],
        ${writing.map(({ conversation }) => conversation)}::uuid[],
        ${writing.map(({ side }) => side)}::text[]
      ) with ordinality w (person_id, conversation_id, side, n)
      join consultation c on c.conversation_id = w.conversation_id
      where case w.side
        when 'owner' then c.owner_id = w.person_id and c.state in ('scheduled', 'queued', 'taken', 'active')
        else c.vet_id = w.person_id and c.state = 'active' end
      order by c.id
      for no key update of c
    ), noted as (
      update consultation set last_message_at = ${core.clock.now()} where id in (select id from held)
    )
    select (n - 1)::int as at from held order by n`;
  return rows.flatMap(({ at }) => writing[at] ?? []);
}

/**
 * To be called before a message of an owner is relayed: notes that somebody wrote, and holds the conversation. Who
 * writes to support opens it and is put into the operators' queue.
 */
export async function ownerWrote(core: Core, owner: string, conversationId: string): Promise<Wrote> {
  const open = await wroteInCases(core, [{ person: owner, conversation: conversationId, side: "owner" }]);
  // Read after the lock: a vet may just have taken it.
  const conversation = await conversationById(core, conversationId);
  if (conversation?.ownerId !== owner) return { kind: "unknown" };
  if (conversation.kind === "support")
    return { kind: "open", conversation: await supportWaits(core, conversation) };
  return open.length > 0 ? { kind: "open", conversation } : closed(core, conversation);
}

/**
 * To be called before a message of a member of staff is relayed. The first one to an owner answers the case: the 30
 * minutes stop. Only who has the conversation may write in it; to others it is unknown.
 */
export async function staffWrote(core: Core, staffId: string, conversationId: string): Promise<Wrote> {
  const active = await wroteInCases(core, [{ person: staffId, conversation: conversationId, side: "staff" }]);
  if (active.length === 0) await firstAnswer(core, staffId, conversationId);
  const conversation = await heldConversation(core, conversationId);
  if (conversation?.staffId !== staffId) return { kind: "unknown" };
  return conversation.open ? { kind: "open", conversation } : closed(core, conversation);
}

async function firstAnswer(core: Core, staffId: string, conversationId: string): Promise<void> {
  const now = core.clock.now();
  const [answered] = await rowsOf(core.db)<{ id: string }>`
    update consultation
    set state = 'active', answered_at = coalesce(answered_at, ${now}), last_message_at = ${now}
    where conversation_id = ${conversationId}::uuid and vet_id = ${staffId}::uuid and state = 'taken'
    returning id`;
  if (!answered) return;
  await disarmWait(core, answered.id);
  await armSilence(core, answered.id, now);
}

/** The conversation, which nobody takes, returns or closes before the commit. */
async function heldConversation(core: Core, id: string): Promise<Correspondence | null> {
  await rowsOf(core.db)`select 1 from conversation where id = ${id}::uuid for share`;
  return conversationById(core, id);
}

async function closed(core: Core, conversation: Correspondence): Promise<Wrote> {
  const consultation = await core.db.consultation.findUnique({
    where: { conversationId: conversation.id },
    select: { id: true },
  });
  return { kind: "closed", conversation, consultation: consultation?.id ?? null };
}
