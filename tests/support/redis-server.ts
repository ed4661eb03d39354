import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "../../sandbox/postgres/ports.ts";
import { environmentOf, type RedisBinary } from "./redis-binary.ts";

export interface RedisServer {
  port: number;
  url: string;
  stop(): Promise<void>;
}

async function answers(url: string, server: ChildProcess): Promise<boolean> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 250 });
  // It is not there yet: that is what the retries are for.
  client.on("error", () => undefined);
  try {
    const gone = once(server, "exit").then(() => "gone");
    return (await Promise.race([client.ping(), gone])) === "PONG";
  } finally {
    client.disconnect();
  }
}

/** Starts a Redis on the loopback that keeps nothing on disk; resolves when it answers. */
export async function startRedis(binary: RedisBinary, dir: string, wantedPort = 0): Promise<RedisServer> {
  mkdirSync(dir, { recursive: true });
  const port = await freePort(wantedPort);
  const settings = {
    port,
    bind: "127.0.0.1",
    dir,
    pidfile: join(dir, "redis.pid"),
    save: "",
    appendonly: "no",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn(binary.command, args, { env: environmentOf(binary), stdio: "ignore" });
  const exited = once(server, "exit");
  const url = `redis://127.0.0.1:${port}`;
  if (!(await answers(url, server))) throw new Error("Redis did not start");
  return {
    port,
    url,
    stop: async () => {
      server.kill();
      await exited;
    },
  };
}
