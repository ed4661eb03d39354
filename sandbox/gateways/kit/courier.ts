import type { SimulatorClock } from "./clock.ts";
import type { Notice } from "./notice.ts";

export interface Courier {
  /** Sends what is due. Resolves when all of it has been answered or put off. */
  deliver(): Promise<void>;
  /** Notifications that are due and not answered yet. */
  pending(): number;
  close(): Promise<void>;
}

/** A notification on its way, and what is kept once it was tried. */
export interface Sending {
  readonly notice: Notice;
  /** The request to the shop. */
  request(): { readonly url: string; readonly init: RequestInit };
  /** Whether this answer means that the shop has it. */
  accepted(status: number, body: string): boolean;
  tried(): Promise<void>;
}

export interface CourierOptions {
  readonly clock: Pick<SimulatorClock, "now" | "after">;
  /** All notifications; those that wait are sent. */
  readonly notices: () => Iterable<Sending>;
  /** The shop is called again after so many milliseconds each, until it accepts. */
  readonly repeats: readonly number[];
  /** How the shop is called; the network, unless it is somewhere else. */
  readonly fetch?: typeof globalThis.fetch;
}

/** How long a shop may think. */
const PATIENCE = 20_000;

/** What is due later than that is looked for again then. */
const DAY = 24 * 3_600_000;

/** Carries notifications to the shop, the earliest first, one at a time, and repeats those that were not accepted. */
export function courier({ clock, notices, repeats, fetch = globalThis.fetch }: CourierOptions): Courier {
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let disarm: (() => void) | undefined;

  const waiting = () =>
    [...notices()]
      .filter(({ notice }) => notice.outcome === "waiting")
      .toSorted((a, b) => a.notice.dueAt.localeCompare(b.notice.dueAt));
  const isDue = ({ notice }: Sending) => new Date(notice.dueAt) <= clock.now();

  async function run(): Promise<void> {
    while (again) {
      again = false;
      for (;;) {
        const [next] = waiting();
        if (closed || !next || !isDue(next)) break;
        await send(next, repeats, clock.now(), fetch);
        await next.tried();
      }
    }
    const [next] = waiting();
    disarm?.();
    if (next && !closed) {
      const wait = Math.max(new Date(next.notice.dueAt).getTime() - clock.now().getTime(), 0);
      disarm = clock.after(Math.min(wait, DAY), deliver);
    }
  }

  /** One run at a time; who comes meanwhile waits for a further one. */
  function deliver(): Promise<void> {
    again = true;
    running ??= run()
      // The store is away: what was not marked as sent is due again with the next run.
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    deliver,
    pending: () => waiting().filter(isDue).length,
    async close() {
      closed = true;
      disarm?.();
      await running;
    },
  };
}

async function send(
  sending: Sending,
  repeats: readonly number[],
  now: Date,
  fetch: typeof globalThis.fetch,
): Promise<void> {
  const { notice } = sending;
  const { url, init } = sending.request();
  const answer = await call(fetch, url, init);
  const repeat = repeats[notice.tries];
  notice.tries += 1;
  notice.lastAnswer = answer.told;
  if (sending.accepted(answer.status, answer.body)) notice.outcome = "accepted";
  else if (repeat === undefined) notice.outcome = "given_up";
  else notice.dueAt = new Date(now.getTime() + repeat).toISOString();
}

async function call(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
): Promise<{ readonly told: string; readonly status: number; readonly body: string }> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    return { told: `HTTP ${response.status}`, status: response.status, body: await response.text() };
  } catch (error) {
    return { told: error instanceof Error ? error.name : "no answer", status: 0, body: "" };
  }
}
