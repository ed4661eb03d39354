import { ownerBot } from "../../bots/telegram/owner-bot.ts";
import { staffBot } from "../../bots/telegram/staff-bot.ts";
import { telegramRegistry } from "../../bots/owner/index.ts";
import { timers } from "../../bots/timers.ts";
import { takeTurns } from "../../bots/turn.ts";
import { handleStaff } from "../../bots/vet/handle.ts";
import { deliveries } from "../../core/messaging/delivery.ts";
import { receive, type Arrival } from "../../core/messaging/intake.ts";
import { media } from "../../core/messaging/media.ts";
import type { ManualClock } from "../../core/platform/clock.ts";
import type { Core } from "../../core/platform/core.ts";
import { drains, type Drain } from "../../core/platform/drains.ts";
import type { FileStore } from "../../core/platform/files.ts";
import type { Log } from "../../core/platform/log.ts";
import { createMetrics } from "../../core/platform/metrics.ts";
import { runTimers } from "../../core/platform/run-timers.ts";
import { parseKeys } from "../../core/platform/seal.ts";
import { seededIds } from "./dice.ts";
import type { Messengers } from "./messengers.ts";
import type { Mutant } from "./mutants.ts";
import type { Connections } from "./postgres.ts";
import { Crash, type Life, type Stage } from "./stage.ts";

/** The kinds of work that take part. */
export const works = ["turns", "deliveries", "media", "timers"] as const;
export type Work = (typeof works)[number];

const isWork = (topic: string): topic is Work => works.some((work) => work === topic);

/** What all processes of a service share. */
export interface Shared {
  readonly stage: Stage;
  readonly clock: ManualClock;
  readonly messengers: Messengers;
  readonly stored: Map<string, Uint8Array>;
  /** A wake-up is on its way to whichever process takes it. */
  readonly woken: Set<Work>;
  /** What went wrong that should not. */
  readonly failures: string[];
  readonly mutant: Mutant;
}

/** One process of the service. */
export interface Service {
  readonly life: Life;
  /** Puts arrivals into the inbox; resolves to whether they may be acknowledged. */
  readonly take: (arrivals: readonly Arrival[]) => Promise<boolean>;
  /** Begins to do the work of a kind, unless it is at it; then it looks once more when it is through. */
  readonly begin: (work: Work) => void;
  /** The work it means to look for by itself, by when. */
  readonly alarms: Map<Work, number>;
  /** Begins nothing new; resolves when what it was at is done. */
  readonly leave: () => Promise<void>;
}

const keys = parseKeys("0".repeat(64));
const metrics = createMetrics();
const TOKEN = "1:simulated";
const root = "http://127.0.0.1:1";
const me = {
  id: 1,
  is_bot: true,
  first_name: "Pawline",
  username: "bot",
  can_join_groups: false,
  can_read_all_group_messages: false,
  can_manage_bots: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  supports_join_request_queries: false,
  has_topics_enabled: true,
  allows_users_to_create_topics: false,
} as const;
const owners = ownerBot({ token: TOKEN, root, me, registry: telegramRegistry });
const vets = staffBot({ token: TOKEN, root, me, handle: handleStaff });
const channels = { telegram: owners.take, staff: vets.take };
const plain = { telegram: owners.plain, staff: vets.plain };

const settings: Core["settings"] = {
  publicUrl: undefined,
  gateways: [],
  cashierLimits: {},
  ownerBot: "owner_bot",
  staffBot: "staff_bot",
  whatsappNumber: undefined,
  defaultLocale: "en",
};

/** Starts a process at a place where none is running. `number`: the how manyth of its history. */
export function startService(shared: Shared, connections: Connections, number: number): Service {
  const { stage, clock, messengers, woken, failures, mutant } = shared;
  const life: Life = { name: `process ${number}`, over: false, leaving: false, peaceful: false };
  connections.serve(stage, life);
  const wake = (topic: string) => {
    if (!life.over && isWork(topic)) woken.add(topic);
  };
  const core: Core = {
    db: connections.db,
    clock,
    ids: seededIds(0x10 + number),
    keys,
    files: storeOf(shared, life),
    settings,
    wake,
    faults: (point) => stage.step(life, point, () => undefined),
  };
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (fields, text) => {
      const { error } = fields;
      if (!life.over && !(error instanceof Crash)) failures.push(`${text}: ${told(error)}`);
    },
  };
  let looked = 0;
  const at = (channel: "telegram" | "staff") => {
    const messenger = messengers.at(
      channel,
      life,
      () => clock.now().getTime(),
      () => looked,
    );
    return mutant.messenger?.(messenger, stage, life) ?? messenger;
  };
  const alarms = new Map<Work, number>();
  const toolsOf = (work: Work) => ({
    messengers: { telegram: at("telegram"), staff: at("staff") },
    log,
    metrics,
    wakeAt: (time: Date) => void alarms.set(work, time.getTime()),
  });
  const made = deliveries(core, toolsOf("deliveries"));
  const out = mutant.deliveries?.(made) ?? made;
  const files = media(core, toolsOf("media"));
  const drainOf: Readonly<Record<Work, Drain>> = {
    turns: (closing) => takeTurns(core, { channels, plain, ...toolsOf("turns") }, closing),
    deliveries: (closing) => {
      // What is under way was leased since then.
      if (out.idle()) looked = clock.now().getTime();
      return out.drain(closing);
    },
    media: files.drain,
    timers: (closing) => runTimers(core, { handlers: timers, ...toolsOf("timers") }, closing),
  };
  const running = drains(log);
  running.start();
  const listened = new Set<Work>();
  const intakes = new Set<Promise<boolean>>();
  const takenIn = async (arrivals: readonly Arrival[]): Promise<boolean> => {
    try {
      await receive(core, arrivals);
      return !life.over;
    } catch (error) {
      log.error({ error }, "an intake failed");
      return false;
    }
  };
  return {
    life,
    alarms,
    async take(arrivals) {
      const taken = takenIn(arrivals);
      intakes.add(taken);
      void taken.finally(() => intakes.delete(taken));
      return mutant.hasty ?? taken;
    },
    begin(work) {
      // The first look is the first wake-up's: one at the start, with nothing there, would take its time.
      if (listened.has(work)) return running.run(work);
      listened.add(work);
      running.listen(work, drainOf[work]);
    },
    async leave() {
      life.leaving = true;
      // As service.ts does: the doors, what works behind them, and what that left under way.
      await Promise.all(intakes);
      await running.close();
      await Promise.all([out.close(), files.close()]);
      life.peaceful = !life.over;
    },
  };
}

const told = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function storeOf({ stage, stored }: Shared, life: Life): FileStore {
  return {
    put: (key, bytes) => stage.step(life, "store a file", () => void stored.set(key, bytes)),
    get: (key) =>
      stage.step(life, "read a file", () => {
        const bytes = stored.get(key);
        if (!bytes) throw new Error("nothing is stored under this key");
        return bytes;
      }),
    delete: (key) => stage.step(life, "delete a file", () => void stored.delete(key)),
    older: () => Promise.resolve([]),
  };
}
