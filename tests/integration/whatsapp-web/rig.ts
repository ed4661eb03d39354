import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Clock } from "../../../core/platform/clock.ts";
import { silentLog } from "../../../core/platform/log.ts";
import type { WhatsAppEvent } from "../../../bots/whatsapp/event.ts";
import {
  openWhatsAppWeb,
  type WhatsAppWeb,
  type WhatsAppWebOptions,
} from "../../../bots/whatsapp/web/open.ts";
import type { Heard } from "../../../bots/whatsapp/web/read.ts";
import type { WebState } from "../../../bots/whatsapp/web/states.ts";
import { createClock, type SandboxClock } from "../../../sandbox/clock.ts";
import { memoryStore } from "../../../sandbox/telegram/persistence.ts";
import { createWorld, type Person } from "../../../sandbox/telegram/world.ts";
import { addressOf } from "../../../sandbox/whatsapp/addresses.ts";
import { createHub, openChat, type Hub } from "../../../sandbox/whatsapp/hub.ts";
import { write } from "../../../sandbox/whatsapp/people.ts";
import type { HubChat, HubMessage } from "../../../sandbox/whatsapp/records.ts";
import { startWhatsAppWeb, type WhatsAppWeb as Page } from "../../../sandbox/whatsapp/web/server.ts";

/** What the service's inbox would hold: each key once, in order. */
export interface Inbox {
  readonly events: WhatsAppEvent[];
  /** What the parts of an album were told to share, by key. */
  readonly albums: Map<string, string>;
  /** How often each key was told. */
  readonly told: Map<string, number>;
  /** What the inbox does with the next batch instead of taking it. */
  fail: (() => Promise<void>) | undefined;
}

export interface Rig {
  readonly hub: Hub;
  readonly page: Page;
  readonly inbox: Inbox;
  readonly clock: SandboxClock;
  readonly dataDir: string;
  web: WhatsAppWeb;
  person(given?: Partial<Person>): { person: Person; chat: HubChat; address: string };
  /** Opens another one on the same session. */
  open(more?: Partial<WhatsAppWebOptions>): Promise<WhatsAppWeb>;
  /** Resolves when everything that happened has been committed. */
  settled(): Promise<void>;
  /** What a person says, once it is in the inbox. */
  hears(chat: HubChat, text: string): Promise<Extract<WhatsAppEvent, { kind: "message" }>>;
  reaches(kind: WebState["kind"]): Promise<WebState>;
  close(): Promise<void>;
}

/** Everything that would take minutes in life. */
const QUICK: WhatsAppWebOptions["timings"] = {
  probeMs: 100,
  graceMs: 300,
  readyMs: 10_000,
  stuckMs: 5_000,
  deafMs: 60_000,
  sendMs: 15_000,
  // Waited out once each; and yet enough for 20 MB on a busy machine.
  ackMs: 5_000,
  downloadMs: 8_000,
  phoneMs: 500,
  phoneAgainMs: 0,
  backoffMs: [50],
};

const FREE = { typing: false, daily: { first: 10_000, most: 10_000 } } as const;

export async function until<T>(found: () => T | undefined | false, ms = 15_000): Promise<T> {
  for (const deadline = Date.now() + ms; ;) {
    const result = found();
    if (result !== undefined && result !== false) return result;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The simulated WhatsApp Web, and our side on the real library in a real Chromium. */
export async function startRig(more: Partial<WhatsAppWebOptions> = {}, pairAtOnce = true): Promise<Rig> {
  const clock = createClock();
  const closing = new AbortController();
  const world = createWorld({
    clock,
    strict: true,
    store: memoryStore(),
    closing: closing.signal,
    deliver: () => undefined,
  });
  const hub = createHub(world);
  const page = await startWhatsAppWeb(hub, { pairAtOnce });
  const dataDir = await mkdtemp(join(tmpdir(), "pawline-whatsapp-"));
  const inbox: Inbox = { events: [], albums: new Map(), told: new Map(), fail: undefined };
  const serviceClock: Clock = { now: clock.now, onJump: () => () => undefined };

  async function hear(heard: readonly Heard[]): Promise<void> {
    const { fail } = inbox;
    if (fail) {
      inbox.fail = undefined;
      await fail();
    }
    for (const { key, event, album } of heard) {
      if (album !== undefined) inbox.albums.set(key, album);
      if (!inbox.told.has(key)) inbox.events.push(event);
      inbox.told.set(key, (inbox.told.get(key) ?? 0) + 1);
    }
  }

  const open = (options: Partial<WhatsAppWebOptions> = {}) =>
    openWhatsAppWeb({
      dataDir,
      hear,
      clock: serviceClock,
      log: silentLog,
      browserArgs: page.browserArgs,
      manners: FREE,
      ...more,
      ...options,
      timings: { ...QUICK, ...more.timings, ...options.timings },
    });

  let next = 5001;
  const rig: Rig = {
    hub,
    page,
    inbox,
    clock,
    dataDir,
    web: await open(),
    person(given = {}) {
      const id = next++;
      const person = { id, first_name: "Anna", phone: `+7999000${id}`, ...given };
      world.people.set(id, person);
      world.changed({ type: "people" });
      return { person, chat: openChat(hub, person), address: addressOf(person).chat };
    },
    open,
    settled: () => until(() => hub.queue.length === 0).then(() => undefined),
    async hears(chat, text) {
      write(hub, chat, { kind: "text", text });
      return until(() =>
        inbox.events
          .filter((event) => event.kind === "message")
          .findLast(({ content }) => content.kind === "text" && content.text === text),
      );
    },
    reaches: (kind) =>
      until(() => {
        const state = rig.web.state.now();
        return state.kind === kind && state;
      }),
    async close() {
      await rig.web.stop();
      await page.close();
      closing.abort();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return rig;
}

/** A rig for the whole file, ready. At its end nothing may have been asked of the page that it does not have. */
export async function rigForFile(): Promise<Rig> {
  const rig = await startRig();
  afterAll(async () => {
    await rig.close();
    const { surface, failures } = rig.page.line;
    if (surface.missing.size > 0 || failures.length > 0)
      throw new Error(`The simulated page lacks ${[...surface.missing, ...failures].join(", ")}`);
  });
  rig.web.start();
  await rig.reaches("ready");
  return rig;
}

/** What the bot has sent to a chat. */
export const sentTo = (chat: HubChat): HubMessage[] =>
  [...chat.messages.values()].filter(({ by }) => by === "bot");
