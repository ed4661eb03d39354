import type { Core } from "./core.ts";
import { pause } from "./pause.ts";

/** A lease lives this long without renewal: how long after a kill another process takes over. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
/** How often a process that does not hold it looks again. */
const LOOK_MS = 3_000;

/**
 * Does something in one process at a time. Waits for the lease, runs `work` while it is held, and starts again when it
 * was lost, until `signal` aborts. `work` gets a signal that aborts with the lease or with `signal`.
 *
 * Leases run on the machine's own clock: moving the service's clock must not take them away.
 */
export async function keepLease(
  core: Core,
  name: string,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  const holder = core.ids();
  while (!signal.aborted) {
    if (await acquire(core, name, holder).catch(() => false)) {
      const lost = new AbortController();
      const renewal = setInterval(() => {
        acquire(core, name, holder).then(
          (held) => void (held || lost.abort()),
          () => lost.abort(),
        );
      }, RENEW_MS);
      try {
        await work(AbortSignal.any([signal, lost.signal]));
      } finally {
        clearInterval(renewal);
        await core.db.lease.deleteMany({ where: { name, holder } }).catch(() => undefined);
      }
    } else await pause(LOOK_MS, signal);
  }
}

async function acquire(core: Core, name: string, holder: string): Promise<boolean> {
  const now = new Date();
  const until = new Date(now.getTime() + LEASE_MS);
  const count = await core.db.$executeRaw`
    insert into lease (name, holder, until) values (${name}, ${holder}, ${until})
    on conflict (name) do update set holder = ${holder}, until = ${until}
    where lease.holder = ${holder} or lease.until < ${now}`;
  return count === 1;
}
