import { exportPerson } from "../../../core/accounts/export.ts";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { closeByOwner, finish } from "../../../core/consultations/close.ts";
import { release, take } from "../../../core/consultations/take.ts";
import { settle } from "../../../core/payments/settle.ts";
import { startPayment } from "../../../core/payments/start.ts";
import { decide } from "../../../core/payments/tasks.ts";
import { place } from "../consultations/world.ts";
import { DAY, HOUR, MINUTE, openTill } from "./till.ts";

const till = await openTill();
const { bank, core, practice, vet } = till;
afterAll(() => practice.drop());
afterEach(() => till.settled());

/** Waits until a vet would have had to answer. */
const untaken = () => till.pass(31 * MINUTE);

describe("a consultation that begins with its payment", () => {
  it("is begun when the money is held, and the money taken when it is over", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    expect(bank.cards.get(ref)?.state).toBe("authorized");
    expect((await till.consultation(owner)).state).toBe("queued");
    expect(await till.state(order)).toEqual({ order: "held", attempts: ["authorized"] });
    expect(await till.accounts(order)).toEqual({});
    expect(await till.kinds(owner)).toEqual(["caseActivated", "orderStarted"]);

    await till.finish(owner);
    expect(bank.cards.get(ref)?.state).toBe("captured");
    expect(await till.state(order)).toEqual({ order: "paid", attempts: ["captured"] });
    expect(await till.accounts(order)).toEqual({ "clearing:card": 49_900, revenue: -49_900 });
  });

  it("costs nothing when nobody takes it, or the owner withdraws it", async () => {
    const first = await till.buy({ begins: "now" });
    await untaken();
    const second = await till.buy({ begins: "now" });
    await closeByOwner(core, second.owner, (await till.consultation(second.owner)).id);
    await till.pass(MINUTE);
    for (const { owner, order, ref } of [first, second]) {
      expect(bank.cards.get(ref)?.state).toBe("voided");
      expect(await till.state(order)).toEqual({ order: "released", attempts: ["voided"] });
      expect(await till.accounts(order)).toEqual({});
      expect((await till.kinds(owner)).at(-1)).toBe("orderReleased");
      expect(await practice.remaining(await entitlementOf(order))).toBe(0);
    }
    expect(await practice.notices(first.owner, "caseExpired")).toEqual([
      expect.objectContaining({ back: "hold" }),
    ]);
    const again = await startPayment(core, bank.gateways, tokenOf(first.link));
    expect(again).toEqual({ kind: "cancelled" });
  });

  it("costs nothing when the vet finds that it was not needed", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    const id = await till.answer(owner);
    const words = { text: "Nothing to worry about" };
    await finish(core, vet, id, { words, places: [place()] }, false);
    await till.pass(MINUTE);
    expect(bank.cards.get(ref)?.state).toBe("voided");
    expect(await till.state(order)).toMatchObject({ order: "released" });
    expect(await practice.notices(owner, "caseClosed")).toEqual([expect.objectContaining({ back: "hold" })]);
  });

  it("is given back by itself where the money could not be held", async () => {
    const { holdMs: _, ...plain } = bank.caps;
    bank.caps = plain;
    const { owner, order, ref } = await till.buy({ begins: "now" });
    expect(await till.state(order)).toEqual({ order: "paid", attempts: ["captured"] });
    await untaken();
    expect(bank.cards.get(ref)?.refunds).toEqual([49_900]);
    expect(await till.state(order)).toEqual({ order: "refunded", attempts: ["refunded"] });
    expect(await till.accounts(order)).toEqual({});
    expect(await practice.notices(owner, "orderRefunded")).toEqual([
      expect.objectContaining({ reason: "unneeded", amount: 49_900 }),
    ]);
  });

  it("that was over, was reopened and then answered by nobody is given back", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    const id = await till.answer(owner);
    await till.core.db.consultation.update({ where: { id }, data: { state: "active" } });
    await decide(core, await attemptOf(order), "capture");
    await till.pass(MINUTE);
    expect(bank.cards.get(ref)?.state).toBe("captured");
    expect((await release(core, vet, id)).kind).toBe("released");
    await untaken();
    expect(bank.cards.get(ref)?.refunds).toEqual([49_900]);
    expect(await till.accounts(order)).toEqual({});
  });

  it("is taken though the answers to it are lost, and once", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    bank.loseAnswers = 1;
    await till.finish(owner);
    await till.pass(MINUTE);
    expect(bank.cards.get(ref)?.state).toBe("captured");
    expect(await till.accounts(order)).toEqual({ "clearing:card": 49_900, revenue: -49_900 });
  });
});

