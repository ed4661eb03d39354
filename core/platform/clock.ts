/** What time it is. The service reads it nowhere else, so that the sandbox and tests can move it. */
export interface Clock {
  now(): Date;
  /** Calls `listener` after the clock was moved rather than passed on by itself; returns how to stop that. */
  onJump(listener: () => void): () => void;
}

function jumps() {
  const listeners = new Set<() => void>();
  return {
    onJump: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: () => {
      for (const listener of listeners) listener();
    },
  };
}

/** The machine's clock. */
export function systemClock(): Clock {
  return { now: () => new Date(), onJump: () => () => undefined };
}

export interface OffsetClock extends Clock {
  /** Sets how far the clock is ahead of the machine's (negative: behind), in milliseconds. */
  setOffset(ms: number): void;
}

/** The machine's clock and an offset: runs by itself and can be moved. */
export function offsetClock(offset = 0): OffsetClock {
  const { onJump, tell } = jumps();
  return {
    now: () => new Date(Date.now() + offset),
    onJump,
    setOffset: (ms) => {
      if (ms === offset) return;
      offset = ms;
      tell();
    },
  };
}

export interface ManualClock extends Clock {
  set(time: Date): void;
  advance(ms: number): void;
}

/** Stands still until it is moved. For tests. */
export function manualClock(start: Date | string): ManualClock {
  const { onJump, tell } = jumps();
  let time = new Date(start).getTime();
  const set = (to: number) => {
    time = to;
    tell();
  };
  return {
    now: () => new Date(time),
    onJump,
    set: (to) => set(to.getTime()),
    advance: (ms) => set(time + ms),
  };
}
