import { timers as consultationTimers } from "../../../../core/consultations/timers.ts";
import { timers as orderTimers } from "../../../../core/orders/lapse.ts";
import { timers as requestTimers } from "../../../../core/cashier/decide.ts";
import { drainPayments } from "../../../../core/payments/drain.ts";
import type { Gateways, PaymentGateway, RawNotification } from "../../../../core/payments/gateway.ts";
import { receiveNotification } from "../../../../core/payments/notifications.ts";
import { mayPay } from "../../../../core/payments/telegram/may-pay.ts";
import { takePayment } from "../../../../core/payments/telegram/taken.ts";
import type { Core } from "../../../../core/platform/core.ts";
import { silentLog } from "../../../../core/platform/log.ts";
import { runTimers } from "../../../../core/platform/run-timers.ts";
import { timers as supportTimers } from "../../../../core/support/timers.ts";
import { START, practice } from "../../../support/practice.ts";
import { HOUR } from "../till.ts";
import { bankNames, openBanks, type Banks } from "./banks.ts";
import { Crash, life, mortalDatabase, mortalGateway, type Life } from "./life.ts";
import { openDoor } from "./door.ts";
import { LIMITS, sell, sweeper } from "./goods.ts";
import { direct, type Wire } from "./wire.ts";

/** What the service is, with one thing in it broken. */
export interface Mutant {
  /** In the place of a gateway's adapter. */
  readonly gateway?: (adapter: PaymentGateway, now: () => Date) => PaymentGateway;
  /** In the place of what adapters send requests with. */
  readonly fetch?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
  /** Statements for the test database: what it no longer refuses, or does besides. */
  readonly database?: readonly string[];
}

