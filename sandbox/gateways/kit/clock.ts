/** The simulator's time. */
export interface SimulatorClock {
  now(): Date;
  /** Calls back whenever the clock is moved; returns how to stop that. */
  onChange(listener: () => unknown): () => void;
  /** Calls back once so much time has passed; returns how to stop that. */
  after(ms: number, call: () => unknown): () => void;
}

/** One that is looked at and rings for nobody: what falls due is done when the simulator is asked to. */
export const stillClock = (now: () => Date): SimulatorClock => ({
  now,
  onChange: () => () => undefined,
  after: () => () => undefined,
});
