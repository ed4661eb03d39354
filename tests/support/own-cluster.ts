import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach } from "vitest";
import { removePostgres, startPostgres, type Postgres } from "../../sandbox/postgres/postgres.ts";

/** A folder for a server of each test's own, which is gone after it. */
export function ownCluster() {
  let parent = "";
  const dir = () => join(parent, "postgres");
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "pawline-postgres-"));
    // Where the server may run as another user, it has to get in.
    chmodSync(parent, 0o711);
  });
  afterEach(async () => {
    await removePostgres(dir());
    rmSync(parent, { recursive: true });
  });
  const start = (port = 0): Promise<Postgres> => startPostgres({ dir: dir(), port, durable: false });
  return { dir, start };
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

export const answers = (postgres: Postgres): Promise<boolean> =>
  query(postgres.url("postgres"), "select 1").then(
    () => true,
    () => false,
  );
