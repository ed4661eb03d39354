import { Client } from "pg";
import { castSql } from "./cast.ts";
import type { Mutant } from "./mutants.ts";
import { steppedConnections, watchOver, type Connections, type Watch } from "./postgres.ts";

/** Processes of the service that there may be at once. */
export const PLACES = 3;

/** A database in which histories take place, one after another. */
export interface Town {
  readonly places: readonly Connections[];
  readonly watch: Watch;
  readonly mutant: Mutant;
  /** A connection that nobody can crash: to look at what is there. */
  readonly calm: Client;
  /** As at the beginning of every history. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * @param url a database of the town's own, migrated and empty
 * @param mutant what is broken in its service
 */
export async function openTown(url: string, mutant: Mutant = {}): Promise<Town> {
  const calm = new Client({ connectionString: url });
  await calm.connect();
  await prepare(calm);
  for (const change of mutant.database ?? []) await calm.query(change);
  const watch = await watchOver(url);
  const places: Connections[] = [];
  for (let place = 0; place < PLACES; place++) places.push(await steppedConnections(url, watch));
  return {
    places,
    watch,
    mutant,
    calm,
    reset: async () => void (await calm.query("select begin_history()")),
    async close() {
      for (const place of places) await place.close();
      await watch.close();
      await calm.end();
    },
  };
}

/**
 * What a query answers, and in which order, must not hang on how full a table has been: rows are always found by their
 * indexes, and nothing is cleaned up at a time of its own.
 */
const STEADY = {
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  jit: "off",
  // Two that wait for each other are found by the simulation (postgres.ts).
  deadlock_timeout: "1h",
  // Rather than waiting for ever for what a fault of the simulation left open.
  idle_in_transaction_session_timeout: "60s",
};

/** Tables that histories write to; the others stay empty. */
const WRITTEN = [
  "clinic",
  "identity",
  "owner",
  "staff",
  "pet",
  "conversation",
  "desk",
  "consultation",
  "entitlement",
  "person",
  "received",
  "inbox",
  "outbox",
  "delivery",
  "set_aside",
  "message",
  "message_copy",
  "kept_message",
  "dialog",
  "file",
  "timer",
];

async function prepare(calm: Client): Promise<void> {
  const { rows } = await calm.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'",
  );
  const settings = Object.entries(STEADY).map(
    ([name, value]) => `execute format('alter database %I set ${name} = ''${value}''', current_database());`,
  );
  await calm.query(`do $$ begin ${settings.join("\n")} end $$`);
  for (const { name } of rows) await calm.query(`alter table ${name} set (autovacuum_enabled = off)`);
  // Neither foreign keys nor append-only tables stand in its way.
  await calm.query("set session_replication_role = replica");
  await calm.query(`
    create function begin_history() returns void language plpgsql as $$
    begin
      ${WRITTEN.map((name) => `delete from ${name};`).join("\n")}
      ${castSql()}
    end $$`);
}
