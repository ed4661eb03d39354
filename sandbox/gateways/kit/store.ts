import { Pool } from "pg";

/** Where payments are kept. Paid money must not vanish with the process. */
export interface Store<T> {
  /** The oldest first. */
  load(): Promise<T[]>;
  save(payment: T): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Names are the simulator's own, and go into SQL as they are. */
export interface StoreOptions<T> {
  readonly table: string;
  /** Column of the key. */
  readonly key: string;
  /** Expression that sorts the oldest first. */
  readonly order: string;
  readonly keyOf: (payment: T) => string;
}

const nothing = () => Promise.resolve();

/** A table of the simulator's own in a Postgres database, made when it is missing; without an address nothing is kept. */
export async function openStore<T>(url: string | undefined, options: StoreOptions<T>): Promise<Store<T>> {
  if (url === undefined) {
    return { load: () => Promise.resolve([]), save: nothing, clear: nothing, close: nothing };
  }
  const { table, key, order, keyOf } = options;
  const pool = new Pool({ connectionString: url, max: 2 });
  // A connection that breaks while idle is told by the query that follows.
  pool.on("error", () => undefined);
  await pool.query(`create table if not exists ${table} (${key} text primary key, data jsonb not null)`);
  return {
    load: async () =>
      (await pool.query<{ data: T }>(`select data from ${table} order by ${order}`)).rows.map(
        ({ data }) => data,
      ),
    save: async (payment) => {
      await pool.query(
        `insert into ${table} (${key}, data) values ($1, $2) on conflict (${key}) do update set data = excluded.data`,
        [keyOf(payment), JSON.stringify(payment)],
      );
    },
    clear: async () => void (await pool.query(`truncate ${table}`)),
    close: () => pool.end(),
  };
}
