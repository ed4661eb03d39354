import { afterAll, afterEach, describe, expect, it } from "vitest";
import { activate } from "../../../core/consultations/activate.ts";
import { differences } from "../../../core/payments/compare.ts";
import { drainPayments } from "../../../core/payments/drain.ts";
import { startPayment } from "../../../core/payments/start.ts";
import { confirmRefund, refundPart, refundSessions, refundWhole } from "../../../core/payments/refunds.ts";
import { tryStuckAgain } from "../../../core/payments/stuck.ts";
import { moveFromSuspense, refundSuspense, suspended } from "../../../core/payments/suspense.ts";
import { DAY, HOUR, MINUTE, openTill, type Bought } from "./till.ts";

const till = await openTill();
const { bank, core, practice } = till;
const { db } = core;
afterAll(() => practice.drop());
afterEach(() => till.settled());

/** Three consultations for 1000.00: 333.33 each, and a kopeck. */
const bundle = () => till.buy({ package: "bundle-3" });
const entitlementOf = async (orderId: string) =>
  (await db.entitlement.findUniqueOrThrow({ where: { orderId } })).id;

/** Begins one of a bundle and has it finished by the vet. */
async function useOne({ owner, order }: Bought): Promise<void> {
  const begun = await activate(core, owner, {
    entitlement: await entitlementOf(order),
    pet: await practice.pet(owner),
    complaint: { text: "", files: [] },
  });
  expect(begun.kind).toBe("activated");
  await till.finish(owner);
}

const refunds = ({ ref }: Bought) => bank.cards.get(ref)?.refunds;

describe("consultations that are left", () => {
  it("are taken back at the price they were bought for, the last with the odd kopeck", async () => {
    const bought = await bundle();
    const { order } = bought;
    expect(await refundSessions(core, order, { count: 1, once: `${order}:a` })).toMatchObject({
      kind: "ordered",
      amount: 33_333,
      currency: "RUB",
    });
    expect(await practice.remaining(await entitlementOf(order))).toBe(2);
    await refundSessions(core, order, { count: 2, once: `${order}:b` });
    await till.pass(MINUTE);
    await till.pass(5 * MINUTE);
    expect(refunds(bought)).toEqual([33_333, 66_667]);
    expect(await till.state(order)).toEqual({ order: "refunded", attempts: ["refunded"] });
    expect(await till.accounts(order)).toEqual({});
    expect(await practice.notices(bought.owner, "orderRefunded")).toEqual([
      expect.objectContaining({ reason: "sessions", amount: 33_333 }),
      expect.objectContaining({ reason: "sessions", amount: 66_667 }),
    ]);
  });

  it("are taken back once by one decision, and never more than there are", async () => {
    const bought = await bundle();
    const { order } = bought;
    const once = `${order}:once`;
    const asked = await Promise.all([1, 2, 3].map(() => refundSessions(core, order, { count: 2, once })));
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await refundSessions(core, order, { count: 2, once: `${order}:more` })).toEqual({
      kind: "too_much",
      left: 1,
    });
    expect(await refundPart(core, order, { amount: 40_000, once: `${order}:sum` })).toEqual({
      kind: "too_much",
      left: 33_334,
    });
    await till.pass(MINUTE);
    expect(refunds(bought)).toEqual([66_666]);
    expect(await till.state(order)).toEqual({ order: "paid", attempts: ["partially_refunded"] });
  });

  it("earn their price when they are given, and what is left when nothing more can be", async () => {
    const bought = await bundle();
    const { order } = bought;
    await useOne(bought);
    expect(await till.accounts(order)).toMatchObject({ revenue: -33_333, customer_prepayment: -66_667 });
    await refundSessions(core, order, { count: 1, once: `${order}:one` });
    await useOne(bought);
    await till.pass(MINUTE);
    // The odd kopeck is earned with the last.
    expect(await till.accounts(order)).toEqual({ "clearing:card": 66_667, revenue: -66_667 });

    const unused = await bundle();
    await useOne(unused);
    await till.pass(91 * DAY);
    expect(await till.accounts(unused.order)).toEqual({ "clearing:card": 100_000, revenue: -100_000 });
  });
});

it("a sum is given back of what is not earned first, and then of what is", async () => {
  const bought = await bundle();
  const { order } = bought;
  await useOne(bought);
  await refundPart(core, order, { amount: 70_000, once: `${order}:part` });
  await till.pass(MINUTE);
  expect(await till.accounts(order)).toEqual({ "clearing:card": 30_000, revenue: -30_000 });
  await refundWhole(core, order, { once: `${order}:whole` });
  await till.pass(MINUTE);
  expect(refunds(bought)).toEqual([70_000, 30_000]);
  expect(await till.accounts(order)).toEqual({});
  expect(await practice.remaining(await entitlementOf(order))).toBe(0);
});

