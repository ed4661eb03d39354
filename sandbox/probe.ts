import type { ServiceProbe } from "./control/settled.ts";
import type { Db } from "../core/platform/database.ts";

/**
 * What the service has still to do, as its database shows it: everything it does is a row first. What waits for a
 * later moment of the sandbox's clock is not counted, nor what is for a messenger that is switched off.
 */
export function serviceProbe(db: Db, clock: { now(): Date }): ServiceProbe {
  return {
    async pending() {
      const now = clock.now();
      const [row] = await db.$queryRaw<Record<string, number>[]>`
        select
          (select count(*) from inbox)::int as inbox,
          (select count(*) from outbox o left join identity i on i.person_id = o.person_id and i.channel = o.channel
            where o.lease_until is not null
               or (not exists (select 1 from channel_stop s where s.channel = o.channel and s.ended_at is null)
                 and o.due_at <= ${now} and (i.paused_until is null or i.paused_until <= ${now})))::int as outbox,
          (select count(*) from file where state = 'pending' and (due_at <= ${now} or lease_until is not null))::int as media,
          (select count(*) from timer where due_at <= ${now})::int as timers,
          (select count(*) from payment_task where done_at is null and stuck is null
             and (due_at <= ${now} or lease_until is not null))::int as payments`;
      return row ?? {};
    },
  };
}
