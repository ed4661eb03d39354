import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { migrate, MigrationError } from "../../../prisma/migrate.ts";
import { testDatabase, type TestDatabase } from "../../support/database.ts";

let own: TestDatabase;
beforeEach(async () => {
  own = await testDatabase();
});
afterEach(() => {
  vi.unstubAllEnvs();
  return own.drop();
});

it("has nothing to do for a database that is up to date", async () => {
  // No command of Prisma is run, which alone takes a second: it would fail.
  vi.stubEnv("PRISMA_SCHEMA_ENGINE_BINARY", "/there/is/no/engine");
  expect(await migrate(own.url)).toEqual([]);
});

it("applies what is missing, and creates a database that is missing", async () => {
  const missing = new URL(own.url);
  missing.pathname += "_new";
  const applied = await migrate(missing.href);
  expect(applied[0]).toMatch(/_tables$/);
  expect(await migrate(missing.href)).toEqual([]);
  await own.db.$executeRawUnsafe(`drop database "${missing.pathname.slice(1)}" with (force)`);
  // Prisma's command line is a process of its own, and a large one.
}, 60_000);

it("refuses a database that a later version made", async () => {
  await own.db.$executeRaw`update _prisma_migrations set migration_name = '20990101000000_future'
    where migration_name like '%_tables'`;
  await expect(migrate(own.url)).rejects.toThrow(MigrationError);
  await expect(migrate(own.url)).rejects.toThrow(/ahead of this version.*20990101000000_future/);
});

it("refuses a database in which a migration failed half way", async () => {
  await own.db
    .$executeRaw`update _prisma_migrations set finished_at = null where migration_name like '%_tables'`;
  await expect(migrate(own.url)).rejects.toThrow(/_tables failed earlier.*migrate resolve/);
});
