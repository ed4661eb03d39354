import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "./cluster.ts";
import { query, sqlState } from "./connection.ts";
import { commandLine } from "./processes.ts";

/** What a server answers, or does not, while it starts or stops: cannot_connect_now, admin_shutdown. */
const PASSING = new Set(["57P03", "57P01", "ECONNREFUSED", "ECONNRESET"]);

/** The address of a database of a cluster. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/**
 * What `postmaster.pid` says: line 1 is the process, line 4 the port, line 8 the state
 * (src/include/utils/pidfile.h). A file left behind whose number now belongs to another program would keep
 * Postgres from starting: it is removed.
 */
function postmaster({ data }: Cluster): { port: number } | undefined {
  const file = join(data, "postmaster.pid");
  let lines: string[];
  try {
    lines = readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
  const words = commandLine(Number(lines[0]));
  if (!words?.includes("postgres") || !words.includes(data)) {
    rmSync(file, { force: true });
    return undefined;
  }
  return { port: Number(lines[3]) };
}

/**
 * The port of the server that serves this cluster's data now, whoever started it. Waits for one that is
 * starting or stopping; `undefined` when there is none.
 */
export async function runningPort(cluster: Cluster): Promise<number | undefined> {
  for (;;) {
    const port = postmaster(cluster)?.port;
    if (port === undefined) return undefined;
    try {
      const [row] = await query(urlOf(cluster, port, "postgres"), "show data_directory");
      if (row?.["data_directory"] === cluster.data) return port;
      throw new Error(`Port ${port} is served by another Postgres, though ${cluster.data} names it`);
    } catch (error) {
      const code = sqlState(error);
      if (code === undefined || !PASSING.has(code)) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
