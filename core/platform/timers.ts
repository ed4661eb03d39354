import type { Core } from "./core.ts";

/** Something to be done at a time. */
export interface Timer {
  /** Names the occasion, e.g. `consultation:<id>:expire`. Setting the same key again moves it. */
  readonly key: string;
  /** Which handler runs it (bots/start.ts lists them all). */
  readonly kind: string;
  readonly dueAt: Date;
  readonly payload: Record<string, string | number | boolean | null>;
}

/**
 * Runs one timer in a transaction of its own; the row is gone when it commits. `dueAt` is when it fell due: after
 * the clock jumped, several run one after another in that order, each later than its time.
 */
export type TimerHandler = (core: Core, payload: Timer["payload"], dueAt: Date) => Promise<void>;

export async function setTimer(core: Core, timer: Timer): Promise<void> {
  const { key, kind, dueAt, payload } = timer;
  await core.db.timer.upsert({
    where: { key },
    create: { key, kind, dueAt, payload },
    update: { kind, dueAt, payload, tries: 0 },
  });
  core.wake("timers");
}

export async function cancelTimers(core: Core, ...keys: string[]): Promise<void> {
  await core.db.timer.deleteMany({ where: { key: { in: keys } } });
}
