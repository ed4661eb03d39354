import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createDatabase } from "./connection.ts";
import { initialise, openCluster, type Cluster } from "./cluster.ts";
import { ownedByAnother, takeOwnership } from "./owner.ts";
import { freePort } from "./ports.ts";
import { runningPort, urlOf } from "./running.ts";

/** Not Postgres' own 5432, which a Postgres of the machine would have. */
export const DEFAULT_PORT = 54329;

export interface PostgresOptions {
  /** The cluster's folder, made when missing. Moved out of a place that the server's user cannot reach. */
  dir: string;
  /** Wanted port on 127.0.0.1; a free one is taken instead when it is in use. 0: any. */
  port?: number;
  /** `false`: faster, and the data survive a stop but no crash. For tests. */
  durable?: boolean;
}

export interface Postgres {
  port: number;
  /** The address of a database, with the password. */
  url(database: string): string;
  /** Creates the database unless it exists; resolves to its address. */
  ensureDatabase(name: string): Promise<string>;
  /** Stops the server, unless a living other process started it. May be called twice. */
  stop(): Promise<void>;
}

function settings(port: number, durable: boolean): string {
  const values = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    // The service, its sandbox and a few tests side by side, each with a pool of about ten.
    max_connections: 200,
    // The default is that of turning disks, by which it reads whole tables where an index leads to a row.
    random_page_cost: "1.1",
    // The details of an error quote values of rows, and statements may hold them: personal data.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    ...(!durable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(values).map(([name, value]) => `-c ${name}=${value}`);
  return [`-p ${port}`, ...flags].join(" ");
}

const logOf = ({ folder }: Cluster) => join(folder, "postgres.log");

function lastLines(file: string): string {
  try {
    return readFileSync(file, "utf8").trim().split("\n").slice(-5).join("\n");
  } catch {
    return "(it wrote no log)";
  }
}

/** Starts the server; of several processes that try at once, one does and the others find it running. */
async function launch(cluster: Cluster, wanted: number, durable: boolean): Promise<number> {
  // Another program may take a port between the look and the start.
  const attempts = 5;
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? wanted : 0);
    const log = logOf(cluster);
    // The log of this start alone, and of the one before.
    if (attempt === 1) renameIfThere(log, `${log}.1`);
    try {
      const args = ["-D", cluster.data, "-w", "-t", "60", "-s", "-l", log, "-o", settings(port, durable)];
      await cluster.run("pg_ctl", [...args, "start"]);
      takeOwnership(cluster.folder);
      return port;
    } catch (cause) {
      const running = await runningPort(cluster);
      if (running !== undefined) return running;
      if (attempt === attempts) throw new Error(`Postgres did not start:\n${lastLines(log)}`, { cause });
    }
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // The first start has no log to keep.
  }
}

/**
 * Starts the Postgres that comes from npm, or finds it running.
 *
 *     const postgres = await startPostgres({ dir: ".data/postgres" });
 *     const url = await postgres.ensureDatabase("pawline");
 *
 * Works as root too (the server then runs as another user). A server left by a process that was killed is
 * taken over: its data are as they were, and `stop()` stops it.
 * @throws when there is no build for this machine or the server does not start; the message holds its log's end
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dir, port: wanted = DEFAULT_PORT, durable = true } = options;
  const cluster = openCluster(dir);

  let port = await runningPort(cluster);
  if (port === undefined) {
    await initialise(cluster);
    port = await launch(cluster, wanted, durable);
  } else if (!ownedByAnother(cluster.folder)) {
    takeOwnership(cluster.folder);
  }
  return handle(cluster, port);
}

async function stopServer(cluster: Cluster, mode: "fast" | "immediate"): Promise<void> {
  if ((await runningPort(cluster)) === undefined) return;
  await cluster.run("pg_ctl", ["-D", cluster.data, "-m", mode, "-w", "-s", "stop"]);
}

/** Stops the server of a folder, whoever started it, and deletes its data. */
export async function removePostgres(dir: string): Promise<void> {
  const cluster = openCluster(dir);
  await stopServer(cluster, "immediate");
  for (const folder of [cluster.folder, cluster.asked]) rmSync(folder, { recursive: true, force: true });
}

function handle(cluster: Cluster, port: number): Postgres {
  const url = (database: string) => urlOf(cluster, port, database);
  return {
    port,
    url,
    ensureDatabase: async (name) => {
      await createDatabase(url("postgres"), name);
      return url(name);
    },
    stop: async () => {
      if (!ownedByAnother(cluster.folder)) await stopServer(cluster, "fast");
    },
  };
}
