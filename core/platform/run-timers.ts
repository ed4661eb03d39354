import { transact, type Core } from "./core.ts";
import type { Log } from "./log.ts";
import type { Timer, TimerHandler } from "./timers.ts";

export interface TimerTools {
  readonly handlers: Readonly<Record<string, TimerHandler>>;
  readonly log: Log;
  readonly wakeAt: (at: Date) => void;
}

/** A failing timer is tried again after a minute, at most this often: 60 tries are an hour. */
const RETRY_MS = 60_000;
const MAX_TRIES = 60;

/**
 * Runs what is due, one after another in the order it fell due, each in a transaction of its own in which its row
 * disappears. Handlers may set further timers, also in the past: those run in the same call, unless `closing` says that
 * others will.
 */
export async function runTimers(
  core: Core,
  { handlers, log, wakeAt }: TimerTools,
  closing?: AbortSignal,
): Promise<void> {
  for (;;) {
    if (closing?.aborted) break;
    let failing: Failing | undefined;
    try {
      const ran = await transact(core, async (core) => {
        const [timer] = await core.db.$queryRaw<(Timer & { tries: number })[]>`
          select key, kind, due_at as "dueAt", payload, tries from timer
          where due_at <= ${core.clock.now()}
          order by due_at, key limit 1 for update skip locked`;
        if (!timer) return false;
        failing = timer;
        const run = handlers[timer.kind];
        if (!run) throw new Error(`no handler for timers of kind ${timer.kind}`);
        await core.db.timer.delete({ where: { key: timer.key } });
        await run(core, timer.payload, timer.dueAt);
        if (core.faults) await core.faults("timer.beforeCommit");
        return true;
      });
      if (!ran) break;
    } catch (error) {
      if (!failing) throw error;
      log.error({ timer: failing.key, tries: failing.tries, error }, "a timer failed");
      await postpone(core, failing);
    }
  }
  const { _min } = await core.db.timer.aggregate({ _min: { dueAt: true } });
  if (_min.dueAt) wakeAt(_min.dueAt);
}

type Failing = Pick<Timer, "key" | "dueAt"> & { readonly tries: number };

/** One that was set anew meanwhile is another occasion, with a time of its own. */
async function postpone(core: Core, { key, dueAt, tries }: Failing): Promise<void> {
  const wait = tries + 1 < MAX_TRIES ? RETRY_MS : 24 * 3_600_000;
  await core.db.timer.updateMany({
    where: { key, dueAt },
    data: { tries: tries + 1, dueAt: new Date(core.clock.now().getTime() + wait) },
  });
}
