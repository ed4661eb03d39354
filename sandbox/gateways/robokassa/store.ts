import { Pool } from "pg";
import type { Payment } from "./payment.ts";

/** Where operations are kept. Paid money must not vanish with the process. */
export interface Store {
  load(): Promise<Payment[]>;
  save(payment: Payment): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A table of the simulator's own in a Postgres database; made when it is missing. */
export async function postgresStore(url: string): Promise<Store> {
  const pool = new Pool({ connectionString: url, max: 2 });
  // A connection that breaks while idle is told by the query that follows.
  pool.on("error", () => undefined);
  await pool.query(
    "create table if not exists robokassa_payment (inv_id text primary key, data jsonb not null)",
  );
  return {
    load: async () =>
      (
        await pool.query<{ data: Payment }>("select data from robokassa_payment order by inv_id::bigint")
      ).rows.map(({ data }) => data),
    save: async (payment) => {
      await pool.query(
        `insert into robokassa_payment (inv_id, data) values ($1, $2)
         on conflict (inv_id) do update set data = excluded.data`,
        [payment.invId, JSON.stringify(payment)],
      );
    },
    clear: async () => void (await pool.query("truncate robokassa_payment")),
    close: () => pool.end(),
  };
}

/** For a simulator that may forget. */
export const noStore: Store = {
  load: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
