import type { Log } from "./log.ts";
import type { Topic } from "./wakeups.ts";

/** Does the work of a topic that there is now. `closing`: what is begun is ended, and nothing further begun. */
export type Drain = (closing: AbortSignal) => Promise<void>;

/**
 * The state of one topic:
 *
 *     resting --run--> waiting --(the caller's work is over)--> running --> resting
 *                                    ^                             |
 *                                    +---- run while running ------+
 */
interface Line {
  drain: Drain;
  state: "resting" | "waiting" | "running";
  again: boolean;
}

/** Runs the drains of a process: one at a time for each topic, and none before the start or after the close. */
export function drains(log: Log) {
  const lines = new Map<Topic, Line>();
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  let open = false;

  async function runLine(topic: Topic, line: Line): Promise<void> {
    line.state = "running";
    line.again = false;
    try {
      await line.drain(closing.signal);
    } catch (error) {
      log.error({ topic, error }, "a drain failed; the next one tries again");
    }
    line.state = "resting";
    if (line.again) run(topic);
  }

  function run(topic: Topic): void {
    const line = lines.get(topic);
    if (!line || !open) return;
    if (line.state === "running") line.again = true;
    if (line.state !== "resting") return;
    line.state = "waiting";
    setImmediate(() => {
      line.state = "resting";
      if (!open) return;
      const run = runLine(topic, line).finally(() => running.delete(run));
      running.add(run);
    });
  }

  const runAll = () => {
    for (const topic of lines.keys()) run(topic);
  };

  return {
    run,
    runAll,
    listen: (topic: Topic, drain: Drain) => {
      if (lines.has(topic)) throw new Error(`Something listens to ${topic} already`);
      lines.set(topic, { drain, state: "resting", again: false });
      run(topic);
    },
    idle: () => [...lines.values()].every(({ state }) => state === "resting"),
    /** Begins with one run of each: work may wait since before this process was. */
    start: () => {
      open = true;
      runAll();
    },
    /** Resolves when what runs has ended. */
    close: async () => {
      open = false;
      closing.abort();
      await Promise.all(running);
    },
  };
}
