import type { TestProject } from "vitest/node";
import { startCluster } from "./cluster.ts";
import { findRedis } from "./redis-binary.ts";
import { startRedis } from "./redis-server.ts";
import { runFolder } from "./run-folder.ts";
import "./provided.ts";

async function prepareRedis(dir: string) {
  const url = process.env["REDIS_URL"];
  if (url) return { url, binary: null };
  const binary = await findRedis();
  return binary ? { url: (await startRedis(binary, dir)).url, binary } : null;
}

const NO_REDIS = `
There is no Redis here: the tests that need one were left out.
Set REDIS_URL, or have redis-server on the PATH, or apt-get and the network.
`;

/** Starts what all test files share; vitest calls what it resolves to when the run is over. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = runFolder();
  const starting = [startCluster(folder.postgres), prepareRedis(folder.redis)] as const;
  try {
    const [postgres, redis] = await Promise.all(starting);
    project.provide("postgres", postgres);
    project.provide("redis", redis);
    return async () => {
      await folder.remove();
      if (!redis) process.stdout.write(NO_REDIS);
    };
  } catch (error) {
    // The other one may be half way: what it starts would outlive the run.
    await Promise.allSettled(starting);
    await folder.remove();
    throw error;
  }
}
