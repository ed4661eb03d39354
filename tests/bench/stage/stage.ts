import { dirname, join } from "node:path";
import { Client, escapeIdentifier } from "pg";
import { migrate } from "../../../prisma/migrate.ts";
import { startPostgres, type Postgres } from "../../../sandbox/postgres/postgres.ts";
import { runFolder } from "../../support/run-folder.ts";
import { parentOf } from "./cpu.ts";
import { startBotApi, type BotApi } from "./telegram.ts";

/** What everything that is measured stands on: one Postgres that keeps what it commits, one Bot API. */
export interface Stage {
  readonly api: BotApi;
  /** For whatever a process keeps in files. */
  readonly folder: string;
  /** The address of a new database with all tables and no rows. */
  migratedDatabase(): Promise<string>;
  emptyDatabase(): Promise<string>;
  /** Process id of Postgres' own first process, the parent of all others. */
  readonly postmaster: number;
  /** A number of one's own. */
  readonly nextNumber: () => number;
  /** Closes what was started at the end, whatever happens until then. */
  add<Part extends { close(): Promise<void> }>(starting: Promise<Part>): Promise<Part>;
}

const TEMPLATE = "template_bench";

/** Sets everything up, lets a row measure, and takes everything down, also when this process is killed meanwhile. */
export async function withStage<Result>(measure: (stage: Stage) => Promise<Result>): Promise<Result> {
  const run = runFolder();
  const closers: (() => Promise<unknown>)[] = [() => run.remove()];
  try {
    const postgres = await startPostgres({ dir: run.postgres, port: 0 });
    await migrate(await postgres.ensureDatabase(TEMPLATE));
    const api = await startBotApi();
    closers.push(() => api.stop());
    return await measure({
      api,
      folder: join(dirname(run.postgres), "service"),
      postmaster: await postmasterOf(postgres),
      ...databases(postgres),
      async add(starting) {
        const part = await starting;
        closers.push(() => part.close());
        return part;
      },
    });
  } finally {
    for (const closer of closers.toReversed()) await closer();
  }
}

async function connected<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const postmasterOf = (postgres: Postgres): Promise<number> =>
  connected(postgres.url("postgres"), async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    return parentOf(rows[0]?.pid ?? 0);
  });

function databases(postgres: Postgres): Pick<Stage, "nextNumber" | "migratedDatabase" | "emptyDatabase"> {
  let number = 0;
  const nextNumber = () => ++number;

  async function create(template: string): Promise<string> {
    const name = `bench_${nextNumber()}`;
    await connected(postgres.url("postgres"), (client) =>
      client.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`),
    );
    return postgres.url(name);
  }

  return { nextNumber, migratedDatabase: () => create(TEMPLATE), emptyDatabase: () => create("template0") };
}
