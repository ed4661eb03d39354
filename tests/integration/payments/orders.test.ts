import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, it } from "vitest";
import { createOrder } from "../../../core/orders/create.ts";
import { cancelOrder } from "../../../core/orders/lapse.ts";
import { forgetPayer, myEntitlements, myOrders } from "../../../core/orders/mine.ts";
import { checkPromo, quote } from "../../../core/orders/quote.ts";
import { consume, giveBack } from "../../../core/orders/sessions.ts";
import { transact } from "../../../core/platform/core.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { DAY, HOUR, MINUTE, openShop, VET, wishOf } from "./shop.ts";

const shop = await openShop();
const { bank, core, db } = shop;
afterAll(() => shop.close());

const plain = { package: "consultation", currency: "RUB" };
let code = "";
beforeEach(() => {
  code = `C${randomUUID().slice(0, 8).toUpperCase()}`;
});

const promo = async (data: Partial<Prisma.PromoCodeUncheckedCreateInput> = {}): Promise<string> => {
  await db.promoCode.create({ data: { code, kind: "percent", value: 10, ...data } });
  return code;
};
const later = (ms: number) => new Date(core.clock.now().getTime() + ms);
const used = (state: "reserved" | "redeemed") => db.promoUse.count({ where: { code, state } });

it("quotes a price in whole kopecks, half of one rounded up", async () => {
  const owner = await shop.owner();
  await promo({ value: 15 });
  expect(
    await quote(core, { ...plain, owner, package: "bundle-3", promo: ` ${code.toLowerCase()} ` }),
  ).toMatchObject({
    kind: "quote",
    listAmount: 129_999,
    discount: 19_500,
    amount: 110_499,
    promo: code,
  });
  expect(await quote(core, { ...plain, owner })).toMatchObject({
    discount: 0,
    amount: 49_900,
    promo: undefined,
  });
});

it.each([
  ["wrong", undefined],
  ["wrong", { retired: true }],
  ["expired", { validUntil: later(-1) }],
  ["not_yet", { validFrom: later(DAY) }],
  ["other_package", { packages: ["bundle-3"] }],
  ["other_package", { kind: "amount", value: 100, currency: "EUR" }],
] as const)("answers %s for a code that is %o", async (kind, data) => {
  if (data) await promo(data as Partial<Prisma.PromoCodeUncheckedCreateInput>);
  const owner = await shop.owner();
  expect(await checkPromo(core, { ...plain, owner, promo: code })).toMatchObject({ kind });
  expect(await createOrder(core, owner, { ...wishOf(), promo: code })).toMatchObject({
    kind: "promo",
    reason: { kind },
  });
  expect(await db.order.count({ where: { ownerId: owner } })).toBe(0);
  expect(await db.consent.count({ where: { personId: owner } })).toBe(0);
});

it("answers used_by_you and used_up once a code was used", async () => {
  await promo({ maxUses: 2, maxPerPerson: 1 });
  const [first, second, third] = await Promise.all([shop.owner(), shop.owner(), shop.owner()]);
  const pay = async (owner: string) => {
    const { link, amount } = await shop.order(owner, { promo: code });
    expect(amount).toBe(44_910);
    await bank.press(await shop.go(link), "pay");
  };
  await pay(first);
  expect(await checkPromo(core, { ...plain, owner: first, promo: code })).toEqual({ kind: "used_by_you" });
  expect(await checkPromo(core, { ...plain, owner: second, promo: code })).toEqual({
    kind: "good",
    code,
    discount: 4990,
  });
  await pay(second);
  expect(await checkPromo(core, { ...plain, owner: third, promo: code })).toEqual({ kind: "used_up" });
  expect([await used("reserved"), await used("redeemed")]).toEqual([0, 2]);
});

