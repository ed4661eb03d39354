import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { manualClock, systemClock, type Clock } from "../../../core/platform/clock.ts";
import { silentLog, type LogFields } from "../../../core/platform/log.ts";
import { bullWakeups } from "../../../core/platform/wakeups-bull.ts";
import { localWakeups, type Wakeups } from "../../../core/platform/wakeups.ts";
import { redis, redisPrefix } from "../../support/redis.ts";

/** No sweep comes while a test runs, unless it asks for one. */
const NEVER = 3_600_000;

interface Settings {
  clock?: Clock;
  sweepMs?: number;
  log?: typeof silentLog;
}

const url = redis?.url ?? "";
const kinds = [
  { name: "in one process", make: (options: Required<Settings>) => localWakeups(options) },
  ...(redis
    ? [
        {
          name: "over Redis",
          make: (options: Required<Settings>) =>
            bullWakeups({ ...options, redisUrl: url, prefix: redisPrefix() }),
        },
      ]
    : []),
];

const opened: Wakeups[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((wakeups) => wakeups.close()));
});

/** A drain that runs until it is let go, and tells how it was run. */
function heldDrain() {
  const ends: (() => void)[] = [];
  const drain = vi.fn(() => new Promise<void>((end) => ends.push(end)));
  return { drain, letGo: () => ends.shift()?.() };
}

const runs = (drain: ReturnType<typeof vi.fn>, times: number) =>
  vi.waitFor(() => expect(drain).toHaveBeenCalledTimes(times), { timeout: 5_000, interval: 5 });

describe.each(kinds)("wake-ups $name", ({ make }) => {
  function open({ clock = systemClock(), sweepMs = NEVER, log = silentLog }: Settings = {}): Wakeups {
    const wakeups = make({ clock, sweepMs, log });
    opened.push(wakeups);
    return wakeups;
  }

  /** With a drain of `turns` that has done its first run. */
  async function listening(drain: () => Promise<void>, settings?: Settings): Promise<Wakeups> {
    const wakeups = open(settings);
    wakeups.listen("turns", drain);
    wakeups.start();
    await vi.waitFor(() => expect(drain).toHaveBeenCalled());
    return wakeups;
  }

  it("run every drain at the start, for work from before", async () => {
    const wakeups = open();
    const [turns, media] = [vi.fn(async () => undefined), vi.fn(async () => undefined)];
    wakeups.listen("turns", turns);
    wakeups.listen("media", media);
    expect(turns).not.toHaveBeenCalled();
    wakeups.start();
    await runs(turns, 1);
    await runs(media, 1);
  });

  it("run the drain of the topic that is woken, and no other", async () => {
    const other = vi.fn(async () => undefined);
    const drain = vi.fn(async () => undefined);
    const wakeups = await listening(drain);
    wakeups.listen("payments", other);
    await runs(other, 1);
    wakeups.wake("turns");
    await runs(drain, 2);
    expect(other).toHaveBeenCalledTimes(1);
  });

  it("never run inside the caller's own work", async () => {
    const drain = vi.fn(async () => undefined);
    const wakeups = await listening(drain);
    wakeups.wake("turns");
    expect(drain).toHaveBeenCalledTimes(1);
    await runs(drain, 2);
  });

  it("run once more, and not at the same time, when woken while running", async () => {
    const { drain, letGo } = heldDrain();
    const wakeups = await listening(drain);
    for (let i = 0; i < 50; i++) wakeups.wake("turns");
    // Those of Redis are on their way until it has taken them.
    await vi.waitFor(() => expect(wakeups.idle()).toBe(false));
    expect(drain).toHaveBeenCalledTimes(1);
    letGo();
    await runs(drain, 2);
    letGo();
    // Over Redis the last of them may come after the run that the first had caused.
    await vi.waitFor(() => {
      letGo();
      expect(wakeups.idle()).toBe(true);
    });
    expect(drain.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it("run again after a failure, and log it without its message", async () => {
    const error = vi.fn<(fields: LogFields, sentence: string) => void>();
    const drain = vi.fn(async () => undefined);
    drain.mockRejectedValueOnce(new Error("Anna's phone is +79990001122"));
    const wakeups = await listening(drain, { log: { ...silentLog, error } });
    wakeups.wake("turns");
    await runs(drain, 2);
    expect(error).toHaveBeenCalledExactlyOnceWith(
      { topic: "turns", error: expect.any(Error) },
      expect.not.stringContaining("Anna"),
    );
  });

  it("find by a sweep what nobody woke", async () => {
    const drain = vi.fn(async () => undefined);
    await listening(drain, { sweepMs: 10 });
    await vi.waitFor(() => expect(drain.mock.calls.length).toBeGreaterThan(3));
  });

  it("run at the earliest of the times that were set, by the machine's clock", async () => {
    const drain = vi.fn(async () => undefined);
    const wakeups = await listening(drain);
    const soon = new Date(Date.now() + 60);
    wakeups.wakeAt("turns", new Date(Date.now() + NEVER));
    wakeups.wakeAt("turns", soon);
    await runs(drain, 2);
    expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
  });

  it("follow a clock that jumps", async () => {
    const clock = manualClock("2026-01-01T00:00:00Z");
    const drain = vi.fn(async () => undefined);
    const wakeups = await listening(drain, { clock });
    wakeups.wakeAt("turns", new Date("2026-01-01T12:00:00Z"));
    clock.set(new Date("2026-01-01T12:00:00Z"));
    await vi.waitFor(() => expect(drain.mock.calls.length).toBeGreaterThan(1));
  });

  it("are idle only when nothing runs or is about to", async () => {
    const { drain, letGo } = heldDrain();
    const wakeups = await listening(drain);
    expect(wakeups.idle()).toBe(false);
    letGo();
    await vi.waitFor(() => expect(wakeups.idle()).toBe(true));
    wakeups.wake("turns");
    expect(wakeups.idle()).toBe(false);
    await runs(drain, 2);
    letGo();
    await vi.waitFor(() => expect(wakeups.idle()).toBe(true));
  });

  it("wait for a running drain when closed, and begin no other", async () => {
    const { drain, letGo } = heldDrain();
    const wakeups = await listening(drain);
    wakeups.wake("turns");
    const closed = vi.fn();
    const closing = wakeups.close().then(closed);
    await nextTurn();
    expect(closed).not.toHaveBeenCalled();
    letGo();
    await closing;
    wakeups.wake("turns");
    await nextTurn();
    expect(drain).toHaveBeenCalledTimes(1);
  });
});
