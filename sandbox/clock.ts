/**
 * The one clock of the sandbox: real time plus an offset, so that half an hour can pass in a moment.
 * Whoever keeps time elsewhere (the service's processes, the page) listens to `onChange` and is waited for, so that
 * after `await clock.advance(…)` everyone agrees on what time it is.
 */
export interface SandboxClock {
  readonly now: () => Date;
  /** Milliseconds that this clock is ahead of real time (negative: behind). */
  offset(): number;
  /** Moves the clock; time goes on from there at its normal rate. */
  advance(ms: number): Promise<void>;
  set(to: Date): Promise<void>;
  /** Back to real time. */
  reset(): Promise<void>;
  /** Called with the new offset after each move, one listener after the other; returns how to stop listening. */
  onChange(listener: ClockListener): () => void;
  /** Calls back once so much time has passed at its normal rate (24 days at most); returns how to stop that. */
  after(ms: number, call: () => unknown): () => void;
}

export type ClockListener = (offsetMs: number) => void | Promise<void>;

export function createClock(): SandboxClock {
  let offset = 0;
  const listeners = new Set<ClockListener>();

  async function moveTo(next: number): Promise<void> {
    offset = next;
    for (const listener of listeners) await listener(offset);
  }

  return {
    now: () => new Date(Date.now() + offset),
    offset: () => offset,
    advance: (ms) => moveTo(offset + ms),
    set: (to) => moveTo(to.getTime() - Date.now()),
    reset: () => moveTo(0),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    after(ms, call) {
      const timer = setTimeout(call, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
