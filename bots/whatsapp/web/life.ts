/**
 * One life of the browser: from its start until something ends it. Much of that the library does not report, so the page
 * is asked how it is at short intervals.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "whatsapp-web.js";
import { z } from "zod";
import type { Log } from "../../../core/platform/log.ts";
import { limited, LATE } from "./failures.ts";
import type { Library, LibraryOptions } from "./library.ts";
import type { LostReason } from "./states.ts";

export interface Timings {
  /** Between two looks at the page. */
  readonly probeMs: number;
  /** After which a page that has synchronised and told nothing is told to begin. */
  readonly graceMs: number;
  /** After which a page that is connected and not ready is given up; and one that does not even load. */
  readonly readyMs: number;
  /** After which a page that lost its connection is given up. */
  readonly stuckMs: number;
  /** Between two looks for messages that no event told of. */
  readonly deafMs: number;
}

export interface LifeOptions extends Omit<LibraryOptions, "failed"> {
  readonly library: Library;
  readonly timings: Timings;
  readonly log: Log;
  readonly paired: (how: { readonly qr: string } | { readonly code: string }) => void;
  readonly follow: (client: Client) => void;
  /** Once per life. */
  readonly ready: (client: Client) => void;
  /** How many messages there were that no event had told of. */
  readonly catchUp: (client: Client) => Promise<number>;
}

export interface Life {
  readonly client: Client;
  /** Resolves when this life is over; `close` has to be called all the same. */
  readonly ended: Promise<LostReason>;
  /** Ends the browser: kindly, so that it writes down what it has to, and then by force. */
  close(): Promise<void>;
}

const CLOSE_MS = 5_000;
const ANSWER_MS = 10_000;

export function beginLife(options: LifeOptions): Life {
  const { library, timings, log, paired, follow, ready, catchUp } = options;
  let isReady = false;
  /** Aborted with the reason when this life is over. */
  const over = new AbortController();
  const { signal } = over;
  const end = (reason: LostReason) => over.abort(reason);
  const ended = new Promise<LostReason>((resolve) => {
    signal.addEventListener("abort", () => resolve(signal.reason), { once: true });
  });
  const client = library.createClient({
    ...options,
    failed: (error) => {
      log.debug({ error }, "WhatsApp Web's library failed");
      end("page silent");
    },
  });

  client.on("qr", (qr) => !signal.aborted && paired({ qr }));
  client.on("code", (code) => !signal.aborted && paired({ code }));
  // Told again for each frame that the page loads.
  client.on("ready", () => {
    if (signal.aborted || isReady) return;
    isReady = true;
    ready(client);
  });
  client.on("disconnected", (reason: string) => {
    if (reason === "LOGOUT") end("logged out");
    else end(reason === "CONFLICT" ? "conflict" : "closed");
  });
  follow(client);

  const started = start();

  async function start(): Promise<void> {
    try {
      await client.initialize();
    } catch (error) {
      log.warn({ error }, "WhatsApp Web did not start");
      end("start");
      return;
    }
    // The library tells of neither.
    client.pupBrowser?.on("disconnected", () => end("browser"));
    client.pupPage?.on("error", () => end("page crash"));
    if (client.pupBrowser?.connected === false) end("browser");
    await watch();
  }

  async function watch(): Promise<void> {
    let silent = 0;
    let listened = Date.now();
    const since = new Map<string, number>();
    /** For how long this has been so, ms. */
    const lasting = (what: string, so: boolean): number => {
      if (!so) since.delete(what);
      else if (!since.has(what)) since.set(what, Date.now());
      return so ? Date.now() - (since.get(what) ?? 0) : 0;
    };
    while (!signal.aborted) {
      await delay(timings.probeMs, undefined, { ref: false });
      if (signal.aborted) return;
      const seen = await look(client);
      silent = seen ? 0 : silent + 1;
      // Once may be a navigation.
      if (silent >= 3) return end("page silent");
      if (!seen) continue;
      if (seen.state === "UNPAIRED_IDLE") await tell(client, `window.require("WAWebCmd").Cmd.refreshQR()`);
      if (lasting("synced", !isReady && seen.synced) > timings.graceMs) {
        since.delete("synced");
        await tell(client, `window.onAppStateHasSyncedEvent?.()`);
      }
      const connected = seen.state === "CONNECTED";
      if (lasting("unready", !isReady && connected) > timings.readyMs) return end("never ready");
      if (lasting("stuck", isReady && !connected) > timings.stuckMs) return end("closed");
      if (isReady && Date.now() - listened > timings.deafMs) {
        listened = Date.now();
        const missed = await catchUp(client).catch(() => 0);
        // What came this moment may only be on its way: twice in a row is deafness.
        if (missed > 0 && lasting("deaf", true) > timings.probeMs) return end("deaf");
        if (missed === 0) lasting("deaf", false);
      }
    }
  }

  return {
    client,
    ended: Promise.race([ended, loadLimit()]),
    async close() {
      end("closed");
      await limited(closeBrowser(), CLOSE_MS).catch(() => undefined);
      const child = client.pupBrowser?.process();
      for (let waited = 0; isAlive(child) && waited < CLOSE_MS; waited += 50) await delay(50);
      if (isAlive(child)) child?.kill("SIGKILL");
    },
  };

  /** A page that does not load keeps `initialize` waiting for ever. */
  async function loadLimit(): Promise<LostReason> {
    const late = await limited(started, timings.readyMs * 2);
    if (late === LATE && !signal.aborted && client.pupPage?.url().startsWith("http") !== true) return "start";
    return ended;
  }

  /** The library sets its browser some time after it was told to start one, or never. */
  async function closeBrowser(): Promise<void> {
    const settled = new AbortController();
    void started.then(() => settled.abort());
    while (!client.pupBrowser && !settled.signal.aborted) await delay(20);
    await client.destroy();
  }
}

const isAlive = (child: { exitCode: number | null; signalCode: string | null } | null | undefined): boolean =>
  Boolean(child) && child?.exitCode === null && child.signalCode === null;

const looked = z.object({ state: z.string(), synced: z.boolean() });

const LOOK = `(() => {
  const { Socket } = window.require("WAWebSocketModel");
  return { state: String(Socket.state), synced: Boolean(Socket.hasSynced) };
})()`;

async function look(client: Client): Promise<z.infer<typeof looked> | undefined> {
  const answer = await tell(client, LOOK);
  return looked.safeParse(answer).data;
}

/** Evaluates in the page; undefined where it does not answer. */
async function tell(client: Client, expression: string): Promise<unknown> {
  const answer = client.pupPage?.evaluate(expression);
  if (!answer) return undefined;
  const result = await limited(answer, ANSWER_MS).catch(() => undefined);
  return result === LATE ? undefined : result;
}
