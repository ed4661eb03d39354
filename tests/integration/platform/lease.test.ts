import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { ascendingIds } from "../../../core/platform/ids.ts";
import { keepLease } from "../../../core/platform/lease.ts";
import { hold, lockWaits } from "../../long/faults/hold.ts";
import { testDatabase, type TestDatabase } from "../../support/database.ts";

/** As the real ones stand to each other, in a fraction of their time. */
const TIMES = { leaseMs: 600, renewMs: 100, lookMs: 30, marginMs: 200 };

let own: TestDatabase;
beforeAll(async () => {
  own = await testDatabase();
});
afterAll(() => own.drop());
beforeEach(() => own.db.lease.deleteMany());

/** A process that wants the lease: what it does while it holds it, and how to stop it. */
function candidate(work?: (held: AbortSignal) => Promise<void>) {
  const stopping = new AbortController();
  const life = { holds: false, times: 0 };
  const kept = keepLease(
    { db: own.db, ids: ascendingIds() },
    "number",
    stopping.signal,
    async (held) => {
      life.holds = true;
      life.times += 1;
      await (work?.(held) ?? aborted(held));
      life.holds = false;
    },
    TIMES,
  );
  const stop = () => {
    stopping.abort();
    return kept;
  };
  return { life, kept, stop };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

/** Until the lease that stands has been renewed for longer than it lives. */
async function outlived(): Promise<void> {
  const until = async () => (await own.db.lease.findFirstOrThrow()).until.getTime();
  const first = await until();
  await expect.poll(until, { timeout: 5_000 }).toBeGreaterThan(first + TIMES.leaseMs);
}

it("lets one at a time do it, and the next when the first has given it back", async () => {
  const many = [candidate(), candidate(), candidate()];
  const holding = () => many.filter(({ life }) => life.holds);
  await expect.poll(holding).toHaveLength(1);
  const [first] = holding();
  await outlived();
  expect(holding()).toEqual([first]);
  expect(first?.life.times).toBe(1);
  await first?.stop();
  const since = performance.now();
  await expect.poll(() => holding().length, { interval: 5 }).toBe(1);
  expect(holding()).not.toEqual([first]);
  expect(performance.now() - since).toBeLessThan(TIMES.leaseMs / 2);
  await Promise.all(many.map(({ stop }) => stop()));
  expect(await own.db.lease.count()).toBe(0);
});

it("is renewed while what was begun comes to its end, and is free the moment it has", async () => {
  let end = (): void => undefined;
  const slow = candidate(async (held) => {
    await aborted(held);
    await new Promise<void>((resolve) => (end = resolve));
  });
  await expect.poll(() => slow.life.holds).toBe(true);
  const stopped = slow.stop();
  const next = candidate();
  await outlived();
  expect(next.life.holds).toBe(false);
  end();
  await stopped;
  await expect.poll(() => next.life.holds).toBe(true);
  await next.stop();
});

it("is taken over when it has run out, and not before", async () => {
  await own.db.$executeRaw`insert into lease (name, holder, until)
    values ('number', 'killed', clock_timestamp() + interval '300 milliseconds')`;
  const { until } = await own.db.lease.findFirstOrThrow();
  const next = candidate();
  await expect.poll(() => next.life.holds).toBe(true);
  const [row] = await own.db.$queryRaw<{ over: boolean }[]>`select ${until} < clock_timestamp() as over`;
  expect(row?.over).toBe(true);
  await next.stop();
});

it("is let go before it runs out by who cannot renew it, and taken up again", async () => {
  const only = candidate();
  await expect.poll(() => only.life.holds).toBe(true);
  const release = await hold(own.db, (db) => db.$queryRaw`select 1 from lease for update`);
  await expect.poll(() => lockWaits(own.db)).toBeGreaterThan(0);
  await expect.poll(() => only.life.holds, { interval: 5 }).toBe(false);
  const [row] = await own.db.$queryRaw<{ left: number }[]>`
    select extract(epoch from until - clock_timestamp())::float8 as left from lease`;
  expect(row?.left).toBeGreaterThan(0);
  await release();
  await expect.poll(() => only.life.times).toBe(2);
  await only.stop();
});

it("ends with what the work throws, and gives the lease back", async () => {
  const broken = candidate(() => Promise.reject(new Error("no such number")));
  await expect(broken.kept).rejects.toThrow("no such number");
  expect(await own.db.lease.count()).toBe(0);
});
