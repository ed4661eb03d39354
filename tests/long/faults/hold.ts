import type { Db } from "../../../core/platform/database.ts";

/** Holds rows that the service needs, in a transaction of the test's own; resolves to what lets go of them. */
export async function hold(db: Db, take: (db: Db) => Promise<unknown>): Promise<() => Promise<void>> {
  if (!("$transaction" in db)) throw new Error("a transaction has no transactions");
  const [held, isHeld] = moment();
  const [done, letGo] = moment();
  const whole = db.$transaction(async (tx) => {
    await take(tx);
    isHeld();
    await done;
  });
  await held;
  return async () => {
    letGo();
    await whole;
  };
}

function moment(): [Promise<void>, () => void] {
  let come = (): void => undefined;
  return [new Promise<void>((resolve) => (come = resolve)), () => come()];
}

/** How many queries wait for rows that somebody holds. */
export async function lockWaits(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.waiting ?? 0;
}
