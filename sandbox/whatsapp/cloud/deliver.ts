/** Posts notifications to the bot's side, signed, again and again with growing pauses until it answers 2xx. */
import { createHmac } from "node:crypto";
import { confirm, now } from "../hub.ts";
import type { HubEvent } from "../records.ts";
import type { Api } from "./api.ts";
import { notification, status, told } from "./notifications.ts";

/** Told together in one request when they wait together; the real one may send a thousand. */
const AT_ONCE = 20;
const ANSWER_MS = 10_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface Delivery {
  /** Has it look for what waits. Returns at once. */
  readonly wake: () => void;
  close(): Promise<void>;
}

/** @param webhook where to post to now; undefined: nowhere yet, and everything waits */
export function delivery(api: Api, webhook: () => string | undefined): Delivery {
  const closing = new AbortController();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!closing.signal.aborted) {
      const events = api.hub.queue.slice(0, AT_ONCE);
      const strays = api.strays.slice();
      const url = webhook();
      if (url === undefined || events.length + strays.length === 0) return;
      if (await post(url, events, strays)) {
        for (const event of events) confirm(api.hub, event);
        api.strays = api.strays.filter((stray) => !strays.includes(stray));
        pause = FIRST_PAUSE_MS;
      } else {
        await wait(pause, closing.signal);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  async function post(url: string, events: readonly HubEvent[], strays: Api["strays"]): Promise<boolean> {
    const failures = strays.map(({ wamid, to, code }) =>
      status(api, {
        id: wamid,
        status: "failed",
        at: now(api.hub),
        ...(/^\+?\d+$/.test(to) ? { phone: to } : { user: to }),
        failed: code,
      }),
    );
    const changes = [...events.flatMap((event) => told(api, event) ?? []), ...failures];
    if (changes.length === 0) return true;
    const body = JSON.stringify(notification(changes));
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "x-hub-signature-256": sign(api, body) },
        body,
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  const waits = () => api.hub.queue.length + api.strays.length > 0;

  function wake(): void {
    if (running || closing.signal.aborted) return;
    // What happens in one moment is told together.
    running = Promise.resolve()
      .then(run)
      .finally(() => {
        running = undefined;
        if (webhook() !== undefined && waits()) wake();
      });
  }

  return {
    wake,
    async close() {
      closing.abort();
      await running;
    },
  };
}

const sign = ({ settings }: Api, body: string): string =>
  `sha256=${createHmac("sha256", settings.appSecret).update(Buffer.from(body)).digest("hex")}`;

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
