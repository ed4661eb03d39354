import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect } from "vitest";
import { checkCatalog } from "../../../core/catalog/check.ts";
import { importWays } from "../../../core/catalog/import-ways.ts";
import { timers as requests } from "../../../core/cashier/decide.ts";
import type { Notice } from "../../../core/messaging/notice.ts";
import type { Operation } from "../../../core/messaging/operation.ts";
import { createOrder, type OrderMade, type OrderWish } from "../../../core/orders/create.ts";
import { timers } from "../../../core/orders/lapse.ts";
import { bankTransfer } from "../../../core/payments/bank-transfer/gateway.ts";
import { drainPayments } from "../../../core/payments/drain.ts";
import type { PaymentGateway } from "../../../core/payments/gateway.ts";
import { robokassa, type RobokassaSettings } from "../../../core/payments/gateways/robokassa.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { openJson } from "../../../core/platform/sealed.ts";
import type { PrismaClient } from "../../../prisma/generated/client.ts";
import { stillClock } from "../../../sandbox/gateways/kit/clock.ts";
import {
  robokassaSimulator,
  type RobokassaSimulator,
} from "../../../sandbox/gateways/robokassa/simulator.ts";
import { paymentRoutes, type PaymentLimits } from "../../../webhooks/pay/routes.ts";
import { testCore, type TestCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { robokassaShop } from "../../support/robokassa.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const keys = {
  ...robokassaShop,
  test: { password1: "first-test-password", password2: "second-test-password" },
} as const;

/** Our service's half of paying, and a Robokassa, each over real HTTP, on a database of their own. */
export interface Shop {
  readonly core: TestCore;
  readonly db: PrismaClient;
  readonly bank: RobokassaSimulator;
  /** Another Robokassa on the same database, as after a restart. */
  restartedBank(): Promise<RobokassaSimulator>;
  readonly url: string;
  readonly databaseUrl: string;
  readonly settings: RobokassaSettings;
  readonly gateway: PaymentGateway;
  /** Puts another gateway in the place of ours, from now on: one that dies, or that sees something else. */
  replace(gateway: PaymentGateway): void;
  owner(): Promise<string>;
  order(owner: string, wish?: Partial<OrderWish>): Promise<Extract<OrderMade, { kind: "ordered" }>>;
  /** Presses *Pay* on our page and opens the gateway's form; the invoice there. `choice`: id of a way to pay. */
  go(link: string, email?: string, choice?: string): Promise<string>;
  /** Moves the clock, and does what fell due: timers, payment tasks, notifications. */
  pass(ms: number): Promise<void>;
  drain(): Promise<void>;
  state(order: string): Promise<string>;
  sessions(owner: string): Promise<number>;
  notices(owner: string): Promise<Notice[]>;
  /** Balance of each account of the ledger. */
  balances(): Promise<Record<string, number>>;
  /** The books agree with the gateway, and everything bought was given once. */
  audit(): Promise<void>;
  close(): Promise<void>;
}

