import { afterAll, expect, it } from "vitest";
import { drainPayments } from "../../../core/payments/drain.ts";
import { MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
afterAll(() => shop.close());

const { core, db, bank, gateway } = shop;

const waiting = () =>
  db.paymentTask.findMany({
    where: { kind: "check", doneAt: null },
    select: { attemptId: true, leaseUntil: true, tries: true },
    orderBy: { attemptId: "asc" },
  });

it("gives back what it has not begun when it is told to close, and another process does it at once", async () => {
  const orders: string[] = [];
  bank.faults.drop = 3;
  for (let n = 0; n < 3; n++) {
    const order = await shop.order(await shop.owner());
    orders.push(order.id);
    await bank.press(await shop.go(order.link), "pay");
  }
  core.clock.advance(MINUTE);
  const before = await waiting();
  const closing = new AbortController();
  const asked: string[] = [];
  const told = {
    ...gateway,
    fetchState: (ref: string) => {
      asked.push(ref);
      closing.abort();
      return gateway.fetchState(ref);
    },
  };
  core.woken.length = 0;
  await drainPayments(core, { robokassa: told }, { closing: closing.signal });
  expect(asked).toHaveLength(1);
  const left = await waiting();
  expect(left).toHaveLength(2);
  expect(before).toEqual(expect.arrayContaining(left));
  expect(left.map(({ leaseUntil }) => leaseUntil)).toEqual([null, null]);
  expect(core.woken).toContain("payments");

  await shop.drain();
  for (const order of orders) expect(await shop.state(order)).toBe("paid");
  await shop.audit();
});
