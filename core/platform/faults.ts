import { setTimeout as passed } from "node:timers/promises";

/**
 * Where the service can be told to fail: between two steps of which one may be done and the other not.
 *
 * - `inbox.afterInsert`: events are in the inbox, not committed. `inbox.afterCommit`: they are, not yet acknowledged
 * - `turn.beforeCommit`, `turn.afterCommit`: a batch of turns, before and after it counts
 * - `outbox.afterClaim`: operations are leased, nothing is sent
 * - `send.afterRequest`: a request has left, its answer has not come
 * - `send.afterResponse.beforeMark`: the messenger has answered, nothing is written down
 * - `media.afterStore`: the bytes are stored, their row does not know
 * - `timer.beforeCommit`: a timer has run, not committed
 * - `payment.afterProviderCall`: a gateway has answered, nothing is written down
 */
export const faultPoints = [
  "inbox.afterInsert",
  "inbox.afterCommit",
  "turn.beforeCommit",
  "turn.afterCommit",
  "outbox.afterClaim",
  "send.afterRequest",
  "send.afterResponse.beforeMark",
  "media.afterStore",
  "timer.beforeCommit",
  "payment.afterProviderCall",
] as const;
export type FaultPoint = (typeof faultPoints)[number];

/** What happens at a point, and when: the `nth` time it is passed, or every time by chance (`share`, 0 to 1). */
export interface Fault {
  readonly point: FaultPoint;
  readonly action: "crash" | "throw" | { readonly delayMs: number };
  readonly when: { readonly nth: number } | { readonly share: number };
}

/**
 * Strikes at a point if a fault is planned there. Where none is planned at all there is no such function, and passing a
 * point costs nothing:
 *
 *     if (core.faults) await core.faults("turn.beforeCommit");
 */
export type Faults = (point: FaultPoint) => Promise<void>;

const FAULT =
  /^(?<point>[\w.]+):(?<action>crash|throw|delay=(?<ms>\d{1,6}))(?:@(?:(?<nth>[1-9]\d{0,5})|(?<percent>\d{1,3})%))?$/;

/**
 * Reads `FAULTS`: `point:action@when`, several by commas. Actions are `crash` (the process kills itself, as `kill -9`
 * does), `throw` and `delay=MS`; `@3` is the third time, `@10%` one time in ten, neither every time. The text of what is
 * wrong if something is.
 */
export function parseFaults(text: string): Fault[] | string {
  const faults: Fault[] = [];
  for (const [index, part] of text.split(",").entries()) {
    const read = FAULT.exec(part.trim())?.groups;
    const { action = "", ms, nth, percent } = read ?? {};
    const point = faultPoints.find((name) => name === read?.["point"]);
    if (!read)
      return `fault ${index + 1} is not written as point:crash, point:throw or point:delay=MS, with @3 or @10%`;
    if (!point) return `fault ${index + 1} is at none of ${faultPoints.join(", ")}`;
    if (Number(percent ?? 0) > 100) return `fault ${index + 1} is to happen more than 100% of times`;
    faults.push({
      point,
      action: action === "crash" || action === "throw" ? action : { delayMs: Number(ms) },
      when: nth === undefined ? { share: Number(percent ?? 100) / 100 } : { nth: Number(nth) },
    });
  }
  return faults;
}

/** A request on this machine has left its process by then. */
const LEAVES_MS = 5;

/** Makes what strikes. Undefined: nothing is planned. */
export function plannedFaults(faults: readonly Fault[] | undefined): Faults | undefined {
  if (!faults || faults.length === 0) return undefined;
  const passes = new Map<FaultPoint, number>();
  return async (point) => {
    const pass = (passes.get(point) ?? 0) + 1;
    passes.set(point, pass);
    const due = faults.filter(
      ({ point: at, when }) =>
        at === point && ("nth" in when ? when.nth === pass : Math.random() < when.share),
    );
    for (const { action } of due) {
      if (point === "send.afterRequest") await passed(LEAVES_MS);
      if (action === "crash") process.kill(process.pid, "SIGKILL");
      else if (action === "throw") throw new Error(`a planned fault at ${point}`);
      else await passed(action.delayMs);
    }
  };
}
