import { randomUUID } from "node:crypto";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Db } from "../../../core/platform/database.ts";
import { MIGRATIONS, migrationsIn } from "../../../prisma/migrations.ts";
import { migrate, MigrationError, migrationState } from "../../../prisma/migrate.ts";
import { hold, lockWaits } from "../../long/faults/hold.ts";
import { testDatabase, type TestDatabase } from "../../support/database.ts";
import { query } from "../../support/own-cluster.ts";

let own: TestDatabase;
let folder = "";
beforeEach(async () => {
  own = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "pawline-migrations-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await own.drop();
});

/** This version's migrations and further ones: the version after it. */
function next(...further: { name: string; sql: string }[]): { folder: string } {
  for (const { name, sql } of [...migrationsIn(MIGRATIONS), ...further]) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "migration.sql"), sql);
  }
  return { folder };
}

const COLUMN = {
  name: "20990101000000_colour",
  sql: "alter table person add column colour text; create table colour (name text primary key);",
};

const write = (db: Db) =>
  db.person.create({ data: { id: randomUUID(), channel: "telegram", createdAt: new Date(0) } });

const columns = async (name: string): Promise<number> =>
  (await own.db.$queryRaw<unknown[]>`select 1 from information_schema.columns where column_name = ${name}`)
    .length;

it("has nothing to do for a database that is up to date", async () => {
  expect(await migrate(own.url)).toEqual([]);
});

it("creates a database that is missing; of many processes at once one does all of it", async () => {
  const missing = new URL(own.url);
  missing.pathname += "_new";
  expect((await migrationState(missing.href)).pending).toHaveLength(migrationsIn(MIGRATIONS).length);
  const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(missing.href)));
  expect(applied.flat()).toEqual(migrationsIn(MIGRATIONS).map(({ name }) => name));
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  const noted = await query(missing.href, "select migration_name, finished_at from _prisma_migrations");
  expect(noted).toHaveLength(applied.flat().length);
  await own.db.$executeRawUnsafe(`drop database "${missing.pathname.slice(1)}" with (force)`);
}, 60_000);

it("lets those who use a table go on while it waits for it, and is done when it is free", async () => {
  // A report that reads for long holds the table against every change of it.
  const release = await hold(own.db, (db) => db.$queryRaw`select count(*) from person`);
  let over = false;
  const migration = migrate(own.url, { ...next(COLUMN), lockMs: 100, pauseMs: 50 }).finally(
    () => (over = true),
  );
  await expect.poll(() => lockWaits(own.db)).toBeGreaterThan(0);
  // What a service of the version before writes meanwhile.
  for (let i = 0; i < 50; i++) await write(own.db);
  // They went on, although it waits and the report is not over.
  expect(over).toBe(false);
  await release();
  expect(await migration).toEqual([COLUMN.name]);
  expect(await columns("colour")).toBe(1);
  expect(await own.db.person.count()).toBe(50);
});

it("gives up when nobody lets go, having changed nothing", async () => {
  const release = await hold(own.db, (db) => db.$queryRaw`select count(*) from person`);
  const patience = { lockMs: 20, pauseMs: 10, patienceMs: 100 };
  await expect(migrate(own.url, { ...next(COLUMN), ...patience })).rejects.toThrow(
    /colour failed, and nothing of it/,
  );
  await release();
  expect(await columns("colour")).toBe(0);
  expect((await migrationState(own.url, folder)).pending).toEqual([COLUMN.name]);
});

it("does all of a migration or nothing of it, and can be run again when it is mended", async () => {
  const half = { ...COLUMN, sql: `${COLUMN.sql} select 1/0;` };
  await expect(migrate(own.url, next(half))).rejects.toThrow(MigrationError);
  expect(await columns("colour")).toBe(0);
  expect(await migrate(own.url, next(COLUMN))).toEqual([COLUMN.name]);
  expect(await columns("colour")).toBe(1);
});

it("builds an index beside those who write, and anew where a build broke off", async () => {
  const index = {
    name: "20990101000000_index",
    sql: `drop index concurrently if exists person_colour;
      create index concurrently person_colour on person (created_at);`,
  };
  // What is left of a build that broke off keeps its name.
  await own.db.$executeRaw`create index person_colour on person (id)`;
  const release = await hold(own.db, write);
  const migration = migrate(own.url, next(index));
  // It waits for whoever was writing before it began; others write meanwhile.
  await expect.poll(() => lockWaits(own.db)).toBeGreaterThan(0);
  await write(own.db);
  await release();
  expect(await migration).toEqual([index.name]);
  const [row] = await own.db.$queryRaw<{ definition: string }[]>`
    select indexdef as definition from pg_indexes where indexname = 'person_colour'`;
  expect(row?.definition).toContain("(created_at)");
});

it("goes on with a database that a later version has added to, not with one it has taken from", async () => {
  await migrate(own.url, next(COLUMN));
  expect(await migrate(own.url)).toEqual([]);
  rmSync(join(folder, COLUMN.name), { recursive: true });
  await own.db.$executeRaw`update _prisma_migrations set migration_name = '20990101000000_colour_contract'
    where migration_name = ${COLUMN.name}`;
  await expect(migrate(own.url)).rejects.toThrow(MigrationError);
  await expect(migrate(own.url)).rejects.toThrow(/ahead of this version.*colour_contract/);
});

it("refuses a database in which a migration failed half way", async () => {
  await own.db
    .$executeRaw`update _prisma_migrations set finished_at = null where migration_name like '%_tables'`;
  await expect(migrate(own.url)).rejects.toThrow(/_tables failed earlier.*migrate resolve/);
});
