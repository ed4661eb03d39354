import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { inject } from "vitest";
import { connect } from "../../core/platform/database.ts";
import type { PrismaClient } from "../../prisma/generated/client.ts";

export interface TestDatabase {
  readonly url: string;
  readonly db: PrismaClient;
  /** Closes `db` and drops the database with every connection left to it. */
  readonly drop: () => Promise<void>;
}

async function maintain(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject("postgres").maintenanceUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * A database of the caller's own, migrated and empty. One for each test file is enough for most:
 *
 *     const { db, drop } = await testDatabase();
 *     afterAll(drop);
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { maintenanceUrl, template } = inject("postgres");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await maintain(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`);
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  const db = connect(url.href, { max: 5 });
  return {
    url: url.href,
    db,
    drop: async () => {
      await db.$disconnect();
      await maintain(`drop database ${escapeIdentifier(name)} with (force)`);
    },
  };
}
