import { expect, it } from "vitest";
import { cancelOrder } from "../../../core/orders/lapse.ts";
import { noFaults, type Faults } from "../../../sandbox/gateways/robokassa/faults.ts";
import { DAY, HOUR, MINUTE, openShop, type Shop } from "./shop.ts";

/** So many things happen in one walk: enough for each to meet the others. */
const STEPS = 200;

/** Small and good enough to choose with (mulberry32); the same seed walks the same way. */
function choices(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    of: <T>(all: readonly T[]): T | undefined => all[Math.floor(next() * all.length)],
  };
}

const faults: readonly Partial<Faults>[] = [
  { drop: 2 },
  { duplicate: true },
  { delayMs: 3 * MINUTE },
  { reorder: true },
  { commitThen500: 1 },
  { unavailable: true },
  { creditMs: 2 * HOUR },
  { pageFirst: true },
];

const kinds = ["signature", "sum", "order"] as const;

async function walk(shop: Shop, seed: number) {
  const { bank, core, db } = shop;
  const choose = choices(seed);
  const owners = [await shop.owner(), await shop.owner(), await shop.owner()];
  const code = `WALK${seed}`;
  await db.promoCode.create({ data: { code, kind: "percent", value: 20, maxUses: 3 } });
  const orders: { id: string; owner: string; link: string }[] = [];
  const forms: string[] = [];
  const invoice = () => choose.of(bank.payments())?.invId ?? "0";
  const open = () => choose.of(bank.payments().filter(({ state }) => state === "opened"))?.invId ?? "0";

  const actions: readonly (() => Promise<unknown>)[] = [
    async () => {
      const owner = choose.of(owners) ?? "";
      const promo = choose.below(3) === 0 ? { promo: code } : {};
      const made = await shop.order(owner, promo).catch(() => undefined);
      if (made) orders.push({ id: made.id, owner, link: made.link });
    },
    async () => {
      const order = choose.of(orders.slice(-2));
      if (!order) return;
      const pay = { method: "POST", body: new URLSearchParams(), redirect: "manual" } as const;
      const to = (await fetch(`${order.link}/pay`, pay)).headers.get("location");
      if (!to?.includes("/Merchant/")) return;
      const form = await (await fetch(to)).text();
      // While states cannot be read, nobody can know that a payment is over.
      if (!bank.faults.unavailable) forms.push(form);
    },
    () => bank.press(open(), "pay"),
    () => bank.press(open(), "decline"),
    () => bank.forge(choose.of(kinds) ?? "sum", invoice()),
    async () => {
      const order = choose.of(orders.slice(-2));
      if (order) await cancelOrder(core, order.owner, order.id);
    },
    () => shop.pass(choose.of([1000, MINUTE, 40 * MINUTE, 40 * MINUTE, 3 * HOUR, 13 * HOUR]) ?? 0),
    async () => void Object.assign(bank.faults, noFaults, choose.of(faults)),
  ];
  // Forms that stay open while others are opened: of these come payments that are late, and those that are too many.
  const [, page, pay] = actions;
  const often = [...actions, ...[page, page, page, pay, pay].filter((action) => action !== undefined)];
  for (let step = 0; step < STEPS; step++) await choose.of(often)?.();

  bank.resetFaults();
  for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY, DAY, DAY]) await shop.pass(wait);
  return { orders, forms };
}

/** Walks of chance through buying, paying, leaving and refunding, one for each seed; the books are compared at their end. */
export function walks(seeds: readonly number[]): void {
  const happened = { paid: 0, refunded: 0, forged: 0 };
  it.each(seeds)(
    "whatever happens, in whatever order, the books agree with the gateway: walk %i",
    async (seed) => {
      const shop = await openShop();
      try {
        const { bank, db } = shop;
        const { orders, forms } = await walk(shop, seed);
        // Our page never sends a payer to the gateway's error.
        expect(forms.filter((form) => !form.includes('name="InvId"'))).toEqual([]);
        await shop.audit();
        for (const { id, owner } of orders) {
          const paid = (await shop.state(id)) === "paid";
          expect(await db.entitlement.count({ where: { orderId: id, ownerId: owner } })).toBe(paid ? 1 : 0);
          const kept = await db.paymentAttempt.count({ where: { orderId: id, state: "captured" } });
          expect(kept).toBe(paid ? 1 : 0);
        }
        expect(await db.promoUse.count({ where: { state: "redeemed" } })).toBeLessThanOrEqual(3);
        expect(await db.promoUse.count({ where: { state: "reserved" } })).toBe(0);
        // Nothing is left to do but what a forged sum, well signed, leaves to a person; and something did happen.
        const open = { doneAt: null, doubt: null, kind: { not: "compare" } } as const;
        expect(await db.paymentTask.count({ where: open })).toBe(0);
        expect(await db.paymentTask.count({ where: { doubt: { not: null, notIn: ["unconfirmed"] } } })).toBe(
          0,
        );
        const paid = bank.payments().filter(({ state }) => state === "paid");
        const refunded = paid.filter(({ refunds }) => refunds.length > 0);
        const forged = await db.paymentNotification.count({ where: { verdict: { not: "accepted" } } });
        happened.paid += paid.length;
        happened.refunded += refunded.length;
        happened.forged += forged;
      } finally {
        await shop.close();
      }
    },
  );

  it("on these walks payments, refunds and forgeries did happen", () => {
    expect(happened.paid).toBeGreaterThan(5 * seeds.length);
    expect(happened.refunded).toBeGreaterThan(seeds.length / 4);
    expect(happened.forged).toBeGreaterThan(3 * seeds.length);
  });
}
