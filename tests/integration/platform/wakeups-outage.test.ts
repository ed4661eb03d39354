import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../core/platform/clock.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { bullWakeups } from "../../../core/platform/wakeups-bull.ts";
import type { Wakeups } from "../../../core/platform/wakeups.ts";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import type { RedisBinary } from "../../support/redis-binary.ts";
import { startRedis, type RedisServer } from "../../support/redis-server.ts";
import { redis } from "../../support/redis.ts";

const binary = redis?.binary;
const NEVER = 3_600_000;
const PATIENCE = { timeout: 10_000, interval: 10 };
const until = (check: () => void) => vi.waitFor(check, PATIENCE);

describe.runIf(binary)("wake-ups while Redis comes and goes", () => {
  let dir: string;
  let port: number;
  let server: RedisServer | undefined;
  let wakeups: Wakeups;

  const start = async (binary: RedisBinary) => (server = await startRedis(binary, dir, port));
  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  const open = (sweepMs: number, log = silentLog) =>
    (wakeups = bullWakeups({ redisUrl: `redis://127.0.0.1:${port}`, clock: systemClock(), log, sweepMs }));

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "pawline-redis-"));
    port = await freePort();
  });
  afterEach(async () => {
    await wakeups.close();
    await stop();
    rmSync(dir, { recursive: true });
  });

  it("leave it to the sweep when Redis is away, and go over Redis again when it is back", async () => {
    if (!binary) return;
    await start(binary);
    const warn = vi.fn();
    open(50, { ...silentLog, warn });
    const drain = vi.fn(async () => undefined);
    wakeups.listen("turns", drain);
    wakeups.start();
    await until(() => expect(drain).toHaveBeenCalled());
    await stop();
    await until(() => expect(warn).toHaveBeenCalled());

    const before = drain.mock.calls.length;
    for (let i = 0; i < 10; i++) wakeups.wake("turns");
    await until(() => expect(drain.mock.calls.length).toBeGreaterThan(before));

    await start(binary);
    await until(() => expect(wakeups.idle()).toBe(true));
  });

  it("begin without Redis and use it once it is there", async () => {
    if (!binary) return;
    open(NEVER);
    const drain = vi.fn(async () => undefined);
    wakeups.listen("turns", drain);
    wakeups.start();
    await until(() => expect(drain).toHaveBeenCalledTimes(1));
    wakeups.wake("turns");

    await start(binary);
    await until(() => {
      wakeups.wake("turns");
      expect(drain.mock.calls.length).toBeGreaterThan(1);
    });
  });

  it("reach the process that listens from one that does not", async () => {
    if (!binary) return;
    await start(binary);
    open(NEVER);
    const drain = vi.fn(async () => undefined);
    wakeups.listen("payments", drain);
    wakeups.start();
    await until(() => expect(drain).toHaveBeenCalledTimes(1));

    const other = bullWakeups({
      redisUrl: `redis://127.0.0.1:${port}`,
      clock: systemClock(),
      log: silentLog,
      sweepMs: NEVER,
    });
    other.start();
    other.wake("payments");
    await until(() => expect(drain).toHaveBeenCalledTimes(2));
    await other.close();
  });

  it("leave no connection open", async () => {
    if (!binary) return;
    const { url } = await start(binary);
    open(NEVER);
    wakeups.listen("turns", async () => undefined);
    wakeups.start();
    wakeups.wake("media");
    await until(() => expect(wakeups.idle()).toBe(true));
    await wakeups.close();

    const client = new Redis(url);
    await vi.waitFor(async () => {
      const list = String(await client.client("LIST"));
      expect(list.trim().split("\n")).toHaveLength(1);
    }, PATIENCE);
    expect(await client.llen("pawline:turns:wait")).toBe(0);
    client.disconnect();
  });

  it("close in a few seconds when Redis is gone", async () => {
    if (!binary) return;
    await start(binary);
    open(NEVER);
    wakeups.listen("turns", async () => undefined);
    wakeups.start();
    await stop();
    wakeups.wake("turns");
    await expect(wakeups.close()).resolves.toBeUndefined();
  });
});