/** `mode`: whether our service runs in Robokassa's test mode, with the passwords for it. */
export async function openShop(
  limits: Partial<PaymentLimits> = {},
  mode: "real" | "test" = "real",
): Promise<Shop> {
  const { db, url: databaseUrl, drop } = await testDatabase();
  const app = express();
  const ours = await listen(createServer(app));
  const core = testCore(db, { publicUrl: ours.url, gateways: ["robokassa"] });
  const { clock } = core;
  const openBank = () =>
    robokassaSimulator({
      shop: keys,
      clock: stillClock(() => clock.now()),
      resultUrl: `${ours.url}/webhooks/robokassa/result`,
      databaseUrl,
    });
  const bank = await openBank();
  const theirs = await listen(
    createServer((request, response) => {
      void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
    }),
  );
  const settings: RobokassaSettings = {
    ...keys,
    ...(mode === "test" && keys.test),
    test: mode === "test",
    paymentUrl: `${theirs.url}/Merchant/Index.aspx`,
    serviceUrl: `${theirs.url}/Merchant/WebService/Service.asmx`,
    refundUrl: `${theirs.url}/RefundService/Refund`,
    tax: "none",
    sno: "usn_income",
  };
  const gateway = robokassa(settings);
  let inner = gateway;
  const door: PaymentGateway = {
    ...gateway,
    createCheckout: (checkout) => inner.createCheckout(checkout),
    fetchState: (ref) => inner.fetchState(ref),
    refund: (...request) => inner.refund(...request),
    fetchRefund: (ref) => inner.fetchRefund(ref),
  };
  const gateways = { robokassa: door, stripe: abroad(gateway), transfer: bankTransfer(core) };
  app.use(paymentRoutes({ core, gateways, limits: { pages: 10_000, payments: 10_000, ...limits } }));
  await seed(db);

  const drain = () => drainPayments(core, gateways);
  return {
    core,
    db,
    bank,
    restartedBank: openBank,
    url: ours.url,
    databaseUrl,
    settings,
    gateway,
    replace(other) {
      inner = other;
    },
    async owner() {
      const id = randomUUID();
      const data = { id, channel: "telegram", locale: "ru", createdAt: clock.now() } as const;
      await db.person.create({ data });
      return id;
    },
    async order(owner, wish) {
      const made = await createOrder(core, owner, { ...wishOf(), ...wish });
      if (made.kind !== "ordered") throw new Error(`not ordered: ${made.kind}`);
      return made;
    },
    async go(link, email = "", choice = "") {
      const sent = await fetch(`${link}/pay`, {
        method: "POST",
        body: new URLSearchParams({ email, choice }),
        redirect: "manual",
      });
      const to = sent.headers.get("location") ?? "";
      expect([sent.status, new URL(to).origin]).toEqual([303, theirs.url]);
      const form = await (await fetch(to)).text();
      const invoice = /name="InvId" value="(\d+)"/.exec(form)?.[1];
      if (invoice === undefined)
        throw new Error(`the form did not open: ${form.replaceAll(/<style>.*<\/style>/gs, "")}`);
      return invoice;
    },
    async pass(ms) {
      clock.advance(ms);
      await bank.settled();
      await runTimers(core, {
        handlers: { ...timers, ...requests },
        log: silentLog,
        wakeAt: () => undefined,
      });
      await drain();
    },
    drain,
    state: async (id) => (await db.order.findUniqueOrThrow({ where: { id } })).state,
    async sessions(owner) {
      const { _sum } = await db.entitlementEntry.aggregate({
        where: { entitlement: { ownerId: owner } },
        _sum: { delta: true },
      });
      return _sum.delta ?? 0;
    },
    async notices(owner) {
      const rows = await db.outbox.findMany({ where: { personId: owner }, orderBy: { seq: "asc" } });
      return rows.flatMap(({ id, sealed }) => {
        const operation = openJson<Operation>(core.keys, `outbox:${id}`, sealed);
        return operation.op === "notice" ? [operation.notice] : [];
      });
    },
    balances: () => balances(db),
    audit: () => audit(db, bank),
    async close() {
      await Promise.all([ours.close(), theirs.close()]);
      await bank.close();
      await drop();
    },
  };
}

/** The same bank under another name and for euros: what only sells in roubles never meets it. */
function abroad(gateway: PaymentGateway): PaymentGateway {
  return {
    ...gateway,
    name: "stripe",
    currencies: ["EUR"],
    createCheckout: (checkout) =>
      gateway.createCheckout({ ...checkout, money: { ...checkout.money, currency: "RUB" } }),
    async fetchState(ref) {
      const told = await gateway.fetchState(ref);
      if (!("ok" in told) || told.ok.state !== "captured") return told;
      return { ok: { ...told.ok, money: { ...told.ok.money, currency: "EUR" } } };
    },
    refund: (ref, money, ...rest) => gateway.refund(ref, { ...money, currency: "RUB" }, ...rest),
  };
}

