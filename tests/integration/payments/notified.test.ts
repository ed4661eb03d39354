import { createServer } from "node:http";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drainPayments } from "../../../core/payments/drain.ts";
import type { Gateways } from "../../../core/payments/gateway.ts";
import { stripe } from "../../../core/payments/gateways/stripe.ts";
import { yookassa } from "../../../core/payments/gateways/yookassa.ts";
import { startPayment } from "../../../core/payments/start.ts";
import { stillClock } from "../../../sandbox/gateways/kit/clock.ts";
import type { GatewaySimulator } from "../../../sandbox/gateways/simulator.ts";
import { stripeSimulator } from "../../../sandbox/gateways/stripe/simulator.ts";
import { yookassaSimulator } from "../../../sandbox/gateways/yookassa/simulator.ts";
import { paymentRoutes } from "../../../webhooks/pay/routes.ts";
import { listen, shut } from "./gateways/ear.ts";
import { MINUTE, openShop, type Shop } from "./shop.ts";

const yookassaShop = { shopId: "100500", secretKey: "test_secret-of-the-shop", fiscal: true };
const account = { secretKey: "sk_test_0123456789", webhookSecret: "whsec_0123456789" };

let shop: Shop;
let gateways: Gateways;
let hooks: string;
const banks: Record<string, GatewaySimulator> = {};
const app = express().set("trust proxy", "loopback");
const servers = [createServer(app)];

/** Our service's doors for machines, and a YooKassa and a Stripe that call them. */
beforeAll(async () => {
  shop = await openShop();
  const { core, db } = shop;
  const clock = stillClock(() => core.clock.now());
  hooks = await listen(servers[0] ?? createServer());
  const open = async (name: string, bank: GatewaySimulator): Promise<string> => {
    banks[name] = bank;
    const server = createServer((request, response) => {
      void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
    });
    servers.push(server);
    return listen(server);
  };
  const hookUrl = `${hooks}/webhooks`;
  const kassa = { shop: yookassaShop, clock, hookUrl: `${hookUrl}/yookassa` };
  const roubles = await open("yookassa", await yookassaSimulator(kassa));
  const euros = await open("stripe", await stripeSimulator({ account, clock, hookUrl: `${hookUrl}/stripe` }));
  gateways = {
    yookassa: yookassa({
      ...yookassaShop,
      apiRoot: `${roubles}/v3`,
      formOrigin: roubles,
      vat: 1,
      taxSystem: 2,
      receiptEmail: "receipts@example.com",
    }),
    stripe: stripe({ ...account, currencies: ["EUR"], apiRoot: euros, formOrigin: euros }, core.clock),
  };
  app.use(paymentRoutes({ core, gateways }));
  const { id: packageId } = await db.package.findUniqueOrThrow({ where: { slug: "consultation" } });
  const price = { packageId, currency: "EUR" };
  await db.packagePrice.upsert({
    where: { packageId_currency: price },
    create: { ...price, amount: 900 },
    update: { amount: 900 },
  });
});

afterAll(async () => {
  await Promise.all(Object.values(banks).map((bank) => bank.close()));
  await Promise.all(servers.map(shut));
  await shop.close();
});

function bankOf(name: string): GatewaySimulator {
  const bank = banks[name];
  if (!bank) throw new Error("no such bank");
  return bank;
}

/** An order whose form is open at a gateway. */
async function opened(name: string) {
  const owner = await shop.owner();
  const { id: order, link } = await shop.order(owner);
  const gateway = gateways[name];
  if (!gateway) throw new Error("no such gateway");
  const started = await startPayment(shop.core, { [name]: gateway }, link.slice(link.lastIndexOf("/") + 1));
  if (started.kind !== "redirect") throw new Error(`not opened: ${started.kind}`);
  const attempt = await shop.db.paymentAttempt.findFirstOrThrow({ where: { orderId: order } });
  return { owner, order, url: started.url, attempt: attempt.id, ref: attempt.ref ?? "" };
}

const paidWith = async ({ order, owner }: { order: string; owner: string }) => [
  await shop.state(order),
  await shop.sessions(owner),
];

/** What is false in a notification, what its sender hears, and what is put on record. */
const lies: Record<"yookassa" | "stripe", [kind: string, answer: string, verdict: string][]> = {
  yookassa: [
    ["source", "403 bad source", "bad_source"],
    ["sum", "400 bad sum", "bad_amount"],
    ["currency", "400 bad sum", "bad_amount"],
    ["order", "400 unknown order", "unknown_order"],
  ],
  stripe: [
    ["signature", "400 bad sign", "bad_signature"],
    ["old", "400 bad sign", "bad_signature"],
    ["sum", "400 bad sum", "bad_amount"],
    ["currency", "400 bad sum", "bad_amount"],
    ["order", "400 unknown order", "unknown_order"],
  ],
};

