import type { Player } from "./cast.ts";
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
export interface Record {
  readonly messages: readonly string[];
  /** The message that its author wrote there. */
  readonly messageAt: (by: Player, id: number) => string | undefined;
  readonly deliveries: readonly Delivered[];
}

export async function recordOf({ calm }: Town): Promise<Record> {
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
