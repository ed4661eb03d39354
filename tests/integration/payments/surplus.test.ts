import { afterAll, afterEach, expect, it } from "vitest";
import type { PaymentGateway } from "../../../core/payments/gateway.ts";
import { HOUR, MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
const { bank, db, gateway } = shop;
afterAll(() => shop.close());

afterEach(async () => {
  bank.resetFaults();
  shop.replace(gateway);
  for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]) await shop.pass(wait);
});

/** Two people have the form of one order open: the first one's time ran out before the second one came. */
async function twoPayers() {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const first = await shop.go(order.link);
  await shop.pass(31 * MINUTE);
  const second = await shop.go(order.link);
  return { owner, order, first, second };
}

const refunds = (invoice: string) =>
  bank
    .payments()
    .find(({ invId }) => invId === invoice)
    ?.refunds.map(({ amount }) => amount);

it("keeps one of two payments of an order and gives the other back by itself", async () => {
  const { owner, order, first, second } = await twoPayers();
  await Promise.all([bank.press(first, "pay"), bank.press(second, "pay")]);
  await shop.drain();
  expect([...(refunds(first) ?? []), ...(refunds(second) ?? [])]).toEqual([49_900]);
  // Under way: the books and the owner hear of it when it is done.
  expect(await shop.notices(owner)).toHaveLength(1);
  await shop.pass(MINUTE);

  expect(await shop.state(order.id)).toBe("paid");
  expect(await shop.sessions(owner)).toBe(1);
  expect(await shop.notices(owner)).toEqual([
    expect.objectContaining({ kind: "orderPaid" }),
    {
      kind: "orderRefunded",
      order: order.number,
      amount: 49_900,
      currency: "RUB",
      reason: "paid_twice",
      way: "card",
    },
  ]);
  const states = await db.paymentAttempt.findMany({ where: { orderId: order.id } });
  expect(states.map(({ state }) => state).toSorted()).toEqual(["captured", "refunded"]);
  await shop.audit();
});

it("applies the same payment from many sides at once and credits once", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  bank.faults.drop = 1;
  await bank.press(invoice, "pay");
  shop.core.clock.advance(MINUTE);
  await Promise.all([1, 2, 3].map(() => shop.drain()));
  expect(await shop.sessions(owner)).toBe(1);
  expect(await db.ledgerEntry.count({ where: { orderId: order.id } })).toBe(1);
  await shop.audit();
});

it("refunds once when the gateway refunded and answered with an error", async () => {
  const { owner, first, second } = await twoPayers();
  await bank.press(first, "pay");
  bank.faults.commitThen500 = 1;
  await bank.press(second, "pay");
  await shop.drain();
  expect(refunds(second)).toEqual([49_900]);
  expect(await shop.notices(owner)).toHaveLength(1);

  await shop.pass(MINUTE);
  expect(refunds(second)).toEqual([49_900]);
  expect((await shop.notices(owner)).map(({ kind }) => kind)).toEqual(["orderPaid", "orderRefunded"]);
  await shop.audit();
});

it("waits with a refund while the gateway is away", async () => {
  const { first, second } = await twoPayers();
  await bank.press(first, "pay");
  await bank.press(second, "pay");
  bank.faults.unavailable = true;
  await shop.drain();
  await shop.pass(5 * MINUTE);
  expect(refunds(second)).toEqual([]);
  bank.faults.unavailable = false;
  await shop.pass(15 * MINUTE);
  await shop.pass(HOUR);
  expect(refunds(second)).toEqual([49_900]);
  await shop.audit();
});

it("leaves to a person what it must not refund by itself", async () => {
  const { owner, first, second } = await twoPayers();
  await bank.press(first, "pay");
  shop.replace({ ...gateway, refund: () => Promise.resolve({ declined: "no_password3" }) });
  await bank.press(second, "pay");
  await shop.drain();
  const stuck = await db.paymentTask.findMany({ where: { stuck: { not: null } } });
  expect(stuck.map(({ kind, stuck }) => [kind, stuck])).toEqual([["refund", "no_password3"]]);
  // Nothing was booked as given back, and the owner was not told that it was.
  expect(await shop.notices(owner)).toHaveLength(1);
  await db.paymentTask.updateMany({ data: { stuck: null } });
});

it("puts a sum that nobody asked for aside, for a person", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  const odd: PaymentGateway = {
    ...gateway,
    fetchState: () =>
      Promise.resolve({ ok: { state: "captured", money: { amount: 49_800, currency: "RUB" } } }),
  };
  shop.replace(odd);
  const before = (await shop.balances())["suspense"] ?? 0;
  await bank.press(invoice, "pay");
  await shop.pass(HOUR);
  expect(await shop.state(order.id)).toBe("open");
  expect(await shop.sessions(owner)).toBe(0);
  expect((await shop.balances())["suspense"]).toBe(before - 49_800);
  const task = await db.paymentTask.findFirstOrThrow({
    where: { kind: "check", attempt: { orderId: order.id } },
  });
  expect(task.stuck).toBe("odd_sum");
});