describe("a part whose answer is lost", () => {
  it("is not given twice where the bank says how much went back", async () => {
    const bought = await bundle();
    bank.loseAnswers = 1;
    await refundPart(core, bought.order, { amount: 10_000, once: bought.order });
    for (const wait of [0, MINUTE, 5 * MINUTE]) await till.pass(wait);
    expect(refunds(bought)).toEqual([10_000]);
    expect(await till.state(bought.order)).toMatchObject({ attempts: ["partially_refunded"] });
  });

  it("is left to a person where it does not, who looks there and says so", async () => {
    const [gone, notGone] = [await bundle(), await bundle()];
    bank.silent = true;
    bank.loseAnswers = 1;
    for (const { order } of [gone, notGone]) await refundPart(core, order, { amount: 10_000, once: order });
    for (const wait of [0, MINUTE, 5 * MINUTE]) await till.pass(wait);
    const [stuck] = await db.paymentTask.findMany({ where: { stuck: "ambiguous", doneAt: null } });
    expect([...(refunds(gone) ?? []), ...(refunds(notGone) ?? [])]).toEqual([10_000, 10_000]);
    expect(await till.stuck()).toEqual(["refund: ambiguous"]);
    expect(await confirmRefund(core, stuck?.key ?? "")).toBe(true);
    expect(await confirmRefund(core, stuck?.key ?? "")).toBe(false);
    for (const { order } of [gone, notGone])
      expect(await till.accounts(order)).toEqual({ "clearing:card": 90_000, customer_prepayment: -90_000 });
  });

  it("is asked for again when the person says that it never went", async () => {
    const bought = await bundle();
    bank.silent = true;
    bank.loseAnswers = 1;
    await refundPart(core, bought.order, { amount: 10_000, once: bought.order });
    for (const wait of [0, MINUTE]) await till.pass(wait);
    bank.cards.get(bought.ref)?.refunds.pop();
    const [stuck] = await db.paymentTask.findMany({ where: { stuck: "ambiguous", doneAt: null } });
    expect(await tryStuckAgain(core, stuck?.key ?? "")).toBe(true);
    await till.pass(MINUTE);
    expect(refunds(bought)).toEqual([10_000]);
  });

  it("is asked for again by itself where the bank knows its key", async () => {
    const bought = await bundle();
    bank.silent = true;
    bank.loseAnswers = 1;
    bank.caps = { ...bank.caps, keyed: true };
    await refundPart(core, bought.order, { amount: 10_000, once: bought.order });
    for (const wait of [0, MINUTE]) await till.pass(wait);
    // This bank knows no keys, whatever it says: so it shows that it was asked again.
    expect(refunds(bought)).toEqual([10_000, 10_000]);
    bank.cards.get(bought.ref)?.refunds.pop();
  });
});

it("a part is not given twice by a process that stood still between looking and asking", async () => {
  const bought = await bundle();
  await refundPart(core, bought.order, { amount: 10_000, once: bought.order });
  const { gateway } = bank;
  let stood = false;
  const slow = async (ref: string) => {
    const told = await gateway.fetchState(ref);
    // Longer than its lease: another has given the money back meanwhile.
    if (!stood) {
      stood = true;
      await till.pass(3 * MINUTE);
    }
    return told;
  };
  await drainPayments(core, { card: { ...gateway, fetchState: slow } });
  expect([stood, refunds(bought)]).toEqual([true, [10_000]]);
  expect(await till.stuck()).toEqual([]);
});

describe("a sum that nobody asked for", () => {
  async function odd() {
    const bought = await till.order({ package: "bundle-3" });
    const card = bank.cards.get(bought.ref);
    if (!card) throw new Error("no card");
    card.money = { amount: 90_000, currency: "RUB" };
    bank.pay(bought.ref);
    await till.pass(MINUTE);
    expect(await till.stuck()).toEqual(["check: odd_sum"]);
    const [found] = await suspended(core, 10);
    if (!found) throw new Error("nothing in suspense");
    expect(found).toMatchObject({ asked: 100_000, amount: 90_000, orderOpen: true });
    return { ...bought, attempt: found.attempt };
  }

  it("is taken for its order when a person says so, and worth what came", async () => {
    const { order, owner, attempt, ref } = await odd();
    expect(await moveFromSuspense(core, attempt)).toEqual({ kind: "given" });
    expect(await moveFromSuspense(core, attempt)).toEqual({ kind: "nothing_there" });
    expect(await till.accounts(order)).toEqual({ "clearing:card": 90_000, customer_prepayment: -90_000 });
    expect(await till.kinds(owner)).toEqual(["orderPaid"]);
    await refundSessions(core, order, { count: 1, once: order });
    await till.pass(MINUTE);
    expect(bank.cards.get(ref)?.refunds).toEqual([30_000]);
    expect(await suspended(core, 10)).toEqual([]);
  });

  it("goes back when a person says so", async () => {
    const bought = await odd();
    expect(await refundSuspense(core, bought.attempt)).toBe(`refund:${bought.attempt}:1`);
    await till.pass(MINUTE);
    expect(refunds(bought)).toEqual([90_000]);
    expect(await till.accounts(bought.order)).toEqual({});
    expect(await till.state(bought.order)).toMatchObject({ order: "open" });
  });
});

