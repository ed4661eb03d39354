import type { CommonFaults } from "./faults.ts";

/** One message to the shop. Times are ISO 8601 by the simulator's clock. */
export interface Notice {
  dueAt: string;
  tries: number;
  /** What the shop said last: an HTTP status, or why there was none. */
  lastAnswer: string | undefined;
  outcome: "waiting" | "accepted" | "dropped" | "given_up";
}

/** Sorts after every date. */
const NEVER = "9999-12-31T00:00:00.000Z";

/** Time for a browser to follow a redirect. */
const PAGE_FIRST = 2000;

/**
 * The notifications of one event, as the faults want them: dropped, twice, later, or held back until the next event's
 * has gone. `earlier`: all that there were before.
 */
export function announce<N extends Notice>(
  faults: CommonFaults,
  now: Date,
  earlier: Iterable<Notice>,
  make: (notice: Notice) => N,
): N[] {
  const leaves = now.getTime() + faults.delayMs + (faults.pageFirst ? PAGE_FIRST : 0);
  const dropped = faults.drop > 0;
  const notice = (dueAt: string): N =>
    make({ dueAt, tries: 0, lastAnswer: undefined, outcome: dropped ? "dropped" : "waiting" });
  const held = [...earlier].find(({ dueAt }) => dueAt === NEVER);
  const hold = faults.reorder && !held && !dropped;
  const made = [notice(hold ? NEVER : new Date(leaves).toISOString())];
  if (dropped) faults.drop -= 1;
  else if (faults.duplicate) made.push(notice(new Date(leaves + 1).toISOString()));
  if (held) held.dueAt = new Date(leaves + 1).toISOString();
  return made;
}
