import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { Client } from "pg";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../core/platform/config.ts";
import { OWNER_BOT, STAFF_BOT } from "../../sandbox/bots.ts";
import { startService } from "../../service.ts";
import { startRig } from "../integration/telegram-server/support.ts";
import { testDatabase } from "../support/database.ts";

const [rig, database] = await Promise.all([startRig({}, {}, false), testDatabase()]);
for (const bot of [OWNER_BOT, STAFF_BOT]) rig.telegram.addBot(bot.token, bot);
afterAll(async () => {
  await rig.close();
  await database.drop();
});

async function start(drainMs?: number) {
  const read = readConfig({
    OWNER_BOT_TOKEN: OWNER_BOT.token,
    STAFF_BOT_TOKEN: STAFF_BOT.token,
    TELEGRAM_API_ROOT: rig.telegram.url,
    DATABASE_URL: database.url,
    SECRETS_KEY: randomBytes(32).toString("base64"),
    DATA_DIR: tmpdir(),
    LOG_LEVEL: "silent",
  });
  if ("problems" in read || read.config.mode !== "live") throw new Error("not a live service");
  const service = await startService(read.config, "bots", undefined, drainMs);
  if ("problems" in service) throw new Error(service.problems.join());
  return service;
}

/** Somebody holds a table and does not let go. */
async function holding(table: string) {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("begin");
  await client.query(`lock table ${table} in access exclusive mode`);
  return {
    /** How many wait for it. */
    waiting: async () => {
      const { rows } = await client.query<{ count: number }>(
        "select count(*)::int as count from pg_locks where relation = $1::regclass and not granted",
        [table],
      );
      return rows[0]?.count ?? 0;
    },
    letGo: () => client.query("rollback"),
  };
}

/** To the test's database: its own are there as well. */
async function connections(): Promise<number> {
  const [row] = await database.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database()`;
  return row?.count ?? 0;
}

it("goes when its time is over, though something has not ended; and what had not ends when it can", async () => {
  const before = await connections();
  const service = await start(300);
  const holder = await holding("timer");
  await expect.poll(holder.waiting, { timeout: 10_000 }).toBeGreaterThan(0);
  const since = performance.now();
  expect(await service.close()).toBe("late");
  // Not the limit of every service, which is 25 seconds.
  expect(performance.now() - since).toBeLessThan(15_000);
  await holder.letGo();
  await expect.poll(connections, { timeout: 10_000 }).toBeLessThanOrEqual(before + 1);
});

it("ends in time when what is under way can end, and leaves no connection behind", async () => {
  const before = await connections();
  const service = await start();
  const holder = await holding("timer");
  await expect.poll(holder.waiting, { timeout: 10_000 }).toBeGreaterThan(0);
  const closed = service.close();
  await holder.letGo();
  expect(await closed).toBe("in time");
  // Closed by us, a connection's process at Postgres ends a moment later.
  await expect.poll(connections, { timeout: 10_000 }).toBeLessThanOrEqual(before + 1);
});
