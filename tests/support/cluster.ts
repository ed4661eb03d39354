import { migrate } from "../../prisma/migrate.ts";
import { startPostgres } from "../../sandbox/postgres/postgres.ts";

const TEMPLATE = "template_pawline";

/** A Postgres for this run alone, with a template database that has every migration. */
export async function startCluster(dir: string) {
  const postgres = await startPostgres({ dir, port: 0, durable: false });
  await migrate(await postgres.ensureDatabase(TEMPLATE));
  return { maintenanceUrl: postgres.url("postgres"), template: TEMPLATE };
}
