import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removePostgres } from "../../sandbox/postgres/postgres.ts";

/** Where a test run keeps its servers: `postgres/`, `redis/`. */
export interface RunFolder {
  postgres: string;
  redis: string;
  /** Ends the servers and removes the folder. */
  remove(): Promise<void>;
}

export const redisPidFile = (run: string) => join(run, "redis/redis.pid");

/** Ends whatever still runs in a test run's folder, and removes it. */
export async function removeRun(run: string): Promise<void> {
  if (!existsSync(run)) return;
  if (existsSync(redisPidFile(run))) process.kill(Number(readFileSync(redisPidFile(run), "utf8")));
  if (existsSync(join(run, "postgres"))) await removePostgres(join(run, "postgres"));
  rmSync(run, { recursive: true, force: true });
}

/**
 * Makes the folder, and a companion process that removes it when this process ends without doing so: by
 * Ctrl-C in the middle of the setup, or killed.
 */
export function runFolder(): RunFolder {
  const run = mkdtempSync(join(tmpdir(), "pawline-tests-"));
  // Postgres may run as another user, who has to pass through.
  chmodSync(run, 0o711);
  const script = join(import.meta.dirname, "remove-run.ts");
  const companion = spawn(process.execPath, ["--import", "tsx", script, run], {
    // Its standard input ends with us. A group of its own: Ctrl-C in the terminal does not reach it.
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  companion.unref();
  return { postgres: join(run, "postgres"), redis: join(run, "redis"), remove: () => removeRun(run) };
}