describe("of taking and letting go", () => {
  it("the first that is decided stands", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    bank.blind = true;
    await closeByOwner(core, owner, (await till.consultation(owner)).id);
    expect(await decide(core, await attemptOf(order), "capture")).toBe("void");
    bank.blind = false;
    await till.pass(HOUR);
    expect(bank.cards.get(ref)?.state).toBe("voided");
  });

  it("what was taken for a consultation that is then not given goes back", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    expect(await decide(core, await attemptOf(order), "capture")).toBe("capture");
    await closeByOwner(core, owner, (await till.consultation(owner)).id);
    expect(await practice.notices(owner, "caseCancelled")).toEqual([
      expect.objectContaining({ back: "refund" }),
    ]);
    await till.pass(MINUTE);
    await till.pass(MINUTE);
    expect(bank.cards.get(ref)).toMatchObject({ state: "captured", refunds: [49_900] });
    expect(await till.state(order)).toEqual({ order: "refunded", attempts: ["refunded"] });
  });
});

describe("a day before a hold ends", () => {
  it("what a vet has, or what awaits its time, is taken", async () => {
    const taken = await till.buy({ begins: "now" });
    await till.answer(taken.owner);
    const at = new Date(core.clock.now().getTime() + 10 * DAY);
    const awaited = await till.buy({ begins: at });
    // They have written to each other until then.
    await core.db.consultation.updateMany({ where: { ownerId: taken.owner }, data: { lastMessageAt: at } });
    await till.pass(6 * DAY - 3 * MINUTE);
    for (const { ref } of [taken, awaited]) expect(bank.cards.get(ref)?.state).toBe("authorized");
    await till.pass(3 * MINUTE);
    for (const { ref, order } of [taken, awaited]) {
      expect(bank.cards.get(ref)?.state).toBe("captured");
      // Not earned before it is given.
      expect(await till.accounts(order)).toEqual({ "clearing:card": 49_900, customer_prepayment: -49_900 });
    }
  });

  it("untaken it ends at once, as if its time were over", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    const attempt = await attemptOf(order);
    await core.db.paymentTask.updateMany({
      where: { key: `deadline:${attempt}` },
      data: { dueAt: core.clock.now() },
    });
    await till.pass(MINUTE);
    await till.pass(MINUTE);
    expect((await till.consultation(owner)).state).toBe("expired");
    expect(bank.cards.get(ref)?.state).toBe("voided");
  });

  it("a bank that cannot be asked is asked every hour, and a person is told", async () => {
    const { owner, order, ref } = await till.buy({ begins: "now" });
    await till.answer(owner);
    await core.db.paymentTask.updateMany({
      where: { key: `deadline:${await attemptOf(order)}` },
      data: { dueAt: core.clock.now(), since: core.clock.now() },
    });
    bank.blind = true;
    for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]) await till.pass(wait);
    expect(await till.stuck()).toEqual(["deadline: unknown_hold"]);
    bank.blind = false;
    await till.pass(HOUR);
    expect(bank.cards.get(ref)?.state).toBe("captured");
  });
});

it("a second hold of one order is let go, whichever came first", async () => {
  const { order, link, ref, owner } = await till.order({ begins: "now" });
  await till.pass(31 * MINUTE);
  const other = await till.open(link);
  bank.pay(ref);
  bank.pay(other);
  await till.pass(30 * MINUTE);
  await till.pass(HOUR);
  expect([bank.cards.get(ref)?.state, bank.cards.get(other)?.state]).toEqual(["voided", "voided"]);
  // Nobody took the one consultation there was.
  expect(await till.state(order)).toMatchObject({ order: "released" });
  expect(await core.db.consultation.count({ where: { ownerId: owner } })).toBe(1);
});