/** The ways to pay and the bank details of the example catalogue. */
export async function withWays({ core, db }: Pick<Shop, "core" | "db">, bank: "with bank" | "without bank") {
  const demo = checkCatalog(readFileSync("prisma/seed/demo.yaml", "utf8"));
  if ("problems" in demo) throw new Error(demo.problems.join("\n"));
  const { waysToPay, clinic } = demo.catalog;
  await importWays(core, waysToPay);
  if (bank === "with bank" && clinic.bank) await db.clinic.updateMany({ data: { bank: clinic.bank } });
}

/** An order of one consultation. */
export const wishOf = (): OrderWish => ({
  package: "consultation",
  firstName: "Anna",
  lastName: "Petrova",
  phone: "+79990001122",
  email: "anna@example.com",
  locale: "ru",
  consent: { version: "1", locale: "ru", channel: "telegram", messageId: "7" },
});

export const CLINIC = randomUUID();
export const VET = randomUUID();

const words = (ru: string, en: string) => ({ ru, en });

async function seed(db: PrismaClient): Promise<void> {
  const none = words("", "");
  await db.clinic.create({
    data: {
      id: CLINIC,
      slug: "paw",
      name: words("Лапа", "Paw"),
      address: none,
      about: none,
      phone: "+74950000000",
      email: "clinic@example.com",
      timeZone: "Europe/Moscow",
      hours: [],
    },
  });
  const packages = [
    { slug: "consultation", title: words("Консультация", "Consultation"), sessions: 1, amount: 49_900 },
    {
      slug: "bundle-3",
      title: words("Три консультации", "Three consultations"),
      sessions: 3,
      amount: 129_999,
    },
  ];
  for (const [position, { amount, ...data }] of packages.entries()) {
    const prices = { create: { currency: "RUB", amount } };
    const rest = { summary: none, details: none, validDays: 90, position, clinicId: CLINIC };
    await db.package.create({ data: { ...data, ...rest, id: randomUUID(), prices } });
  }
  await db.vet.create({
    data: {
      id: VET,
      clinicId: CLINIC,
      slug: "olga",
      name: words("Ольга", "Olga"),
      specialities: none,
      about: none,
      education: none,
      species: ["dog"],
      languages: ["ru"],
      practiceSince: 2010,
      position: 1,
      packages: {
        create: { package: { connect: { slug: "consultation" } } },
      },
    },
  });
  for (const [kind, locale] of [
    ["offer", "ru"],
    ["offer", "en"],
    ["privacy", "ru"],
  ] as const) {
    const text = { title: `${kind} (${locale})`, body: `Text of ${kind} <b>`, hash: "0".repeat(64) };
    const data = {
      kind,
      locale,
      version: "1",
      required: false,
      publishedAt: new Date("2026-01-01"),
      ...text,
    };
    await db.legalText.create({ data });
  }
}

export async function balances(db: PrismaClient): Promise<Record<string, number>> {
  const rows = await db.ledgerLine.groupBy({ by: ["account"], _sum: { amount: true } });
  return Object.fromEntries(rows.map(({ account, _sum }) => [account, _sum.amount ?? 0]));
}

async function audit(db: PrismaClient, bank: RobokassaSimulator): Promise<void> {
  const accounts = await balances(db);
  const total = Object.values(accounts).reduce((sum, amount) => sum + amount, 0);
  const kept = bank
    .payments()
    .filter(({ state }) => state === "paid")
    .map(({ amount, refunds }) => amount - refunds.reduce((sum, refund) => sum + refund.amount, 0))
    .reduce((sum, amount) => sum + amount, 0);
  expect({ total, cash: accounts["clearing:robokassa"] ?? 0 }).toEqual({ total: 0, cash: kept });
  const paid = await db.order.count({ where: { state: "paid" } });
  expect(await db.entitlement.count()).toBe(paid);
  expect(await db.entitlementEntry.count({ where: { kind: "grant" } })).toBe(paid);
  expect(await db.paymentTask.count({ where: { stuck: { not: null } } })).toBe(0);
}

export async function listen(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
