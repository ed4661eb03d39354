import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

const execute = promisify(execFile);
const FOLDER = join(import.meta.dirname, "migrations");

/** What keeps a database from being brought up to date; the message says what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

interface Applied {
  name: string;
  failed: boolean;
}

/** undefined_table: never migrated; invalid_catalog_name: no such database yet. */
const EMPTY = new Set(["42P01", "3D000"]);

/** What Prisma's own table says; nothing for a database that is empty or yet to be made. */
async function applied(url: string): Promise<Applied[]> {
  const client = new Client({ connectionString: url });
  // A connection that breaks between two queries is told by the query that follows.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Applied>(
      `select migration_name as name, finished_at is null as failed
         from _prisma_migrations where rolled_back_at is null`,
    );
    return rows;
  } catch (error) {
    if (error instanceof Error && "code" in error && EMPTY.has(String(error.code))) return [];
    throw error;
  } finally {
    await client.end();
  }
}

const ours = () =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

async function deploy(url: string): Promise<void> {
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const env = { ...process.env, DATABASE_URL: url };
  try {
    await execute(process.execPath, [cli, "migrate", "deploy"], { cwd: join(FOLDER, "../.."), env });
  } catch (cause) {
    const told = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : String(cause);
    throw new MigrationError(`The database could not be migrated: ${told}`, { cause });
  }
}

/** How a database stands to this version of the code. */
export interface MigrationState {
  /** Ours that it has not seen, in order. */
  pending: string[];
  /** One that failed half way. */
  failed: string | undefined;
  /** One that only a later version knows. */
  newer: string | undefined;
}

/** Looks, and changes nothing. Rejects when the database cannot be asked. */
export async function migrationState(url: string): Promise<MigrationState> {
  const known = ours();
  const done = await applied(url);
  const names = new Set(done.map((migration) => migration.name));
  return {
    pending: known.filter((name) => !names.has(name)),
    failed: done.find((migration) => migration.failed)?.name,
    newer: done.find((migration) => !known.includes(migration.name))?.name,
  };
}

/**
 * Brings the database to the state that this version of the code needs, creating it when it is missing.
 * Takes a few milliseconds when there is nothing to do.
 * @returns the names of the migrations applied now, in order
 * @throws MigrationError when the database is ahead of the code, or a migration failed before or fails now
 */
export async function migrate(url: string): Promise<string[]> {
  const { pending, failed, newer } = await migrationState(url);
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
  if (pending.length > 0) await deploy(url);
  return pending;
}
