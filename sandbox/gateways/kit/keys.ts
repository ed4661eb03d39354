import { createHash } from "node:crypto";
import type { SimulatorClock } from "./clock.ts";
import { openStore } from "./store.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Remembered extends ApiAnswer {
  readonly key: string;
  /** What was asked with the key first, hashed. */
  readonly request: string;
  readonly at: string;
}

/** Idempotency keys: what was asked once with a key is answered again, not done again. */
export interface Keys {
  /** Does `run` the first time; undefined: the key was used for another request. Refusals are not remembered. */
  once(key: string, request: string, run: () => Promise<ApiAnswer>): Promise<ApiAnswer | undefined>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Both YooKassa and Stripe promise a day. */
const LIFETIME = 24 * 3_600_000;

export async function openKeys(
  databaseUrl: string | undefined,
  table: string,
  clock: SimulatorClock,
): Promise<Keys> {
  const store = await openStore<Remembered>(databaseUrl, {
    table,
    key: "key",
    order: "key",
    keyOf: ({ key }) => key,
  });
  const known = new Map((await store.load()).map((answer) => [answer.key, answer]));
  const underWay = new Map<string, Promise<unknown>>();

  async function first(key: string, request: string, run: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
    const answer = await run();
    if (answer.status < 400) {
      const remembered = { ...answer, key, request, at: clock.now().toISOString() };
      known.set(key, remembered);
      await store.save(remembered);
    }
    return answer;
  }

  return {
    async once(key, request, run) {
      while (underWay.has(key)) await underWay.get(key);
      const hash = createHash("sha256").update(request).digest("hex");
      const seen = known.get(key);
      if (seen && clock.now().getTime() - new Date(seen.at).getTime() < LIFETIME) {
        return seen.request === hash ? seen : undefined;
      }
      const running = first(key, hash, run);
      underWay.set(
        key,
        running.catch(() => undefined),
      );
      try {
        return await running;
      } finally {
        underWay.delete(key);
      }
    },
    async clear() {
      known.clear();
      await store.clear();
    },
    close: () => store.close(),
  };
}
