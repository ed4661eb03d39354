import { afterAll, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import type { Core } from "../../../core/platform/core.ts";
import { connect } from "../../../core/platform/database.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { setTimer, type TimerHandler } from "../../../core/platform/timers.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop, url } = await testDatabase();
afterAll(drop);

let core: ReturnType<typeof testCore>;
/** Keys of the timers that ran, in order. */
let ran: string[];
beforeEach(async () => {
  await db.timer.deleteMany();
  core = testCore(db);
  ran = [];
});

const MINUTE = 60_000;
const inMinutes = (count: number) => new Date(new Date("2026-11-23T12:00:00Z").getTime() + count * MINUTE);
const set = (key: string, minutes: number, to: Core = core) =>
  setTimer(to, { key, kind: key, dueAt: inMinutes(minutes), payload: { key } });

const note: TimerHandler = async (_core, payload) => void ran.push(String(payload["key"]));
const failing: TimerHandler = async (core) => {
  await set("undone", 0, core);
  throw new Error("not now");
};

const run = (handlers: Record<string, TimerHandler>, wakeAt: (at: Date) => void = () => undefined) =>
  runTimers(core, { handlers, log: silentLog, wakeAt });

it("runs what is due in the order it fell due, with what handlers set, and names the next", async () => {
  await set("second", 2);
  await set("first", 1);
  await set("later", 30);
  core.clock.set(inMinutes(10));
  const wakeAt = vi.fn();
  const first: TimerHandler = async (core, payload, dueAt) => {
    expect(dueAt).toEqual(inMinutes(1));
    await note(core, payload, dueAt);
    await set("between", 1.5, core);
  };
  await run({ first, second: note, between: note }, wakeAt);
  expect(ran).toEqual(["first", "between", "second"]);
  expect(wakeAt).toHaveBeenCalledExactlyOnceWith(inMinutes(30));
});

it("undoes what a failing one did, lets the others run, and tries again after a minute, for an hour", async () => {
  await set("failing", 0);
  await set("other", 0);
  await run({ failing, other: note });
  expect(ran).toEqual(["other"]);
  expect(await db.timer.findMany()).toMatchObject([{ key: "failing", tries: 1, dueAt: inMinutes(1) }]);
  await db.timer.updateMany({ data: { tries: 59 } });
  core.clock.set(inMinutes(60));
  await run({ failing });
  expect(await db.timer.findMany()).toMatchObject([{ dueAt: inMinutes(60 + 24 * 60) }]);
});

it("leaves alone what was set anew while it failed", async () => {
  await set("failing", 0);
  let again: Promise<void> | undefined;
  await run({
    failing: async () => {
      // Waits for the row, which the failing transaction holds.
      again = set("failing", 30);
      await vi.waitFor(
        async () => {
          const [row] = await db.$queryRaw<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
          expect(row?.waiting).toBe(1);
        },
        { timeout: 10_000, interval: 10 },
      );
      throw new Error("not now");
    },
  });
  await again;
  expect(await db.timer.findMany()).toMatchObject([{ dueAt: inMinutes(30), tries: 0 }]);
});

it("runs each once over several processes that look at the same moment", async () => {
  const keys = Array.from({ length: 40 }, (_, n) => `timer ${n}`);
  for (const key of keys) await set(key, 0);
  const pools = Array.from({ length: 4 }, () => connect(url, { max: 2 }));
  onTestFinished(async () => {
    await Promise.all(pools.map((pool) => pool.$disconnect()));
  });
  const log = { ...silentLog, error: vi.fn() };
  const shares = pools.map(() => 0);
  await Promise.all(
    pools.map((pool, at) => {
      const once: TimerHandler = async (core, payload, dueAt) => {
        await note(core, payload, dueAt);
        shares[at] = (shares[at] ?? 0) + 1;
      };
      const handlers = Object.fromEntries(keys.map((key) => [key, once]));
      return runTimers({ ...core, db: pool }, { handlers, log, wakeAt: () => undefined });
    }),
  );
  expect(ran.toSorted()).toEqual(keys.toSorted());
  expect(shares.filter((share) => share > 0).length).toBeGreaterThan(1);
  expect(log.error).not.toHaveBeenCalled();
  expect(await db.timer.count()).toBe(0);
});