describe.each(["yookassa", "stripe"])("notifications of %s", (name) => {
  const bank = () => bankOf(name);

  it("give what was bought as soon as it is paid", async () => {
    const payment = await opened(name);
    const body = new URLSearchParams({ action: "pay" });
    const back = await fetch(payment.url, { method: "POST", body, redirect: "manual" });
    expect(back.headers.get("location")).toMatch(/\/p\/.+\/return$/);
    expect(await paidWith(payment)).toEqual(["paid", 1]);
  });

  it("give it once, coming twice, late or after a broken answer", async () => {
    Object.assign(bank().faults, { duplicate: true, commitThen500: 1 });
    const payment = await opened(name);
    const body = new URLSearchParams({ action: "pay" });
    expect((await fetch(payment.url, { method: "POST", body })).status).toBe(500);
    bank().resetFaults();
    await shop.pass(MINUTE);
    await bank().settled();
    expect(await paidWith(payment)).toEqual(["paid", 1]);
    const told = await shop.db.paymentNotification.findMany({ where: { attemptId: payment.attempt } });
    expect(told.map(({ verdict }) => verdict).toSorted()).toContain("duplicate");
  });

  it("change nothing when a true one is played back", async () => {
    const payment = await opened(name);
    await bank().press(payment.ref, "pay");
    const came = { attemptId: payment.attempt };
    const entries = await shop.db.ledgerEntry.count({ where: came });
    expect(entries).toBeGreaterThan(0);
    for (let time = 0; time < 3; time++) expect(await bank().forge("paid", payment.ref)).toBe("200 ");
    await drainPayments(shop.core, gateways);
    expect(await paidWith(payment)).toEqual(["paid", 1]);
    expect(await shop.db.ledgerEntry.count({ where: came })).toBe(entries);
  });

  it("are not missed when they never come", async () => {
    Object.assign(bank().faults, { drop: 9 });
    const payment = await opened(name);
    await bank().press(payment.ref, "pay");
    bank().resetFaults();
    expect(await paidWith(payment)).toEqual(["open", 0]);
    shop.core.clock.advance(MINUTE);
    await drainPayments(shop.core, gateways);
    expect(await paidWith(payment)).toEqual(["paid", 1]);
  });

  it("are not believed: who pays nothing gets nothing", async () => {
    const payment = await opened(name);
    expect(await bank().forge("paid", payment.ref)).toBe("200 ");
    expect(await paidWith(payment)).toEqual(["open", 0]);
  });

  it.each(name === "yookassa" ? lies.yookassa : lies.stripe)(
    "are refused and put on record with a false %s",
    async (kind, answer, verdict) => {
      const payment = await opened(name);
      const where = { gateway: name, verdict };
      const before = await shop.db.paymentNotification.count({ where });
      expect(await bank().forge(kind, payment.ref)).toBe(answer);
      expect(await shop.db.paymentNotification.count({ where })).toBe(before + 1);
      expect(await paidWith(payment)).toEqual(["open", 0]);
    },
  );

  it("are refused when they are no notifications: another type, too long, another method", async () => {
    const url = `${hooks}/webhooks/${name}`;
    const post = async (type: string, body: string) =>
      (await fetch(url, { method: "POST", headers: { "content-type": type }, body })).status;
    expect(await post("application/x-www-form-urlencoded", "a=b")).toBe(415);
    expect(await post("application/json", `"${"x".repeat(300_000)}"`)).toBe(413);
    const get = await fetch(url);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("a key that the gateway has forgotten", () => {
  it.each(["yookassa", "stripe"])("refunds nothing twice at %s", async (name) => {
    const payment = await opened(name);
    await bankOf(name).press(payment.ref, "pay");
    const gateway = gateways[name];
    const money = name === "stripe" ? { amount: 300, currency: "EUR" } : { amount: 9900, currency: "RUB" };
    const ask = () =>
      gateway?.refund(payment.ref, money, "order:1:refund:1", [{ name: "Часть", sum: money.amount }]);
    const first = await ask();
    shop.core.clock.advance(25 * 60 * MINUTE);
    await bankOf(name).settled();
    const second = await ask();
    if (!first || !second || !("ok" in first) || !("ok" in second)) throw new Error("not refunded");
    expect(second.ok.ref).toBe(first.ok.ref);
  });
});

describe("receipts at YooKassa", () => {
  it("settle what was paid ahead, by themselves and once per key", async () => {
    const payment = await opened("yookassa");
    await bankOf("yookassa").press(payment.ref, "pay");
    const { sendReceipt, fetchReceipt } = gateways["yookassa"] ?? {};
    const lines = [{ name: "Консультация", sum: 49_900 }];
    const receipt = { ref: payment.ref, key: "order:1:settled", currency: "RUB", lines, email: undefined };
    const sent = await sendReceipt?.(receipt);
    if (!sent || !("ok" in sent)) throw new Error("not sent");
    expect(sent.ok.state).toBe("under_way");
    expect(await sendReceipt?.(receipt)).toMatchObject({ ok: { ref: sent.ok.ref } });
    shop.core.clock.advance(MINUTE);
    expect(await fetchReceipt?.(sent.ok.ref)).toEqual({ ok: "done" });
    // Told apart from the first receipt by what it says of the payment.
    const known = JSON.stringify(bankOf("yookassa").payments().at(-1));
    expect(known).toContain('"payment_mode":"full_prepayment"');
    expect(known).toContain('"payment_mode":"full_payment"');
    expect(known).toContain('"type":"prepayment","amount":{"value":"499.00"');
    // The payer's own address where they gave one, the shop's for those who gave none.
    expect(known).toContain("anna@example.com");
    expect(known).toContain("receipts@example.com");
  });
});