it("gives the last uses of a code to as many as there are, however many come at once", async () => {
  await promo({ maxUses: 3 });
  const owners = await Promise.all(Array.from({ length: 12 }, () => shop.owner()));
  const made = await Promise.all(
    owners.map((owner) => createOrder(core, owner, { ...wishOf(), promo: code })),
  );
  expect(made.filter(({ kind }) => kind === "ordered")).toHaveLength(3);
  expect(made.filter(({ kind }) => kind !== "ordered")).toEqual(
    Array.from({ length: 9 }, () => ({ kind: "promo", reason: { kind: "used_up" } })),
  );
  expect(await used("reserved")).toBe(3);
});

it("lets the database refuse a use beyond the budget, whoever writes it", async () => {
  await promo({ maxUses: 1 });
  const [first, second] = await Promise.all([shop.owner(), shop.owner()]);
  await shop.order(first, { promo: code });
  const { id } = await shop.order(second);
  const use = { orderId: id, code, ownerId: second, state: "reserved" as const, expiresAt: later(HOUR) };
  await expect(db.promoUse.create({ data: use })).rejects.toThrow("no use left");
});

it("gives a code back when its order is left, or grows old, or is replaced by a newer one", async () => {
  await promo({ maxUses: 1, maxPerPerson: 1 });
  const [first, second] = await Promise.all([shop.owner(), shop.owner()]);
  const left = await shop.order(first, { promo: code });
  const newer = await shop.order(first, { promo: code });
  expect([await shop.state(left.id), await shop.state(newer.id)]).toEqual(["cancelled", "open"]);
  expect(await checkPromo(core, { ...plain, owner: second, promo: code })).toEqual({ kind: "used_up" });
  expect(await cancelOrder(core, first, newer.id)).toEqual({ kind: "ok", begun: false });
  expect(await cancelOrder(core, second, newer.id)).toEqual({ kind: "not_found" });
  const old = await shop.order(second, { promo: code });
  await shop.pass(DAY);
  expect(await shop.state(old.id)).toBe("cancelled");
  expect(await used("reserved")).toBe(0);
});

it("gives a late payment back when its code was used up by another meanwhile", async () => {
  await promo({ maxUses: 1 });
  const [slow, quick] = await Promise.all([shop.owner(), shop.owner()]);
  const late = await shop.order(slow, { promo: code });
  const invoice = await shop.go(late.link);
  await shop.pass(DAY + MINUTE);
  const order = await shop.order(quick, { promo: code });
  await bank.press(await shop.go(order.link), "pay");

  await bank.press(invoice, "pay");
  for (const wait of [0, MINUTE, 5 * MINUTE]) await shop.pass(wait);
  expect([await shop.state(late.id), await shop.sessions(slow)]).toEqual(["cancelled", 0]);
  expect(await shop.notices(slow)).toEqual([
    {
      kind: "orderRefunded",
      order: late.number,
      amount: 44_910,
      currency: "RUB",
      reason: "promo_gone",
      way: "card",
    },
  ]);
  expect(await used("redeemed")).toBe(1);
  await shop.audit();
});

it("gives an order of nothing at once, with no gateway", async () => {
  await promo({ value: 100 });
  const owner = await shop.owner();
  const made = await createOrder(core, owner, { ...wishOf(), promo: code });
  expect(made.kind).toBe("granted");
  expect(await shop.sessions(owner)).toBe(1);
  expect((await shop.notices(owner)).map(({ kind }) => kind)).toEqual(["orderPaid"]);
  expect(await db.paymentAttempt.count({ where: { order: { ownerId: owner } } })).toBe(0);
  expect(await used("redeemed")).toBe(1);
  await shop.audit();
});

const without = (settings: object) => ({ ...core, settings: { ...core.settings, ...settings } });

it("refuses what cannot be bought, and says why", async () => {
  const owner = await shop.owner();
  const order = (wish: object, from = core) => createOrder(from, owner, { ...wishOf(), ...wish });
  expect(await order({}, without({ publicUrl: undefined }))).toEqual({ kind: "buying_off" });
  expect(await order({}, without({ gateways: [] }))).toEqual({ kind: "buying_off" });
  expect(await order({ package: "nothing" })).toEqual({ kind: "package_retired" });
  expect(await order({ currency: "EUR" })).toEqual({ kind: "package_retired" });
  expect(await order({ vet: VET, package: "bundle-3" })).toEqual({ kind: "vet_retired" });
  expect(await order({ consent: { ...wishOf().consent, version: "0" } })).toEqual({
    kind: "consent_outdated",
  });
  expect(await db.order.count({ where: { ownerId: owner } })).toBe(0);
});