it("of two holds at once one is kept, whoever looks, and one consultation begins", async () => {
  const { order, link, ref, owner } = await till.order({ begins: "now" });
  await till.pass(31 * MINUTE);
  const other = await till.open(link);
  bank.pay(ref);
  bank.pay(other);
  const attempts = await core.db.paymentAttempt.findMany({ where: { orderId: order } });
  const money = { amount: 49_900, currency: "RUB" };
  const until = new Date(core.clock.now().getTime() + 7 * DAY);
  const looks = attempts.flatMap(({ id }) => [1, 2, 3].map(() => id));
  const came = await Promise.all(looks.map((id) => settle(core, id, { state: "authorized", money, until })));
  expect(came.filter((what) => what === "held")).toHaveLength(1);
  expect(came.filter((what) => what === "surplus")).toHaveLength(1);
  expect(await core.db.consultation.count({ where: { ownerId: owner } })).toBe(1);
  expect(
    await core.db.entitlementEntry.count({ where: { entitlement: { orderId: order }, kind: "grant" } }),
  ).toBe(1);
  await till.pass(MINUTE);
  const states = [ref, other].map((ref) => bank.cards.get(ref)?.state);
  expect(states.filter((state) => state === "voided")).toHaveLength(1);
  await till.finish(owner);
  expect(await till.accounts(order)).toEqual({ "clearing:card": 49_900, revenue: -49_900 });
});

it("is let go when the order was left meanwhile", async () => {
  const { order, ref, owner } = await till.order({ begins: "now" });
  await till.pass(25 * HOUR);
  bank.pay(ref);
  await till.pass(DAY);
  await till.pass(DAY);
  expect(bank.cards.get(ref)?.state).toBe("voided");
  expect(await till.state(order)).toMatchObject({ order: "cancelled" });
  expect((await till.kinds(owner)).at(-1)).toBe("orderReleased");
});

it("a hold that is gone without us is a matter for a person", async () => {
  const { owner, order, ref } = await till.buy({ begins: "now" });
  await till.answer(owner);
  bank.set(ref, "voided");
  await till.pass(DAY);
  expect(await till.stuck()).toEqual(["check: hold_lost"]);
  expect(await till.state(order)).toEqual({ order: "released", attempts: ["voided"] });
  await core.db.paymentTask.updateMany({ where: { stuck: "hold_lost" }, data: { doneAt: core.clock.now() } });
});

it("an order whose consultation is begun by its owner is paid at once, nothing is held", async () => {
  const { order, ref, owner } = await till.buy();
  expect(bank.cards.get(ref)).toMatchObject({ hold: false, state: "captured" });
  expect(await till.state(order)).toEqual({ order: "paid", attempts: ["captured"] });
  expect(await till.kinds(owner)).toEqual(["orderPaid"]);
});

it("a vet who takes it at the last moment keeps it", async () => {
  const { owner, order } = await till.buy({ begins: "now" });
  const { id } = await till.consultation(owner);
  await take(core, vet, id);
  await core.db.paymentTask.updateMany({
    where: { key: `deadline:${await attemptOf(order)}` },
    data: { dueAt: core.clock.now() },
  });
  await till.pass(MINUTE);
  await till.pass(MINUTE);
  expect(await till.state(order)).toEqual({ order: "paid", attempts: ["captured"] });
});

const tokenOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);
const attemptOf = async (orderId: string) =>
  (await core.db.paymentAttempt.findFirstOrThrow({ where: { orderId } })).id;
const entitlementOf = async (orderId: string) =>
  (await core.db.entitlement.findUniqueOrThrow({ where: { orderId } })).id;

it("what was told for a consultation that is to begin with its payment is among what an owner may take along", async () => {
  const { owner, order } = await till.order({ begins: "now" });
  const { number } = await core.db.order.findUniqueOrThrow({ where: { id: order } });
  expect(await exportPerson(core, owner)).toMatchObject({
    planned: [{ order: number, complaint: { text: "He limps" } }],
    consultations: [],
  });
});
