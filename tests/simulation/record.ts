import type { Player } from "./cast.ts";
import { works, type Work } from "./service.ts";
import type { Town } from "./town.ts";

/** What became of an operation, as the service has noted it. */
export interface Delivered {
  readonly id: string;
  readonly person: string;
  readonly lane: string;
  readonly message: string | null;
  readonly part: number;
  readonly outcome: "sent" | "refused" | "uncertain";
}

/** What the service knows when all is over. */
export interface Noted {
  readonly messages: readonly string[];
  /** The message that its author wrote there. */
  readonly messageAt: (by: Player, id: number) => string | undefined;
  readonly deliveries: readonly Delivered[];
}

export async function recordOf({ calm }: Town): Promise<Noted> {
  const messages = await calm.query<{ id: string }>("select id from message");
  const copies = await calm.query<{ place: string; message: string }>(
    "select channel || ' ' || chat || ' ' || external_id as place, message_id as message from message_copy where original",
  );
  const deliveries = await calm.query<Delivered>(
    `select id, person_id as person, lane_id as lane, message_id as message, part, outcome from delivery order by id`,
  );
  const at = new Map(copies.rows.map(({ place, message }) => [place, message]));
  return {
    messages: messages.rows.map(({ id }) => id),
    messageAt: ({ channel, chat }, id) => at.get(`${channel} ${chat} ${id}`),
    deliveries: deliveries.rows,
  };
}

/** What of the work is left, where there should be none. */
export async function leftOvers({ calm }: Town): Promise<string[]> {
  const { rows } = await calm.query<{ what: string; count: number }>(`
    select what, count from (
      select 'inbox' as what, count(*)::int from inbox
      union all select 'outbox', count(*)::int from outbox
      union all select 'set aside', count(*)::int from set_aside
      union all select 'kept', count(*)::int from kept_message
      union all select 'timers', count(*)::int from timer
      union all select 'leases', count(*)::int from lease
      union all select 'files', count(*)::int from file where state = 'pending' or lease_until is not null
    ) left_over where count > 0`);
  return rows.map(({ what, count }) => `${count} left: ${what}`);
}

/**
 * When each kind of work has something to do next, in milliseconds since the epoch; those that have nothing are left out.
 * What stands behind something else, or for a file that is yet to come, has nothing to do.
 */
export async function dueTimes({ calm }: Town): Promise<ReadonlyMap<Work, number>> {
  const { rows } = await calm.query<Record<Work, Date | null>>({
    name: "due",
    text: `select
      (select min(coalesce(hold_until, received_at)) from (
        select distinct on (person_id) * from inbox order by person_id, seq
      ) head) as turns,
      (select min(greatest(o.due_at, o.lease_until, i.paused_until)) from (
        select distinct on (person_id, lane_id, channel) * from outbox order by person_id, lane_id, channel, seq
      ) o left join identity i on i.person_id = o.person_id and i.channel = o.channel
      where not exists (select from file where id = any(o.file_ids) and state = 'pending')) as deliveries,
      (select min(greatest(due_at, lease_until)) from file where state = 'pending') as media,
      (select min(due_at) from timer) as timers`,
  });
  return new Map(
    works.flatMap((work): [Work, number][] => {
      const at = rows[0]?.[work];
      return at ? [[work, at.getTime()]] : [];
    }),
  );
}