describe("receipts", () => {
  const receiptsOf = async (orderId: string) => {
    const rows = await db.receipt.findMany({ where: { attempt: { orderId } }, orderBy: { key: "asc" } });
    return rows.map(({ kind, state, total }) => `${kind} ${state} ${total}`);
  };

  it("are kept for what was paid ahead, given and returned; those for what was given are sent", async () => {
    const bought = await bundle();
    await useOne(bought);
    await refundSessions(core, bought.order, { count: 2, once: bought.order });
    await till.pass(MINUTE);
    await till.pass(5 * MINUTE);
    expect(await receiptsOf(bought.order)).toEqual([
      "prepayment done 100000",
      "refund done 66666",
      "settlement done 33333",
      // The kopeck that the parts of the price left over.
      "settlement done 1",
    ]);
    expect(bank.receipts.map(({ lines }) => lines)).toContainEqual([
      { name: "Три консультации", sum: 33_333 },
    ]);
  });

  it("for what was given go out as one, at the end, where the gateway sends no second", async () => {
    bank.caps = { ...bank.caps, oneSettlement: true };
    const bought = await bundle();
    const before = bank.receipts.length;
    await useOne(bought);
    await useOne(bought);
    await till.pass(2 * DAY);
    expect(bank.receipts).toHaveLength(before);
    await refundSessions(core, bought.order, { count: 1, once: bought.order });
    await till.pass(MINUTE);
    await till.pass(2 * DAY);
    await till.pass(2 * DAY);
    expect(bank.receipts.slice(before).map(({ lines }) => lines)).toEqual([
      [{ name: "Три консультации", sum: 66_667 }],
    ]);
    expect(await receiptsOf(bought.order)).toEqual([
      "prepayment done 100000",
      "refund done 33333",
      "settlement done 66667",
      "settlement none 33333",
      "settlement none 1",
    ]);
  });

  it("go to the address that the payer typed on the page, or else to the order's", async () => {
    const typed = await till.order({ package: "bundle-3" });
    await startPayment(core, bank.gateways, typed.link.slice(typed.link.lastIndexOf("/") + 1), {
      email: "boris@example.com",
    });
    bank.pay(typed.ref);
    await till.pass(MINUTE);
    const before = bank.receipts.length;
    await useOne(typed);
    await useOne(await bundle());
    await till.pass(MINUTE);
    expect(bank.receipts.slice(before).map(({ email }) => email)).toEqual([
      "boris@example.com",
      "anna@example.com",
    ]);
  });

  it("are none where the gateway makes none", async () => {
    bank.caps = { ...bank.caps, receipts: "none" };
    const bought = await bundle();
    await useOne(bought);
    expect(await receiptsOf(bought.order)).toEqual(["prepayment none 100000", "settlement none 33333"]);
  });

  it("add up, or are not kept", async () => {
    const { attemptId } = await db.receipt.findFirstOrThrow();
    const now = core.clock.now();
    const row = { attemptId, kind: "settlement", currency: "RUB", createdAt: now, changedAt: now } as const;
    const write = (total: number) =>
      db.receipt.create({
        data: { ...row, key: `${attemptId}:s9`, total, lines: [{ name: "a", sum: 100 }] },
      });
    await expect(write(101)).rejects.toThrow("receipt_total");
  });
});

describe("once a day", () => {
  it("the books are compared with the bank, and what differs is on the list while it does", async () => {
    const bought = await bundle();
    bank.cards.get(bought.ref)?.refunds.push(500);
    await till.pass(DAY);
    expect(await till.stuck()).toEqual(["compare: difference"]);
    expect(await differences(core)).toBe(1);
    bank.cards.get(bought.ref)?.refunds.pop();
    await till.pass(DAY);
    expect(await differences(core)).toBe(0);
    await till.pass(4 * DAY);
    const key = { attempt: { orderId: bought.order }, kind: "compare" } as const;
    expect(await db.paymentTask.findFirst({ where: { ...key, doneAt: null } })).toBeNull();
  });

  it("money that came days later is found, and nobody is asked to look at it", async () => {
    const { order, ref } = await till.order();
    const unwatched = () =>
      db.paymentTask.updateMany({
        where: { kind: "check", attempt: { orderId: order } },
        data: { doneAt: core.clock.now() },
      });
    await unwatched();
    await till.pass(DAY);
    bank.pay(ref);
    await till.pass(DAY);
    expect(await till.stuck()).toEqual([]);
    expect(await till.state(order)).toMatchObject({ order: "paid" });
    await till.pass(DAY);
    expect(await till.stuck()).toEqual([]);
  });

  it("money that nobody told us of is found, and its order given", async () => {
    const { order, ref } = await till.order();
    await db.paymentTask.updateMany({
      where: { kind: "check", attempt: { orderId: order } },
      data: { doneAt: core.clock.now() },
    });
    bank.pay(ref);
    await till.pass(23 * HOUR);
    await till.pass(HOUR);
    await till.pass(0);
    expect(await till.state(order)).toMatchObject({ order: "paid" });
  });
});
