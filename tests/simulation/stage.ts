import { createHash } from "node:crypto";

/** A process ended here: whatever it was at is abandoned. */
export class Crash extends Error {}

/** One process, from its start to its end. After that nothing it does has an effect. */
export interface Life {
  readonly name: string;
  over: boolean;
  /** It has been asked to end: it takes nothing new, and is over when what it was at is done. */
  leaving: boolean;
  /** Nothing cut it short: all that it had in hand was done when it ended. */
  peaceful: boolean;
}

/** How far a step got: it is done, or it waits for what another process holds. */
export type Reached = "done" | "held";

/** Something that a process is about to do. It stands still there until the schedule lets it. */
export interface Step {
  readonly life: Life;
  readonly what: string;
  /** Does it, alone; asked again where it was held, how far it has got since. */
  readonly go: () => Promise<Reached>;
  /** Its process has died: it will never be done, or what came of it never be known. */
  readonly die: () => Promise<void>;
}

/** Work that may have to wait for another process. */
export interface Held<T> {
  readonly work: () => Promise<T>;
  /** Resolves when the work is done, or can go no further by itself. */
  readonly reached: (working: Promise<unknown>) => Promise<Reached>;
  /** Ends it where it waits; resolves when it has ended. */
  readonly cancel: (working: Promise<unknown>) => Promise<void>;
}

/**
 * Where processes that are simulated meet: each stands at a step, one at a time goes on. Nothing else in them takes time
 * of its own, so which step goes next is all that decides what happens.
 */
export interface Stage {
  /** Waits for its turn, then does `work` with nobody else moving. */
  readonly step: <T>(life: Life, what: string, work: () => Promise<T> | T) => Promise<T>;
  readonly heldStep: <T>(life: Life, what: string, work: Held<T>) => Promise<T>;
  /** What could go next, in the order in which it came here. */
  readonly waiting: Step[];
  /** Writes into the trace: two runs of one seed write the same. */
  readonly note: (line: string) => void;
  readonly trace: () => Trace;
}

export interface Trace {
  readonly hash: string;
  readonly lines: readonly string[];
}

export function newStage(): Stage {
  const waiting: Step[] = [];
  const lines: string[] = [];
  const heldStep: Stage["heldStep"] = (life, what, { work, reached, cancel }) =>
    new Promise((resolve, reject) => {
      const dead = () => reject(new Crash("dead"));
      if (life.over) return dead();
      let working: Promise<unknown> | undefined;
      const begin = () => {
        const begun = work();
        begun.then(
          // Who died while it waited learns nothing of what came of it.
          (came) => (life.over ? dead() : resolve(came)),
          (error: unknown) => (life.over ? dead() : reject(error)),
        );
        return begun;
      };
      waiting.push({
        life,
        what,
        go: () => reached((working ??= begin())),
        async die() {
          dead();
          if (working) await cancel(working);
        },
      });
    });
  return {
    waiting,
    heldStep,
    step: (life, what, work) =>
      heldStep(life, what, { work: async () => work(), reached: done, cancel: ended }),
    note: (line) => void lines.push(line),
    trace: () => ({ hash: createHash("sha256").update(lines.join("\n")).digest("hex"), lines }),
  };
}

const ended = async (working: Promise<unknown>): Promise<void> => {
  await working.catch(() => undefined);
};

/** Of work that waits for nobody. */
const done = async (working: Promise<unknown>): Promise<Reached> => {
  await ended(working);
  return "done";
};

/** Resolves when all that goes on by itself has come to a step: promises, and what is put off by a turn of the loop. */
export async function quiet(): Promise<void> {
  for (let turns = 0; turns < QUIET_TURNS; turns++) await new Promise((resolve) => setImmediate(resolve));
}

/** A client that is given back to its pool is handed on in the next turn, a drain begins in the next; one more for whoever waits. */
const QUIET_TURNS = 3;
