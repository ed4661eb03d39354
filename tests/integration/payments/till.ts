import { expect } from "vitest";
import { timers } from "../../../bots/timers.ts";
import { take } from "../../../core/consultations/take.ts";
import { staffWrote } from "../../../core/consultations/wrote.ts";
import { createOrder, type OrderWish } from "../../../core/orders/create.ts";
import { drainPayments } from "../../../core/payments/drain.ts";
import { startPayment } from "../../../core/payments/start.ts";
import type { Core } from "../../../core/platform/core.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { conclude } from "../consultations/world.ts";
import { cardBank, type CardBank } from "./card-bank.ts";
import { sellThree } from "./on-sale.ts";
import { wishOf } from "./shop.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `begins`: the consultation begins with the payment, or at a time. */
type Wish = Partial<OrderWish> & { readonly begins?: "now" | Date };

export interface Bought {
  readonly owner: string;
  readonly order: string;
  readonly link: string;
  /** At the bank. */
  readonly ref: string;
}

/** A clinic with vets and owners, a shop and a bank that can hold: what consultations do to money. */
export interface Till {
  readonly core: Core;
  readonly practice: Practice;
  readonly bank: CardBank;
  readonly vet: string;
  /** An order whose form is open at the bank. */
  order(wish?: Wish): Promise<Bought>;
  /** Presses *Pay* on an order's page once more. */
  open(link: string): Promise<string>;
  /** Paid, and settled. */
  buy(wish?: Wish): Promise<Bought>;
  /** Moves the clock by steps of a reconciler and does what fell due. */
  pass(ms: number): Promise<void>;
  /** The consultation that an order began, or the owner's latest. */
  consultation(owner: string): Promise<{ id: string; conversationId: string; state: string }>;
  /** Taken and answered. */
  answer(owner: string): Promise<string>;
  finish(owner: string): Promise<void>;
  state(order: string): Promise<{ order: string; attempts: string[] }>;
  /** Accounts of one order, those with nothing left out. */
  accounts(order: string): Promise<Record<string, number>>;
  /** Tasks that wait for a person, as `kind: why`. */
  stuck(): Promise<string[]>;
  kinds(owner: string): Promise<string[]>;
  /** After each test: the bank is whole again, and nothing waits for a person. */
  settled(): Promise<void>;
}

export async function openTill(): Promise<Till> {
  const clinic = await practice();
  const { clock } = clinic;
  const core: Core = {
    ...clinic.core,
    settings: { ...clinic.core.settings, publicUrl: "https://clinic.example", gateways: ["card"] },
  };
  const { db } = core;
  const bank = cardBank(() => clock.now());
  const { caps } = bank;
  const { one, three } = await sellThree(core);
  await db.packagePrice.createMany({
    data: [
      { packageId: one, currency: "RUB", amount: 49_900 },
      { packageId: three, currency: "RUB", amount: 100_000 },
    ],
  });
  const vet = await clinic.staff("Dr Olga Konina");
  const failures: unknown[] = [];
  const log = { ...silentLog, error: ({ error }: { error?: unknown }) => void failures.push(error) };
  const work = async () => {
    await runTimers(core, { handlers: timers, log, wakeAt: () => undefined });
    await drainPayments(core, bank.gateways, { log });
    if (failures.length > 0) throw failures[0];
  };
  const till: Till = {
    core,
    practice: clinic,
    bank,
    vet,
    async order({ begins, ...wish } = {}) {
      const owner = await clinic.owner();
      const start = {
        pet: await clinic.pet(owner),
        complaint: { text: "He limps", files: [] },
        ...(begins instanceof Date && { startsAt: begins }),
      };
      const made = await createOrder(core, owner, { ...wishOf(), ...(begins && { start }), ...wish });
      if (made.kind !== "ordered") throw new Error(`not ordered: ${made.kind}`);
      return { owner, order: made.id, link: made.link, ref: await till.open(made.link) };
    },
    async open(link) {
      const begun = await startPayment(core, bank.gateways, link.slice(link.lastIndexOf("/") + 1));
      if (begun.kind !== "redirect") throw new Error(`not opened: ${begun.kind}`);
      return begun.url.slice(begun.url.lastIndexOf("/") + 1);
    },
    async buy(wish) {
      const bought = await till.order(wish);
      bank.pay(bought.ref);
      await till.pass(MINUTE);
      return bought;
    },
    async pass(ms) {
      clock.advance(ms);
      await work();
      await work();
    },
    consultation: (owner) =>
      db.consultation.findFirstOrThrow({ where: { ownerId: owner }, orderBy: { number: "desc" } }),
    async answer(owner) {
      const { id, conversationId } = await till.consultation(owner);
      expect((await take(core, vet, id)).kind).toBe("taken");
      await staffWrote(core, vet, conversationId);
      return id;
    },
    async finish(owner) {
      const id = await till.answer(owner);
      expect((await conclude(clinic, vet, id)).kind).toBe("closed");
      await work();
    },
    async state(order) {
      const found = await db.order.findUniqueOrThrow({ where: { id: order }, include: { attempts: true } });
      return { order: found.state, attempts: found.attempts.map(({ state }) => state) };
    },
    async accounts(order) {
      const rows = await db.ledgerLine.groupBy({
        by: ["account"],
        where: { entry: { orderId: order } },
        _sum: { amount: true },
      });
      return Object.fromEntries(
        rows.flatMap(({ account, _sum }) => (_sum.amount ? [[account, _sum.amount]] : [])),
      );
    },
    async stuck() {
      const rows = await db.paymentTask.findMany({
        where: { doneAt: null, OR: [{ stuck: { not: null } }, { doubt: { not: null } }] },
      });
      return rows.map(({ kind, stuck, doubt }) => `${kind}: ${stuck ?? doubt}`);
    },
    kinds: (owner) => clinic.told(owner),
    async settled() {
      Object.assign(bank, { loseAnswers: 0, blind: false, silent: false, caps });
      expect(await till.stuck()).toEqual([]);
    },
  };
  return till;
}
