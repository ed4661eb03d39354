import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { checksumOf, isConcurrent, type Migration } from "./migrations.ts";
import { statementsOf } from "./statements.ts";

/**
 * How long a statement waits for a table that others are using. Whoever comes to the table meanwhile queues behind it,
 * and people behind them.
 */
const LOCK_MS = 1_000;
/** Between tries: what had queued gets through, and whoever holds the table gets on. */
const PAUSE_MS = 2_000;
/** Somebody has forgotten a transaction; a person has to look. */
const PATIENCE_MS = 300_000;

/** lock_not_available, deadlock_detected: nothing was changed, and it may go better in a moment. */
const IN_THE_WAY = new Set(["55P03", "40P01"]);

/** Prisma's own table, as its command line makes it: that goes on working with the database. */
export const HISTORY = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

/** For tests: how long all of it may take. */
export interface Patience {
  readonly lockMs?: number;
  readonly pauseMs?: number;
  readonly patienceMs?: number;
}

/**
 * Applies a migration and notes it, both or neither, beside a service that runs: it never waits long for a table, and
 * tries again instead. An index that is built concurrently blocks nobody and cannot be in a transaction: such a
 * migration is noted when its last statement is done, and has to bear being begun anew.
 *
 * @throws what the database says; nothing is changed then, an unfinished concurrent index excepted
 */
export async function apply(client: Client, migration: Migration, patience: Patience = {}): Promise<void> {
  const { lockMs = LOCK_MS, pauseMs = PAUSE_MS, patienceMs = PATIENCE_MS } = patience;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return isConcurrent(migration)
        ? await applyOneByOne(client, migration)
        : await applyWhole(client, migration, lockMs);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!IN_THE_WAY.has(code) || performance.now() > deadline) throw error;
      await pause(pauseMs);
    }
  }
}

async function applyWhole(client: Client, migration: Migration, lockMs: number): Promise<void> {
  await client.query("begin");
  try {
    await client.query(`set local lock_timeout = ${lockMs}`);
    await client.query(migration.sql);
    await note(client, migration);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function applyOneByOne(client: Client, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.sql)) await client.query(statement);
  await note(client, migration);
}

async function note(client: Client, migration: Migration): Promise<void> {
  await client.query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), 1)`,
    [randomUUID(), checksumOf(migration), migration.name],
  );
}
