import type { Core } from "../platform/core.ts";

export const queues = ["inbox", "outbox", "files", "timers", "payments"] as const;
export type QueueName = (typeof queues)[number];

export interface Waiting {
  /** How much could be begun now and is not, in each queue. */
  readonly length: Readonly<Record<QueueName, number>>;
  /** Since when the longest of it could have been, in seconds; 0: nothing waits. */
  readonly age: Readonly<Record<QueueName, number>>;
}

/**
 * What waits for us, and for how long. What waits for its time, for a person, for a chat that a messenger has paused or for
 * a channel that is switched off is not counted: more processes would not help it.
 */
export async function waitingIn(core: Pick<Core, "db" | "clock">): Promise<Waiting> {
  const now = core.clock.now();
  const rows = await core.db.$queryRaw<{ queue: QueueName; length: number; since: Date | null }[]>`
    select 'inbox' as queue, count(*)::int as length, min(greatest(i.received_at, i.hold_until)) as since
      from inbox i
      where (i.hold_until is null or i.hold_until <= ${now})
        and not exists (select 1 from inbox e where e.person_id = i.person_id and e.seq < i.seq)
    union all
    select 'outbox', count(*)::int, min(greatest(o.due_at, o.lease_until))
      from outbox o join identity i on i.person_id = o.person_id and i.channel = o.channel
      where o.due_at <= ${now} and (o.lease_until is null or o.lease_until <= ${now})
        and (i.paused_until is null or i.paused_until <= ${now})
        and not exists (
          select 1 from outbox e
          where e.person_id = o.person_id and e.lane_id = o.lane_id and e.seq < o.seq and e.channel = o.channel)
        and not exists (select 1 from channel_stop s where s.channel = o.channel and s.ended_at is null)
        and not exists (select 1 from file f where f.id = any(o.file_ids) and f.state = 'pending')
    union all
    select 'files', count(*)::int, min(greatest(due_at, lease_until)) from file
      where state = 'pending' and due_at <= ${now} and (lease_until is null or lease_until <= ${now})
    union all
    select 'timers', count(*)::int, min(due_at) from timer where due_at <= ${now}
    union all
    select 'payments', count(*)::int, min(greatest(due_at, lease_until)) from payment_task
      where done_at is null and stuck is null and due_at <= ${now} and (lease_until is null or lease_until <= ${now})`;
  const of = (value: (row: (typeof rows)[number]) => number) => {
    const found = new Map(rows.map((row) => [row.queue, value(row)]));
    const each = (queue: QueueName) => found.get(queue) ?? 0;
    return {
      inbox: each("inbox"),
      outbox: each("outbox"),
      files: each("files"),
      timers: each("timers"),
      payments: each("payments"),
    };
  };
  return {
    length: of(({ length }) => length),
    age: of(({ since }) => (since ? Math.max(0, now.getTime() - since.getTime()) / 1000 : 0)),
  };
}