/** A clinic that sells, gateways, and a service in front of them that can die and be started again. */
export interface World {
  /** The service as it runs now; a new one after each crash. */
  readonly core: () => Core;
  readonly gateways: () => Gateways;
  readonly life: () => Life;
  /** After a crash: the next process. */
  readonly revive: () => void;
  /** What nobody can crash: to look at the world, not to act in it. */
  readonly calm: Core;
  readonly banks: Banks;
  /** How browsers reach gateways. */
  readonly fetch: typeof globalThis.fetch;
  readonly owners: readonly { readonly id: string; readonly pet: string }[];
  readonly vet: string;
  /** Two who decide about money. */
  readonly cashiers: readonly [string, string];
  /** Whether notifications reach us; else they find us away (503). */
  door: "open" | "shut";
  /** Moves the clock, and nobody does anything. */
  readonly advance: (ms: number) => void;
  /** Moves the clock and does what falls due meanwhile: timers and payment tasks, at most some hours late. */
  readonly pass: (ms: number, pace?: Pace) => Promise<void>;
  /** A gateway is telling us something, and waits for our answer: until then it tells nothing else. */
  readonly listening: () => boolean;
  /** Has gateways send what is due; not while we listen to one. */
  readonly hear: () => Promise<void>;
  /** As at the beginning: nothing is bought yet. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Whether payments are compared each day, or when something else is to be done and at the end. */
type Pace = "daily" | "hurried";

/** What falls due within so long is done together: a run is faster for it, and a busy service is late as well. */
const LATE = 10 * HOUR;

const handlers = { ...consultationTimers, ...supportTimers, ...orderTimers, ...requestTimers };

export async function openWorld(mutant: Mutant = {}, wire: Wire = direct()): Promise<World> {
  const clinic = await practice();
  const { clock } = clinic;
  const calm: Core = {
    ...clinic.core,
    settings: {
      ...clinic.core.settings,
      publicUrl: "https://clinic.example",
      gateways: [...bankNames],
      holds: true,
      cashierLimits: LIMITS,
    },
  };
  await sell(calm);
  const vet = await clinic.staff("Dr Olga Konina");
  const cashiers = [
    await clinic.staff("Galina", { roles: ["cashier"] }),
    await clinic.staff("Denis", { roles: ["cashier"] }),
  ] as const;
  const owners = [];
  for (const name of ["Anna", "Boris", "Vera"]) {
    const id = await clinic.owner(name);
    owners.push({ id, pet: await clinic.pet(id) });
  }
  const broom = await sweeper(calm);
  for (const statement of mutant.database ?? []) await broom.run(statement);
  const { db } = calm;
  if (!("$connect" in db)) throw new Error("a database, not a transaction");

  const hook = await openDoor(wire, (name, raw) => world.told(name, raw));
  const banks = await openBanks({
    wire: { ...wire, fetch: mutant.fetch?.(wire.fetch) ?? wire.fetch },
    calm,
    hooks: hook.url,
    mayPay: (asked) => world.heard(() => mayPay(current.core, asked)).catch(() => undefined),
    took: (taken) =>
      world
        .heard(() => takePayment(current.core, taken))
        .then((told) => told !== undefined)
        .catch(() => false),
  });
  const all = Object.values(banks);

  const failures: unknown[] = [];
  const log = {
    ...silentLog,
    error({ error }: { error?: unknown }) {
      if (error !== undefined && !(error instanceof Crash)) failures.push(error);
    },
  };
  const begin = () => {
    const now = life();
    const core: Core = { ...calm, db: mortalDatabase(db, now) };
    const adapters = all.map(({ adapter }) => {
      const ours = mutant.gateway?.(adapter, () => clock.now()) ?? adapter;
      return [adapter.name, mortalGateway(ours, now)] as const;
    });
    return { life: now, core, gateways: Object.fromEntries(adapters) };
  };
  let current = begin();
  let heard = 0;
  /** Looks where there is something to find: asking for nothing takes longest. */
  const work = async () => {
    const now = clock.now().getTime();
    const due = await broom.due();
    if (due.timer <= now) await runTimers(current.core, { handlers, log, wakeAt: () => undefined });
    if (Math.min(due.timer, due.task) <= now) await drainPayments(current.core, current.gateways, { log });
    if (failures.length > 0) throw failures.splice(0)[0];
  };
  const world = {
    core: () => current.core,
    gateways: () => current.gateways,
    life: () => current.life,
    revive() {
      current = begin();
    },
    calm,
    banks,
    fetch: wire.fetch,
    owners,
    vet,
    cashiers,
    door: "open" as "open" | "shut",
    advance: (ms: number) => clock.advance(ms),
    async pass(ms: number, pace: Pace = "daily") {
      const end = clock.now().getTime() + ms;
      for (let left = ms; left > 0; left = end - clock.now().getTime()) {
        const { timer, task, pressing } = await broom.due();
        const next = Math.min(timer, pace === "daily" ? task : pressing) - clock.now().getTime();
        clock.advance(Math.min(left, Math.max(next, LATE)));
        await world.hear();
        await work();
      }
    },
    async told(name: string, raw: RawNotification) {
      const gateway = current.gateways[name];
      const received = gateway && (await world.heard(() => receiveNotification(current.core, gateway, raw)));
      return received?.answer ?? { status: 503, body: "" };
    },
    /** Undefined: nobody is there to hear it. */
    async heard<T>(what: () => Promise<T>): Promise<T | undefined> {
      if (world.door === "shut") return undefined;
      heard += 1;
      try {
        return await what();
      } finally {
        heard -= 1;
      }
    },
    listening: () => heard > 0,
    async hear() {
      if (heard > 0) return;
      for (const bank of all) await bank.settled();
    },
    async reset() {
      for (const bank of all) await bank.reset();
      await broom.sweep();
      clock.set(new Date(START));
      world.revive();
      world.door = "open";
    },
    async close() {
      await Promise.all([hook.close(), ...all.map((bank) => bank.close())]);
      await broom.close();
      await clinic.drop();
    },
  };
  return world;
}
