import { afterAll, afterEach, expect, it } from "vitest";
import { HOUR, MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
const { bank, core, db, gateway } = shop;
afterAll(() => shop.close());

afterEach(async () => {
  bank.resetFaults();
  shop.replace(gateway);
  // Whoever died gives the task back when the lease is over.
  for (const wait of [3 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]) await shop.pass(wait);
  await shop.audit();
});

class Killed extends Error {}

/** Dies after the first call, before anything is done with what it resolved to. */
function dyingOnce<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) {
  let died = false;
  return async (...args: Args): Promise<Result> => {
    const outcome = await call(...args);
    if (died) return outcome;
    died = true;
    throw new Killed();
  };
}

it("after the payment was opened, before its reference was written down", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  let opened = "";
  shop.replace({
    ...gateway,
    createCheckout: async (checkout) => {
      const outcome = await gateway.createCheckout(checkout);
      if ("ok" in outcome) opened = outcome.ok.url;
      throw new Killed();
    },
  });
  const answer = await fetch(`${order.link}/pay`, {
    method: "POST",
    body: new URLSearchParams(),
    redirect: "manual",
  });
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain("У нас что-то сломалось");
  shop.replace(gateway);

  await fetch(opened);
  bank.faults.drop = 1;
  await bank.press(new URL(opened).searchParams.get("InvId") ?? "", "pay");
  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
  expect(await shop.sessions(owner)).toBe(1);
});

it("hears of a payment before its own commit that opens it", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  shop.replace({
    ...gateway,
    createCheckout: async (checkout) => {
      const outcome = await gateway.createCheckout(checkout);
      if ("ok" in outcome) {
        await fetch(outcome.ok.url);
        await bank.press(outcome.ok.ref, "pay");
      }
      return outcome;
    },
  });
  await fetch(`${order.link}/pay`, { method: "POST", body: new URLSearchParams(), redirect: "manual" });
  expect(await shop.state(order.id)).toBe("paid");
  const [attempt] = await db.paymentAttempt.findMany({ where: { orderId: order.id } });
  expect([attempt?.state, attempt?.ref]).toEqual(["captured", String(attempt?.invoice)]);
  expect(await shop.sessions(owner)).toBe(1);
});

it("after the state was read for a notification", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  shop.replace({ ...gateway, fetchState: dyingOnce(gateway.fetchState) });
  // The notification's handler dies once; Robokassa gets no OK and comes again in a minute.
  await bank.press(invoice, "pay");
  expect(await shop.state(order.id)).toBe("open");
  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
  expect(await shop.sessions(owner)).toBe(1);
});

it("after the state was read by the reconciler", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link);
  bank.faults.drop = 1;
  await bank.press(invoice, "pay");
  shop.replace({ ...gateway, fetchState: dyingOnce(gateway.fetchState) });
  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("open");
  await shop.pass(4 * MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
});

it.each([
  ["a refund was made", () => ({ refund: dyingOnce(gateway.refund) })],
  ["the state of a refund was read", () => ({ fetchRefund: dyingOnce(gateway.fetchRefund) })],
])("after %s", async (_name, dying) => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const first = await shop.go(order.link);
  await shop.pass(31 * MINUTE);
  const second = await shop.go(order.link);
  await bank.press(first, "pay");
  await bank.press(second, "pay");
  shop.replace({ ...gateway, ...dying() });
  for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE]) await shop.pass(wait);
  expect(bank.payments().find(({ invId }) => invId === second)?.refunds).toHaveLength(1);
  expect((await shop.notices(owner)).map(({ kind }) => kind)).toEqual(["orderPaid", "orderRefunded"]);
});

it("with a task in hand: another takes it when the lease is over, and not before", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link);
  bank.faults.drop = 1;
  await bank.press(invoice, "pay");
  core.clock.advance(MINUTE);
  await db.paymentTask.updateMany({
    where: { attempt: { orderId: order.id } },
    data: { leaseUntil: new Date(core.clock.now().getTime() + 2 * MINUTE), tries: 1 },
  });
  await shop.drain();
  expect(await shop.state(order.id)).toBe("open");
  await shop.pass(2 * MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
});

it("does not forget what is heard while the state is being read", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link);
  bank.faults.drop = 1;
  let reads = 0;
  shop.replace({
    ...gateway,
    fetchState: async (ref) => {
      const state = await gateway.fetchState(ref);
      // Read before the payer paid and came back, answered after.
      if (++reads === 1) await fetch((await bank.press(invoice, "pay")) ?? "");
      return state;
    },
  });
  core.clock.advance(HOUR);
  await shop.drain();
  expect(reads).toBe(2);
  expect(await shop.state(order.id)).toBe("paid");
});
