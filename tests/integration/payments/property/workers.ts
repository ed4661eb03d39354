import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Trial } from "./property.ts";

const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "../vitest.mjs");

/** What came of runs, in words. */
export interface Played {
  readonly passed: boolean;
  readonly said: string;
}

/**
 * Plays a test file in several processes at once, each with a Postgres of its own and its part of the runs, from seeds
 * that follow one another. What each of them said.
 */
export function inProcesses(
  workers: number,
  file: string,
  { runs, seed }: Trial,
): Promise<readonly Played[]> {
  const parts = Array.from({ length: workers }, (_, nth) =>
    played(file, {
      PROPERTY_WORKERS: "1",
      PROPERTY_RUNS: String(Math.ceil(runs / workers)),
      PROPERTY_SEED: String(seed + nth),
    }),
  );
  return Promise.all(parts);
}

function played(file: string, env: Readonly<Record<string, string>>): Promise<Played> {
  const child = spawn(process.execPath, [vitest, "run", "--config", "vitest.long.config.ts", file], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => void (said += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve({ passed: code === 0, said }));
  });
}