it("keeps the consent to the offer with the order", async () => {
  const owner = await shop.owner();
  await shop.order(owner, { vet: VET });
  expect(await db.consent.findMany({ where: { personId: owner } })).toEqual([
    expect.objectContaining({ kind: "offer", version: "1", given: true, messageId: "7" }),
  ]);
});

it("undoes an order whose turn failed, its reservation with it", async () => {
  await promo({ maxUses: 1 });
  const owner = await shop.owner();
  const turn = transact(core, async (core) => {
    await createOrder(core, owner, { ...wishOf(), promo: code });
    throw new Error("the turn failed");
  });
  await expect(turn).rejects.toThrow("the turn failed");
  expect(await used("reserved")).toBe(0);
});

/** An owner with three sessions. */
async function bought() {
  const owner = await shop.owner();
  const { link } = await shop.order(owner, { package: "bundle-3" });
  await bank.press(await shop.go(link), "pay");
  const [entitlement] = await myEntitlements(core, owner);
  if (!entitlement) throw new Error("nothing was granted");
  return { owner, entitlement };
}

it("takes the last session once, however many consultations want it", async () => {
  const { owner, entitlement } = await bought();
  const wants = Array.from({ length: 8 }, () => consume(core, entitlement.id, randomUUID(), owner));
  const kinds = (await Promise.all(wants)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "ok")).toHaveLength(3);
  expect(kinds.filter((kind) => kind === "none_left")).toHaveLength(5);
  expect(await myEntitlements(core, owner)).toMatchObject([{ total: 3, remaining: 0, usable: false }]);
  const entry = {
    key: `consume:${randomUUID()}`,
    entitlementId: entitlement.id,
    kind: "consume",
    delta: -1,
  } as const;
  await expect(db.entitlementEntry.create({ data: { ...entry, at: core.clock.now() } })).rejects.toThrow(
    "nothing left",
  );
});

it("takes and gives back a session once for a consultation", async () => {
  const { owner, entitlement } = await bought();
  const consultation = randomUUID();
  const take = () => consume(core, entitlement.id, consultation, owner);
  expect(await Promise.all([take(), take()])).toEqual([{ kind: "ok" }, { kind: "ok" }]);
  expect(await shop.sessions(owner)).toBe(2);
  expect(await consume(core, entitlement.id, randomUUID(), await shop.owner())).toEqual({
    kind: "not_yours",
  });

  await shop.pass(89 * DAY);
  expect(await giveBack(core, consultation)).toEqual({
    kind: "ok",
    entitlement: entitlement.id,
    expiresAt: later(7 * DAY),
  });
  expect(await giveBack(core, consultation)).toEqual({ kind: "already" });
  expect(await giveBack(core, randomUUID())).toEqual({ kind: "nothing_taken" });
  expect(await shop.sessions(owner)).toBe(3);
  await shop.pass(8 * DAY);
  expect(await consume(core, entitlement.id, randomUUID(), owner)).toMatchObject({ kind: "expired" });
});

it("shows an owner's orders, and forgets who paid when the account goes", async () => {
  const owner = await shop.owner();
  const { link, id } = await shop.order(owner);
  expect(await myOrders(core, owner)).toMatchObject([{ state: "open", link, payer: { firstName: "Anna" } }]);
  const row = await db.order.findUniqueOrThrow({ where: { id } });
  expect(Buffer.from(row.payer ?? []).toString("latin1")).not.toContain("Petrova");
  await forgetPayer(core, owner);
  expect(await myOrders(core, owner)).toMatchObject([{ state: "cancelled", payer: undefined }]);
});
