import { setTimeout as pause } from "node:timers/promises";
import { Client, escapeIdentifier } from "pg";
import { apply, HISTORY, type Patience } from "./apply.ts";
import { isContract, MIGRATIONS, migrationsIn, type Migration } from "./migrations.ts";

/** What keeps a database from being brought up to date; the message says what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** How a database stands to this version of the code. */
export interface MigrationState {
  /** Ours that it has not seen, in order. */
  pending: string[];
  /** One that failed half way. */
  failed: string | undefined;
  /** One that only a later version knows and that took away what this version needs. */
  newer: string | undefined;
}

export interface MigrateOptions extends Patience {
  /** Where the migrations are, if not in this version's own folder. */
  readonly folder?: string;
}

/** undefined_table: never migrated. */
const NO_TABLE = "42P01";
/** invalid_catalog_name: no such database yet. */
const NO_DATABASE = "3D000";
/** duplicate_database, and unique_violation where two make it in the same moment. */
const MADE_MEANWHILE = new Set(["42P04", "23505"]);

/** Held by the process that migrates. Any number; no other lock of ours is an advisory one on two keys. */
const LOCK = "hashtext('pawline'), hashtext('migrations')";
/** How often a process looks that waits for another to be done. */
const LOOK_MS = 200;

/** Looks, and changes nothing. Rejects when the database cannot be asked. */
export async function migrationState(url: string, folder = MIGRATIONS): Promise<MigrationState> {
  try {
    return await connected(url, (client) => stateOf(client, migrationsIn(folder)));
  } catch (error) {
    if (codeOf(error) !== NO_DATABASE) throw error;
    return { pending: migrationsIn(folder).map(({ name }) => name), failed: undefined, newer: undefined };
  }
}

/**
 * Brings the database to the state that this version of the code needs, creating it when it is missing. Any number of
 * processes may call it at once: one migrates, the others wait for it. A service of the version before goes on beside it
 * (README.md beside this file). Takes a few milliseconds when there is nothing to do.
 * @returns the names of the migrations applied now, in order
 * @throws MigrationError when the database is ahead of the code, or a migration failed before or fails now
 */
export async function migrate(
  url: string,
  { folder = MIGRATIONS, ...patience }: MigrateOptions = {},
): Promise<string[]> {
  const ours = migrationsIn(folder);
  const { pending } = await migrationState(url, folder).then(sound);
  if (pending.length === 0) return [];
  await makeDatabase(url);
  return connected(url, (client) =>
    alone(client, async () => {
      // Another process may have been faster.
      const { pending } = sound(await stateOf(client, ours));
      await client.query(HISTORY);
      const applied = ours.filter(({ name }) => pending.includes(name));
      for (const migration of applied) {
        try {
          await apply(client, migration, patience);
        } catch (cause) {
          throw new MigrationError(
            `The database could not be migrated: ${migration.name} failed, and nothing of it was done. ${told(cause)}`,
            { cause },
          );
        }
      }
      return applied.map(({ name }) => name);
    }),
  );
}

function sound(state: MigrationState): MigrationState {
  const { failed, newer } = state;
  if (failed !== undefined) {
    throw new MigrationError(
      `Migration ${failed} failed earlier and left the database half way. Mend it and tell Prisma: ` +
        `npx prisma migrate resolve --applied ${failed} (or --rolled-back)`,
    );
  }
  if (newer !== undefined) {
    throw new MigrationError(
      `The database is ahead of this version: it has migration ${newer}. Start the version that made it, or a later one.`,
    );
  }
  return state;
}

async function stateOf(client: Client, ours: readonly Migration[]): Promise<MigrationState> {
  const { rows: done } = await client
    .query<{ name: string; failed: boolean }>(
      `select migration_name as name, finished_at is null as failed
         from _prisma_migrations where rolled_back_at is null`,
    )
    .catch((error: unknown) => {
      if (codeOf(error) === NO_TABLE) return { rows: [] };
      throw error;
    });
  const known = new Set(ours.map(({ name }) => name));
  const names = new Set(done.map(({ name }) => name));
  return {
    pending: [...known].filter((name) => !names.has(name)),
    failed: done.find(({ failed }) => failed)?.name,
    newer: done.find(({ name }) => !known.has(name) && isContract(name))?.name,
  };
}

/** By looking again and again: a statement that waits is a transaction, and an index concurrently built waits for those. */
async function alone<T>(client: Client, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${LOCK}) as mine`);
    if (rows[0]?.mine) break;
    await pause(LOOK_MS);
  }
  // It goes with the connection, which is closed next.
  return work();
}

async function makeDatabase(url: string): Promise<void> {
  try {
    await connected(url, () => Promise.resolve());
  } catch (error) {
    if (codeOf(error) !== NO_DATABASE) throw error;
    const server = new URL(url);
    const name = decodeURIComponent(server.pathname.slice(1));
    server.pathname = "/postgres";
    await connected(server.href, async (client) => {
      await client.query(`create database ${escapeIdentifier(name)}`).catch((error: unknown) => {
        if (!MADE_MEANWHILE.has(codeOf(error))) throw error;
      });
    });
  }
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // A connection that breaks between two queries is told by the query that follows.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));
