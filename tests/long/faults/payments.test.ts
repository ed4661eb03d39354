import { afterEach, beforeAll, expect, it } from "vitest";
import { gatewayAt, openForm, pressPay } from "./payer.ts";
import { clinicForFile, MINUTE, type Owner } from "./support.ts";

const clinic = clinicForFile();
let anna: Owner;
let bank: ReturnType<typeof gatewayAt>;
/** What Anna has bought and been told so far: each test adds one. */
let bought = 0;
beforeAll(async () => {
  anna = await clinic.owner("Anna");
  bank = gatewayAt(clinic.control.url);
});
afterEach(() => bank.clearFaults());

async function orderLink(begins?: boolean): Promise<string> {
  const order = await clinic.order(anna, undefined, begins);
  if (order.kind !== "ordered") throw new Error(order.kind);
  return order.link;
}

/** What was credited, told and booked so far. */
async function books() {
  await clinic.control.settled();
  const { db } = clinic.core;
  const { _sum } = await db.entitlementEntry.aggregate({ _sum: { delta: true } });
  const lines = await db.ledgerLine.findMany({ where: { account: "clearing:robokassa" } });
  return {
    sessions: _sum.delta ?? 0,
    told: (await anna.heard("order-paid", { sessions: 1 })).length,
    kopecks: lines.reduce((sum, { amount }) => sum + amount, 0),
  };
}
const purchases = (count: number) => ({ sessions: count, told: count, kopecks: count * 49_900 });

it.each([
  ["signature", "400 bad sign"],
  ["sum", "400 bad sum"],
  ["order", "400 unknown order"],
] as const)("credits nothing for a notification with a wrong %s", async (kind, answer) => {
  const invoice = await openForm(await orderLink());
  expect(await bank.forge(invoice, kind)).toBe(answer);
  await clinic.control.advance(2 * MINUTE);
  expect(await books()).toEqual(purchases(bought));
  // The true one is still taken.
  await bank.pay(invoice);
  expect(await books()).toEqual(purchases(++bought));
});

it("finds a payment by itself whose notification never came", async () => {
  const invoice = await openForm(await orderLink());
  await bank.faults({ drop: 1 });
  await bank.pay(invoice);
  expect(await books()).toEqual(purchases(bought));
  await clinic.control.advance(2 * MINUTE);
  expect(await books()).toEqual(purchases(++bought));
});

it("credits once what is notified twice, and again after a day", async () => {
  const invoice = await openForm(await orderLink());
  await bank.faults({ duplicate: true });
  await bank.pay(invoice);
  expect(await books()).toEqual(purchases(++bought));
  const notices = (await bank.payments()).find(({ invId }) => invId === invoice)?.notices ?? [];
  expect(notices.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
  const webhook = (await clinic.control.bots())[0]?.webhook?.url;
  const again = await fetch(new URL("/webhooks/robokassa/result", webhook), {
    method: "POST",
    body: new URLSearchParams(notices[0]?.fields),
  });
  expect(await again.text()).toBe(`OK${invoice}`);
  expect(await books()).toEqual(purchases(bought));
});

it("honours a payment that comes after its attempt has grown old", async () => {
  const invoice = await openForm(await orderLink());
  await bank.faults({ delayMs: 40 * MINUTE });
  await clinic.control.advance(29 * MINUTE);
  await bank.pay(invoice);
  await clinic.control.advance(41 * MINUTE);
  expect(await books()).toEqual(purchases(++bought));
});

it("waits for a gateway that answers 503, without losing a payment", async () => {
  const link = await orderLink();
  const invoice = await openForm(link);
  await bank.faults({ unavailable: true });
  await bank.pay(invoice);
  expect(await books()).toEqual(purchases(bought));
  await clinic.control.advance(2 * MINUTE);
  await bank.clearFaults();
  await clinic.control.advance(6 * MINUTE);
  expect(await books()).toEqual(purchases(++bought));
});

it("sends two payers to one payment; what is paid twice all the same is paid back", async () => {
  const link = await orderLink();
  const [first, second] = await Promise.all([openForm(link), openForm(link)]);
  expect(first).toBe(second);
  await clinic.control.advance(31 * MINUTE);
  const replaced = await openForm(link);
  expect(replaced).not.toBe(first);
  await Promise.all([bank.pay(first), bank.pay(replaced)]);
  for (const minutes of [1, 5, 15]) await clinic.control.advance(minutes * MINUTE);
  expect(await books()).toEqual(purchases(++bought));
  expect(await anna.heard("order-refunded", { reason: "paid_twice" })).toHaveLength(1);
  const refunds = (await bank.payments()).filter(({ invId }) => [first, replaced].includes(invId));
  expect(refunds.flatMap(({ refunds }) => refunds)).toHaveLength(1);
});

it("leads whoever posts the page twice to the same payment, and nowhere once it is paid", async () => {
  const link = await orderLink();
  const answers = [await pressPay(link), await pressPay(link)];
  const [one, two] = answers.map((answer) => answer.headers.get("location") ?? "");
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  const invoiceOf = (to = "") => new URL(to).searchParams.get("InvId");
  expect(invoiceOf(one)).toBe(invoiceOf(two));
  const invoice = await openForm(link);
  expect(invoice).toBe(invoiceOf(one));
  await bank.pay(invoice);
  expect(await books()).toEqual(purchases(++bought));
  const late = await pressPay(link);
  expect([late.status, new URL(late.headers.get("location") ?? "", link).pathname]).toEqual([
    303,
    new URL(link).pathname,
  ]);
  expect(await books()).toEqual(purchases(bought));
});

it("holds what a consultation costs that begins with it, and lets it go when nobody takes it", async () => {
  const invoice = await openForm(await orderLink(true));
  const stateThere = async () => (await bank.payments()).find(({ invId }) => invId === invoice)?.state;
  await bank.pay(invoice);
  await clinic.control.settled();
  expect(await stateThere()).toBe("held");
  expect(await anna.heard("order-started", { held: "yes" })).toHaveLength(1);
  for (const minutes of [31, 1, 5]) await clinic.control.advance(minutes * MINUTE);
  expect(await stateThere()).toBe("released");
  expect(await anna.heard("order-released", { reason: "unneeded" })).toHaveLength(1);
  expect(await books()).toEqual(purchases(bought));
});

it.each([
  ["yookassa", "mir-abroad.RUB", "succeeded"],
  ["stripe", "foreign-card.EUR", "complete"],
] as const)("takes what is paid through %s, beside Robokassa", async (gateway, choice, status) => {
  const sent = await pressPay(await orderLink(), choice);
  const body = new URLSearchParams({ action: "pay" });
  await fetch(sent.headers.get("location") ?? "", { method: "POST", body, redirect: "manual" });
  bought += 1;
  const { sessions, told } = await books();
  expect({ sessions, told }).toEqual({ sessions: bought, told: bought });
  const there = await fetch(`${clinic.control.url}/api/payments/${gateway}`);
  expect(await there.json()).toMatchObject([{ status }]);
});

it("takes what somebody pays inside Telegram, by the invoice that the page leads to", async () => {
  const sent = await pressPay(await orderLink(), "telegram.RUB");
  const invoice = sent.headers.get("location") ?? "";
  const person = /<option value="(\d+)"/.exec(await (await fetch(invoice)).text())?.[1] ?? "";
  const body = new URLSearchParams({ action: "pay", person });
  expect(await (await fetch(invoice, { method: "POST", body })).text()).toContain("The bot has been told.");
  bought += 1;
  const { sessions, told } = await books();
  expect({ sessions, told }).toEqual({ sessions: bought, told: bought });
});
