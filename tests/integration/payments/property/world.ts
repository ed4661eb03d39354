import { timers as consultationTimers } from "../../../../core/consultations/timers.ts";
import { timers as orderTimers } from "../../../../core/orders/lapse.ts";
import { drainPayments } from "../../../../core/payments/drain.ts";
import type { Gateways, PaymentGateway, RawNotification } from "../../../../core/payments/gateway.ts";
import { receiveNotification } from "../../../../core/payments/notifications.ts";
import type { Core } from "../../../../core/platform/core.ts";
import { silentLog } from "../../../../core/platform/log.ts";
import { runTimers } from "../../../../core/platform/run-timers.ts";
import { timers as supportTimers } from "../../../../core/support/timers.ts";
import { START, practice } from "../../../support/practice.ts";
import { HOUR } from "../till.ts";
import { bankNames, openBanks, type Bank, type BankName } from "./banks.ts";
import { Crash, life, mortalDatabase, mortalGateway, type Life } from "./life.ts";
import type { PrismaClient } from "../../../../prisma/generated/client.ts";
import { openDoor } from "./door.ts";
import { sell, sweeper } from "./goods.ts";

/** What the service is, with one thing in it broken. */
export interface Mutant {
  /** In the place of a gateway's adapter. */
  readonly gateway?: (adapter: PaymentGateway, now: () => Date) => PaymentGateway;
  /** Statements for the test database: what it no longer refuses, or does besides. */
  readonly database?: readonly string[];
  /** In the place of the client of the database. */
  readonly client?: (db: PrismaClient) => PrismaClient;
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
  readonly banks: Readonly<Record<BankName, Bank>>;
  readonly owners: readonly { readonly id: string; readonly pet: string }[];
  readonly vet: string;
  /** Whether notifications reach us; else they find us away (503). */
  door: "open" | "shut";
  /** Moves the clock, and nobody does anything. */
  readonly advance: (ms: number) => void;
  /** Moves the clock and does what falls due meanwhile: timers and payment tasks, at most some hours late. */
  readonly pass: (ms: number) => Promise<void>;
  /** A gateway is telling us something, and waits for our answer: until then it tells nothing else. */
  readonly listening: () => boolean;
  /** Has gateways send what is due; not while we listen to one. */
  readonly hear: () => Promise<void>;
  /** As at the beginning: nothing is bought yet. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What falls due within so long is done together: a run is faster for it, and a busy service is late as well. */
const LATE = 10 * HOUR;

const handlers = { ...consultationTimers, ...supportTimers, ...orderTimers };

export async function openWorld(mutant: Mutant = {}): Promise<World> {
  const clinic = await practice();
  const { clock } = clinic;
  const calm: Core = {
    ...clinic.core,
    settings: { ...clinic.core.settings, publicUrl: "https://clinic.example", gateways: [...bankNames] },
  };
  await sell(calm);
  const vet = await clinic.staff("Dr Olga Konina");
  const owners = [];
  for (const name of ["Anna", "Boris", "Vera"]) {
    const id = await clinic.owner(name);
    owners.push({ id, pet: await clinic.pet(id) });
  }
  const broom = await sweeper(calm);
  for (const statement of mutant.database ?? []) await broom.run(statement);
  const { db } = calm;
  if (!("$connect" in db)) throw new Error("a database, not a transaction");

  const hook = await openDoor((name, raw) => world.told(name, raw));
  const all = await openBanks(clock, hook.url);
  const bankOf = (name: BankName): Bank => {
    const bank = all.find((bank) => bank.name === name);
    if (!bank) throw new Error(`no ${name}`);
    return bank;
  };
  const banks = { robokassa: bankOf("robokassa"), yookassa: bankOf("yookassa"), stripe: bankOf("stripe") };

  const failures: unknown[] = [];
  const log = {
    ...silentLog,
    error({ error }: { error?: unknown }) {
      if (error !== undefined && !(error instanceof Crash)) failures.push(error);
    },
  };
  const begin = () => {
    const now = life();
    const core: Core = { ...calm, db: mortalDatabase(mutant.client?.(db) ?? db, now) };
    const adapters = all.map(({ name, adapter }) => {
      const ours = mutant.gateway?.(adapter, () => clock.now()) ?? adapter;
      return [name, mortalGateway(ours, now)] as const;
    });
    return { life: now, core, gateways: Object.fromEntries(adapters) };
  };
  let current = begin();
  let heard = 0;
  const work = async () => {
    await runTimers(current.core, { handlers, log, wakeAt: () => undefined });
    await drainPayments(current.core, current.gateways, { log });
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
    owners,
    vet,
    door: "open" as "open" | "shut",
    advance: (ms: number) => clock.advance(ms),
    async pass(ms: number) {
      const end = clock.now().getTime() + ms;
      for (let left = ms; left > 0; left = end - clock.now().getTime()) {
        const next = (await nextWork(calm)) - clock.now().getTime();
        clock.advance(Math.min(left, Math.max(next, LATE)));
        await world.hear();
        await work();
      }
    },
    async told(name: string, raw: RawNotification) {
      const gateway = current.gateways[name];
      if (world.door === "shut" || !gateway) return { status: 503, body: "" };
      heard += 1;
      try {
        return (await receiveNotification(current.core, gateway, raw)).answer;
      } finally {
        heard -= 1;
      }
    },
    listening: () => heard > 0,
    async hear() {
      if (heard > 0) return;
      for (const { simulator } of all) await simulator.settled();
    },
    async reset() {
      for (const { simulator } of all) await simulator.reset();
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

/** When there is something to do next, in milliseconds since the epoch. */
async function nextWork({ db }: Core): Promise<number> {
  const [next] = await db.$queryRaw<{ at: Date | null }[]>`
    select least(
      (select min(due_at) from payment_task where done_at is null and stuck is null),
      (select min(due_at) from timer)
    ) as at`;
  return next?.at?.getTime() ?? Number.POSITIVE_INFINITY;
}
