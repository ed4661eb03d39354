import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "whatsapp-web.js";
import type { Clock } from "../../../core/platform/clock.ts";
import type { Log } from "../../../core/platform/log.ts";
import { aborted } from "../../../core/platform/pause.ts";
import type { WhatsAppDriver } from "../driver.ts";
import { createAcks } from "./acks.ts";
import { findChromium } from "./chromium.ts";
import { launchOptions } from "./launch.ts";
import { webDriver } from "./driver.ts";
import { limited } from "./failures.ts";
import { createInbound } from "./inbound.ts";
import { openLedger } from "./ledger.ts";
import { loadLibrary, PROFILE, type Library } from "./library.ts";
import { beginLife } from "./life.ts";
import { MANNERS, type Manners } from "./manners.ts";
import { endOrphans, memoryOf } from "./orphans.ts";
import type { Heard } from "./read.ts";
import { watched, type LostReason, type Watched, type WebState } from "./states.ts";
import { missingModules } from "./surface.ts";
import { TIMINGS, type WebTimings } from "./timings.ts";

export interface WhatsAppWebOptions {
  /** Folder of the session: whoever has it has the account. One process may use it. */
  readonly dataDir: string;
  /** Commits to the inbox; each key counts once. Until it resolves WhatsApp is not told that we have seen it. */
  readonly hear: (heard: readonly Heard[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  /** Path of a Chromium; undefined: one that is found (`findChromium`). */
  readonly chromium?: string | undefined;
  /** Digits of the number, to be paired by a code; undefined: by a QR code. */
  readonly pairNumber?: string | undefined;
  /** Further arguments of the browser: how the sandbox's page is reached. */
  readonly browserArgs?: readonly string[];
  readonly manners?: Manners;
  /** Whether polls stand beside the numbers of menus (polls.ts). */
  readonly polls?: boolean;
  readonly timings?: Partial<WebTimings>;
  /**
   * Hears at each start how many modules that we need the page does not have, because WhatsApp has changed it; their
   * names are logged.
   */
  readonly missing?: (count: number) => void;
}

export interface WhatsAppWeb {
  readonly driver: WhatsAppDriver;
  readonly state: Watched<WebState>;
  /** Starts the browser and keeps it running; returns at once. */
  start(): void;
  /**
   * Ends the browser; the session is kept, and nothing is sent or heard until `start`. What is being sent is waited for,
   * as long as WhatsApp is given to acknowledge it: whether it arrived should be known.
   */
  stop(): Promise<void>;
  /** Memory of the browser's processes, bytes; undefined where there is none, or nobody can tell. */
  memory(): Promise<number | undefined>;
  /** Process id of the browser. */
  readonly browser: () => number | undefined;
}

/** Opens WhatsApp Web on a number of ours. Nothing is started or loaded before `start`. */
export async function openWhatsAppWeb(options: WhatsAppWebOptions): Promise<WhatsAppWeb> {
  const { dataDir, clock, log, manners = MANNERS } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const profile = join(dataDir, PROFILE);
  const ledger = await openLedger(join(dataDir, "ledger.json"));
  const acks = createAcks();
  const state = watched<WebState>({ kind: "off" });
  let current: { client: Client; library: Library } | undefined;
  let alive: Client | undefined;
  let inbound = createInbound({ ...options, ledger, timings });
  let stopping: AbortController | undefined;
  let running = Promise.resolve();
  const sending = new Set<Promise<unknown>>();

  async function run(signal: AbortSignal): Promise<void> {
    const stopped = aborted(signal).then((): LostReason => "closed");
    await ledger.reload();
    for (let failures = 0; !signal.aborted;) {
      const began = Date.now();
      state.set({ kind: "starting" });
      const reason = await live(stopped).catch((error: unknown): LostReason => {
        log.error({ error }, "WhatsApp Web cannot be started");
        return "start";
      });
      if (signal.aborted) return;
      failures = Date.now() - began > timings.wellMs ? 1 : failures + 1;
      const pause = timings.backoffMs[Math.min(failures, timings.backoffMs.length) - 1] ?? 0;
      log.warn({ reason: reason.replace(" ", "-"), ms: pause, tries: failures }, "WhatsApp Web was lost");
      state.set({ kind: "lost", reason, again: new Date(clock.now().getTime() + pause) });
      await waitFor(pause, stopped);
    }
  }

  /** From the start of a browser to its end; resolves with what ended it. */
  async function live(stopped: Promise<LostReason>): Promise<LostReason> {
    const [library, chromium] = await Promise.all([loadLibrary(), findChromium(options.chromium)]);
    const orphans = await endOrphans(profile);
    if (orphans > 0) log.warn({ count: orphans }, "a browser of an earlier process was still there");
    const life = beginLife({
      library,
      dataPath: dataDir,
      pairNumber: options.pairNumber,
      timings,
      log,
      puppeteer: launchOptions(chromium, options.browserArgs),
      paired(how) {
        ledger.pairing(clock.now());
        state.set("qr" in how ? { kind: "qr", qr: how.qr } : { kind: "code", code: how.code });
      },
      follow(client) {
        inbound.follow(client);
        client.on("message_ack", (message, ack) => acks.note(message.id._serialized, ack));
      },
      ready(client) {
        current = { client, library };
        state.set({ kind: "ready", phone: client.info.wid.user });
        void inbound
          .catchUp(client)
          .catch((error: unknown) => log.warn({ error }, "unread messages wait"))
          .then(() => inbound.lookBack(client))
          .catch((error: unknown) => log.warn({ error }, "changes of earlier messages were not read"));
        void probeSurface(client);
      },
      catchUp: (client) => inbound.catchUp(client),
    });
    alive = life.client;
    const reason = await Promise.race([life.ended, stopped]);
    current = undefined;
    acks.abandon();
    await life.close();
    // What is left of a session that the phone has ended only keeps a new one from being paired.
    if (reason === "logged out") await rm(profile, { recursive: true, force: true });
    return reason;
  }

  async function probeSurface(client: Client): Promise<void> {
    if (!options.missing) return;
    const missing = await missingModules(client).catch(() => undefined);
    if (!missing) return;
    options.missing(missing.length);
    for (const name of missing) log.error({ kind: name }, "WhatsApp Web has no such module any more");
  }

  const driver = webDriver({ ...options, current: () => current, acks, ledger, manners, timings });

  return {
    driver: {
      ...driver,
      send(chat, message) {
        const outcome = driver.send(chat, message);
        sending.add(outcome);
        return outcome.finally(() => sending.delete(outcome));
      },
    },
    state,
    start() {
      if (stopping) return;
      const abort = new AbortController();
      stopping = abort;
      inbound = createInbound({ ...options, ledger, timings });
      running = run(abort.signal);
    },
    async stop() {
      if (!stopping) return;
      // Whatever has not left yet stays here.
      current = undefined;
      await limited(Promise.allSettled(sending), timings.ackMs);
      stopping.abort();
      inbound.stop();
      await running;
      stopping = undefined;
      state.set({ kind: "off" });
      await ledger.flush();
    },
    async memory() {
      const pid = browserOf(alive);
      return pid === undefined ? undefined : memoryOf(pid);
    },
    browser: () => browserOf(alive),
  };
}

function browserOf(client: Client | undefined): number | undefined {
  const child = client?.pupBrowser?.process();
  return child?.exitCode === null && child.signalCode === null ? child.pid : undefined;
}

async function waitFor(ms: number, stopped: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([stopped, passed]);
  clearTimeout(timer);
}
