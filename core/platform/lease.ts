import type { Core } from "./core.ts";
import { pause } from "./pause.ts";

/** A lease lives this long without renewal: how long after a kill another process takes over. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
/** How often a process that does not hold it looks again. */
const LOOK_MS = 3_000;
/** Whoever could not renew stops so long before the lease ends: what it does then has to come to an end, too. */
const MARGIN_MS = 5_000;

/** For tests: the same in less time. */
export interface LeaseTimes {
  readonly leaseMs: number;
  readonly renewMs: number;
  readonly lookMs: number;
  readonly marginMs: number;
}

const TIMES: LeaseTimes = { leaseMs: LEASE_MS, renewMs: RENEW_MS, lookMs: LOOK_MS, marginMs: MARGIN_MS };

/**
 * Does something in one process at a time. Waits for the lease, runs `work` while it is held, and starts again when it
 * was lost or `work` has ended, until `signal` aborts. `work` gets a signal that aborts with the lease or with `signal`;
 * what it throws ends the waiting, too. The lease is given back when `work` has ended, so that the next process
 * begins at once; that of a process that was killed runs out.
 *
 * Leases run on the database's clock: those of machines differ, and moving the service's must not take them away.
 */
export async function keepLease(
  core: Pick<Core, "db" | "ids">,
  name: string,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
  times: LeaseTimes = TIMES,
): Promise<void> {
  const holder = core.ids();
  while (!signal.aborted) {
    const until = await acquire(core, name, holder, times).catch(() => undefined);
    if (until === undefined) await pause(times.lookMs, signal);
    else await holding(core, { name, holder, until }, signal, work, times);
  }
}

async function holding(
  core: Pick<Core, "db">,
  { name, holder, until }: { readonly name: string; readonly holder: string; readonly until: number },
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
  times: LeaseTimes,
): Promise<void> {
  const over = new AbortController();
  const held = AbortSignal.any([signal, over.signal]);
  const renewing = renew(until).finally(() => over.abort());
  try {
    await work(held);
  } finally {
    over.abort();
    await renewing;
    // It may have been lost: another's is not ours to give back.
    await core.db.lease.deleteMany({ where: { name, holder } }).catch(() => undefined);
  }

  /** Until it cannot be renewed in time: a database that does not answer us may be answering somebody else. */
  async function renew(until: number): Promise<void> {
    for (;;) {
      const left = () => until - times.marginMs - Date.now();
      await pause(Math.min(times.renewMs, left()), over.signal);
      if (over.signal.aborted) return;
      const renewed = await Promise.race([
        // One that failed is tried again while there is time.
        acquire(core, name, holder, times).catch(() => until),
        pause(left(), over.signal).then(() => undefined),
      ]);
      if (renewed === undefined) return;
      until = renewed;
    }
  }
}

/**
 * Takes or renews a lease. Until when it is ours, by this machine's clock and rather too early; undefined: somebody else
 * has it.
 */
async function acquire(
  core: Pick<Core, "db">,
  name: string,
  holder: string,
  { leaseMs }: LeaseTimes,
): Promise<number | undefined> {
  const asked = Date.now();
  const length = `${leaseMs} milliseconds`;
  const count = await core.db.$executeRaw`
    insert into lease (name, holder, until) values (${name}, ${holder}, clock_timestamp() + ${length}::interval)
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
    where lease.holder = excluded.holder or lease.until < clock_timestamp()`;
  return count === 1 ? asked + leaseMs : undefined;
}
