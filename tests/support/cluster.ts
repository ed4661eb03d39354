import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../prisma/migrate.ts";
import { removePostgres, startPostgres } from "../../sandbox/postgres/postgres.ts";
import { commandLine } from "../../sandbox/postgres/processes.ts";

const PREFIX = "pawline-tests-";
const TEMPLATE = "template_pawline";

/** Clusters of runs that were killed before they could clean up; the folder's name holds the run's process. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split("-")[0]);
    if (commandLine(pid) === undefined) await removePostgres(join(tmpdir(), name));
  }
}

/** A Postgres for this run alone, with a template database that has every migration. */
export async function startCluster() {
  await removeAbandoned();
  const dir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const postgres = await startPostgres({ dir, port: 0, durable: false });
  try {
    await migrate(await postgres.ensureDatabase(TEMPLATE));
  } catch (error) {
    await postgres.remove();
    throw error;
  }
  return {
    postgres: { maintenanceUrl: postgres.url("postgres"), template: TEMPLATE },
    remove: () => postgres.remove(),
  };
}
