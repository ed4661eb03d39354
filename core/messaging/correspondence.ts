import type { Channel, ConversationKind, Side } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import type { Frame } from "./operation.ts";

/** A conversation as the relay needs it. */
export interface Correspondence {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly ownerId: string;
  readonly staffId: string | null;
  readonly open: boolean;
}

export const correspondence = { id: true, kind: true, ownerId: true, staffId: true, open: true } as const;

export const conversationById = (core: Core, id: string): Promise<Correspondence | null> =>
  core.db.conversation.findUnique({ where: { id }, select: correspondence });

/** Who hears what a side says. Null: nobody has the conversation yet. */
export const recipientOf = (conversation: Correspondence, side: Side): string | null =>
  side === "owner" ? conversation.staffId : conversation.ownerId;

/** A side of a conversation that speaks. `to`: somebody else than who hears it now. */
export interface Speaking {
  readonly conversation: string;
  readonly side: Side;
  readonly to?: string;
}

/** Who hears what is said, by which messenger, and what stands above it. */
export interface Audience {
  /** Null: nobody has the conversation yet. */
  readonly to: string | null;
  readonly channel: Channel | null;
  /** That messenger is switched off (whatsapp-switch.ts). */
  readonly stopped: boolean;
  readonly frame: Frame;
}

interface Row {
  readonly id: string;
  readonly author: string | null;
  readonly number: number | null;
  readonly pet: string | null;
  readonly to: string | null;
  readonly channel: Channel | null;
  readonly stopped: boolean;
  readonly selectedId: string | null;
}

/** The audience of each, in the order asked. Staff learn the owner's first name and nothing else. */
export async function audiences(core: Core, speaking: readonly Speaking[]): Promise<Audience[]> {
  const rows = await rowsOf(core.db)<Row>`
    select c.id, case a.side when 'owner' then o.first_name else s.name end as author, k.number, p.name as pet,
      r.id as to, r.channel::text as channel, r.selected_id as "selectedId",
      exists (select 1 from channel_stop x where x.channel = r.channel and x.ended_at is null) as stopped
    from unnest(
      ${speaking.map(({ conversation }) => conversation)}::uuid[],
      ${speaking.map(({ side }) => side)}::text[],
      ${speaking.map(({ to }) => to ?? null)}::uuid[]
    ) with ordinality a (conversation_id, side, listener_id, n)
    join conversation c on c.id = a.conversation_id
    left join consultation k on k.conversation_id = c.id
    left join pet p on p.id = k.pet_id
    left join owner o on o.id = c.owner_id
    left join staff s on s.id = c.staff_id
    left join person r
      on r.id = coalesce(a.listener_id, case a.side when 'owner' then c.staff_id else c.owner_id end)
    order by a.n`;
  if (rows.length !== speaking.length) throw new Error("a conversation that is not there");
  return rows.map((row, at) => ({
    to: row.to,
    channel: row.channel,
    stopped: row.stopped,
    frame: {
      author: row.author ?? "",
      conversation: row.id,
      about:
        row.number === null || row.pet === null
          ? { kind: "support" }
          : { kind: "consultation", number: row.number, pet: row.pet },
      // Who writes to another chat at present is offered to turn to this one.
      ...(speaking[at]?.side !== "owner" && row.selectedId !== row.id && { offerSwitch: true }),
    },
  }));
}

/** Who speaks and in which matter. */
export async function frameFor(core: Core, conversation: Correspondence, side: Side): Promise<Frame> {
  const [audience] = await audiences(core, [{ conversation: conversation.id, side }]);
  if (!audience) throw new Error("a conversation that is not there");
  const { offerSwitch: _, ...frame } = audience.frame;
  return frame;
}
