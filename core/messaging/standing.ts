import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";

/** Somebody's message, as far as it says where it was written. */
export interface Written {
  readonly person: string;
  readonly channel: Channel;
  /** External id of the message they quote. */
  readonly replyTo?: string | undefined;
  /** Staff: the topic it was written in. */
  readonly topic?: string | undefined;
}

/** What stands around a message: all that decides which conversation it is for. */
export interface Standing {
  /** External id of the writer's chat. */
  readonly chat: string;
  /**
   * The writer is known to us as they write now: their language, messenger and (of staff) zone are noted, nothing is
   * blocked.
   */
  readonly settled: boolean;
  /** They are in a dialog with the bot. */
  readonly inDialog: boolean;
  /** They work here. */
  readonly member: boolean;
  /** The conversation that they have selected. */
  readonly selected: string | null;
  /** The conversation of the message they quote. */
  readonly quoted: string | null;
  /** Staff: the conversation of the topic. */
  readonly topic: string | null;
  /** Staff: what was asked for at the desk of the conversation that topic or quotation lead to. */
  readonly awaiting: string | null;
}

/** The standing of each message, in the order given; undefined where its writer has no such address. */
export async function standings(core: Core, written: readonly Written[]): Promise<(Standing | undefined)[]> {
  const rows = await rowsOf(core.db)<Standing & { at: number }>`
    select (w.n - 1)::int as at, i.external_id as chat,
      p.locale is not null and (p.time_zone is not null or w.channel <> 'staff') and p.channel = w.channel
        and i.blocked_at is null as settled,
      d.person_id is not null as "inDialog",
      s.id is not null as member,
      p.selected_id as selected,
      m.conversation_id as quoted,
      t.conversation_id as topic,
      k.awaiting
    from unnest(
      ${written.map(({ person }) => person)}::uuid[],
      ${written.map(({ channel }) => channel)}::channel[],
      ${written.map(({ replyTo }) => replyTo ?? null)}::text[],
      ${written.map(({ topic }) => topic ?? null)}::text[]
    ) with ordinality w (person_id, channel, reply_to, topic, n)
    join person p on p.id = w.person_id
    join identity i on i.person_id = w.person_id and i.channel = w.channel
    left join dialog d on d.person_id = w.person_id
    left join staff s on s.id = w.person_id and s.revoked_at is null
    left join message_copy c on c.channel = w.channel and c.chat = i.external_id and c.external_id = w.reply_to
    left join message m on m.id = c.message_id
    left join desk t on t.staff_id = w.person_id and t.topic = w.topic
    left join desk k
      on k.staff_id = w.person_id and k.conversation_id = coalesce(t.conversation_id, m.conversation_id)`;
  const found = new Map(rows.map((row) => [row.at, row]));
  return written.map((_, at) => found.get(at));
}
