import { alarms } from "./alarms.ts";
import type { Clock } from "./clock.ts";
import { drains, type Drain } from "./drains.ts";
import type { Log } from "./log.ts";

/** The kinds of work that wait in Postgres; `whatsapp`: somebody turned its switch. */
export const topics = ["turns", "deliveries", "media", "timers", "payments", "whatsapp"] as const;
export type Topic = (typeof topics)[number];

/**
 * Says that work is there. The work itself is rows in Postgres: a wake-up may be lost or come twice, and a sweep
 * finds what nobody woke.
 *
 *     listen, start   a drain runs when woken, when its time has come, and every sweep
 *     close           nothing new begins; what runs ends
 */
export interface Wakeups {
  /** Returns at once and never fails; the drain begins after the caller's own work. Call it after the commit. */
  readonly wake: (topic: Topic) => void;
  /** Wakes when the clock shows `at`. Only the earliest time of a topic is kept: a drain names its next itself. */
  readonly wakeAt: (topic: Topic, at: Date) => void;
  /**
   * Sets what does the work of a topic in this process. It runs alone; woken while it runs, it runs once more.
   * An error is logged, and the next wake-up or sweep tries again. When the wake-ups close, the drain is told by its
   * signal: where others go on bringing work, it would find some for ever.
   */
  readonly listen: (topic: Topic, drain: Drain) => void;
  /** Whether no drain runs here and none is about to. */
  readonly idle: () => boolean;
  readonly start: () => void;
  /** Resolves when what runs has ended. */
  readonly close: () => Promise<void>;
}

export interface WakeupsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Time between sweeps, by the machine's clock: the longest that work waits when its wake-up is lost. */
  readonly sweepMs?: number;
}

/** What a lost wake-up may cost; five short queries a second are nothing to Postgres. */
export const SWEEP_MS = 1000;

/** How a wake-up travels from who knows of the work to a process that does it. */
export interface Transport {
  readonly wake: (topic: Topic) => void;
  /** From now on this process takes wake-ups of the topic. */
  readonly listen: (topic: Topic) => void;
  /** Whether nothing is on its way from here. */
  readonly idle: () => boolean;
  readonly close: () => Promise<void>;
}

/** Everything but the way that a wake-up travels; `run` given to `transportOf` is where it arrives. */
export function wakeupsOver(
  { clock, log, sweepMs = SWEEP_MS }: WakeupsOptions,
  transportOf: (run: (topic: Topic) => void) => Transport,
): Wakeups {
  const work = drains(log);
  const transport = transportOf(work.run);
  const later = alarms(clock, transport.wake);
  let sweeper: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;

  return {
    wake: transport.wake,
    wakeAt: later.set,
    listen: (topic, drain) => {
      work.listen(topic, drain);
      transport.listen(topic);
    },
    idle: () => work.idle() && transport.idle(),
    start: () => {
      work.start();
      sweeper = setInterval(work.runAll, sweepMs);
      unsubscribe = clock.onJump(work.runAll);
    },
    close: async () => {
      clearInterval(sweeper);
      unsubscribe?.();
      later.close();
      await Promise.all([work.close(), transport.close()]);
    },
  };
}

/** Wake-ups for a service that is one process: they arrive where they start. */
export function localWakeups(options: WakeupsOptions): Wakeups {
  return wakeupsOver(options, (run) => ({
    wake: run,
    listen: () => undefined,
    idle: () => true,
    close: () => Promise.resolve(),
  }));
}
