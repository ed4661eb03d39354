import type { Notice, Payment } from "./payment.ts";

/** The simulator's time. `onChange` calls back when the clock is moved; it returns how to stop that. */
export interface SimulatorClock {
  now(): Date;
  onChange(listener: () => unknown): () => void;
}

export interface Courier {
  /** Sends what is due. Resolves when all of it has been answered or put off. */
  deliver(): Promise<void>;
  close(): Promise<void>;
}

export interface CourierOptions {
  readonly clock: SimulatorClock;
  readonly payments: () => Iterable<Payment>;
  /** The shop's ResultURL. */
  readonly resultUrl: string;
  readonly method: "GET" | "POST";
  /** After each try. */
  readonly tried: (payment: Payment) => Promise<void>;
}

const MINUTE = 60_000;

/** The shop is called again after so long, until it answers `OK<InvId>`: six times in a day. */
const REPEATS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * 60 * MINUTE, 20 * 60 * MINUTE];

/** How long a shop may think. */
const PATIENCE = 20_000;

/** Carries notifications to the shop, the earliest first, one at a time, and repeats those that were not accepted. */
export function courier(options: CourierOptions): Courier {
  const { clock, payments, resultUrl, tried } = options;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let alarm: NodeJS.Timeout | undefined;

  const waiting = () =>
    [...payments()]
      .flatMap((payment) => payment.notices.map((notice) => ({ payment, notice })))
      .filter(({ notice }) => notice.outcome === "waiting")
      .toSorted((a, b) => a.notice.dueAt.localeCompare(b.notice.dueAt));

  async function run(): Promise<void> {
    while (again) {
      again = false;
      for (;;) {
        const [next] = waiting();
        if (closed || !next || new Date(next.notice.dueAt) > clock.now()) break;
        await send(resultUrl, options.method, next.notice, clock.now());
        await tried(next.payment);
      }
    }
    const [next] = waiting();
    clearTimeout(alarm);
    if (next && !closed) {
      const wait = Math.max(new Date(next.notice.dueAt).getTime() - clock.now().getTime(), 0);
      // setTimeout holds at most 2^31-1 ms.
      alarm = setTimeout(() => void deliver(), Math.min(wait, 2 ** 31 - 1));
      alarm.unref();
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

  const stop = clock.onChange(deliver);
  return {
    deliver,
    async close() {
      closed = true;
      stop();
      clearTimeout(alarm);
      await running;
    },
  };
}

async function send(url: string, method: "GET" | "POST", notice: Notice, now: Date): Promise<void> {
  const form = new URLSearchParams(notice.fields).toString();
  const answer = await call(method === "GET" ? `${url}?${form}` : url, {
    method,
    ...(method === "POST" && {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form,
    }),
  });
  const repeat = REPEATS[notice.tries];
  notice.tries += 1;
  notice.lastAnswer = answer.told;
  if (answer.body.trim() === `OK${notice.fields["InvId"] ?? ""}`) notice.outcome = "accepted";
  else if (repeat === undefined) notice.outcome = "given_up";
  else notice.dueAt = new Date(now.getTime() + repeat).toISOString();
}

async function call(url: string, init: RequestInit): Promise<{ told: string; body: string }> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    return { told: `HTTP ${response.status}`, body: await response.text() };
  } catch (error) {
    return { told: error instanceof Error ? error.name : "no answer", body: "" };
  }
}
