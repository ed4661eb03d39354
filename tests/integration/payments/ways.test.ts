import { afterAll, beforeAll, expect, it } from "vitest";
import { timers as housekeeping } from "../../../core/messaging/housekeeping.ts";
import { createOrder } from "../../../core/orders/create.ts";
import { answerPromo } from "../../../core/orders/promo.ts";
import { openJson } from "../../../core/platform/sealed.ts";
import type { PayerSession } from "../../../core/payments/sessions.ts";
import { CLINIC, DAY, MINUTE, openShop, wishOf, withWays } from "./shop.ts";

const shop = await openShop();
const { bank, core, db } = shop;
afterAll(() => shop.close());

beforeAll(async () => {
  const { id } = await db.package.findUniqueOrThrow({ where: { slug: "bundle-3" } });
  await db.packagePrice.create({ data: { packageId: id, currency: "EUR", amount: 1500 } });
  await withWays(shop, "without bank");
});

const bundle = { package: "bundle-3" };
const prices = (orderId: string) =>
  db.orderPrice.findMany({ where: { orderId }, orderBy: { currency: "asc" } });
const attempts = (orderId: string) =>
  db.paymentAttempt.findMany({
    where: { orderId },
    orderBy: { invoice: "asc" },
    select: { gateway: true, currency: true, amount: true, state: true },
  });
const read = async (address: string) => (await fetch(address)).text().then(plain);
const plain = (text: string) =>
  text
    .replaceAll(/<style>.*<\/style>/gs, "")
    .replaceAll(/[\u00a0\u202f]/g, " ")
    .replaceAll(/\s+/g, " ");

it("fixes an order's price in each currency: a percentage is taken off in all, a sum only in its own", async () => {
  await db.promoCode.create({ data: { code: "TENTH", kind: "percent", value: 10 } });
  await db.promoCode.create({ data: { code: "LESS", kind: "amount", value: 9999, currency: "RUB" } });
  const owner = await shop.owner();
  const tenth = await shop.order(owner, { ...bundle, promo: "TENTH" });
  const less = await shop.order(owner, { ...bundle, promo: "LESS" });
  await db.packagePrice.updateMany({ where: { currency: "EUR" }, data: { amount: 9900 } });
  expect(await prices(tenth.id)).toMatchObject([
    { currency: "EUR", listAmount: 1500, discount: 150, amount: 1350 },
    { currency: "RUB", listAmount: 129_999, discount: 13_000, amount: 116_999 },
  ]);
  expect(await prices(less.id)).toMatchObject([
    { currency: "EUR", discount: 0, amount: 1500 },
    { currency: "RUB", discount: 9999, amount: 120_000 },
  ]);
  await db.packagePrice.updateMany({ where: { currency: "EUR" }, data: { amount: 1500 } });
  await expect(db.orderPrice.updateMany({ data: { discount: 1 } })).rejects.toThrow("append-only");
  const amount = { listAmount: 1, discount: 0, amount: 1 };
  await expect(db.order.update({ where: { id: less.id }, data: amount })).rejects.toThrow("never changed");
});

it("asks for nothing but a price of the order, whoever writes the attempt", async () => {
  const { id } = await shop.order(await shop.owner(), bundle);
  const at = core.clock.now();
  const times = { createdAt: at, changedAt: at, expiresAt: at };
  const write = (currency: string, amount: number) =>
    db.paymentAttempt.create({
      data: { ...times, id: core.ids(), orderId: id, gateway: "stripe", currency, amount },
    });
  await expect(write("EUR", 1499)).rejects.toThrow();
  await expect(write("USD", 1500)).rejects.toThrow();
  await write("EUR", 1500);
});

it("gives a code's discounts while its budget lasts, also to those who order at once", async () => {
  const money = { kind: "percent", value: 10, currency: "RUB", budget: 3 * 4990 } as const;
  await db.promoCode.create({ data: { code: "BUDGET", ...money } });
  const owners = await Promise.all(Array.from({ length: 6 }, () => shop.owner()));
  const made = await Promise.all(
    owners.map((owner) => createOrder(core, owner, { ...wishOf(), promo: "BUDGET" })),
  );
  expect(made.filter(({ kind }) => kind === "ordered")).toHaveLength(3);
  expect(made.filter((one) => one.kind === "promo" && one.reason.kind === "used_up")).toHaveLength(3);
  const late = await shop.order(await shop.owner());
  const use = { orderId: late.id, code: "BUDGET", ownerId: await shop.owner(), state: "reserved" } as const;
  await db.promoCode.update({ where: { code: "BUDGET" }, data: { budget: 1 } });
  const discounted = await db.order.findFirstOrThrow({ where: { promoUse: { code: "BUDGET" } } });
  await db.promoUse.update({ where: { orderId: discounted.id }, data: { state: "released" } });
  const again = { where: { orderId: discounted.id }, data: { state: "reserved" as const } };
  await expect(db.promoUse.update(again)).rejects.toThrow("its budget is spent");
  // An order without a discount costs the budget nothing more, but it is overrun as it is.
  await expect(db.promoUse.create({ data: { ...use, expiresAt: late.expiresAt } })).rejects.toThrow(
    "its budget is spent",
  );
});

it("keeps a clinic's code to its own packages", async () => {
  await db.promoCode.create({ data: { code: "OURS", kind: "percent", value: 10, clinicId: CLINIC } });
  expect((await shop.order(await shop.owner(), { promo: "OURS" })).amount).toBe(44_910);
  const wish = { code: "OURS", owner: "", currency: "RUB", price: 1 };
  const other = { slug: "consultation", clinic: core.ids() };
  expect(await answerPromo(core, { ...wish, package: other })).toEqual({ kind: "other_package" });
});

it("shows the ways that work for the order, the sums where they differ, and what to do about those that do not", async () => {
  const { link } = await shop.order(await shop.owner(), bundle);
  const all = await read(`${link}?lang=en`);
  for (const words of [
    "Card of a Russian bank: Mir, Visa or Mastercard · ₽1,299.99",
    "Visa or Mastercard of a bank in another country · €15",
    'value="russian-card.RUB" checked',
    "UnionPay",
    "Abkhazia",
    "Go on to payment",
    `value="${link}"`,
    "https://t.me/share/url?url=",
    "https://t.me/owner_bot?start=pay_",
  ])
    expect(all).toContain(words);
  // Neither set up (ZarinPal), nor possible without bank details.
  expect(all).not.toContain("Iranian");
  expect(all).not.toContain("Bank transfer in roubles");

  const single = await shop.order(await shop.owner());
  const kazakh = await read(`${single.link}?lang=ru&country=KZ`);
  expect(kazakh).not.toContain("UnionPay");
  expect(kazakh).toContain("Сейчас такие карты не принимаются");
  expect(kazakh).toContain("Картой такой страны здесь сейчас не заплатить");
  expect(kazakh).toContain("Заплатит другой человек");
  expect(kazakh).not.toContain("Оплатить 499");
  const belarus = await read(`${single.link}?lang=ru&country=BY`);
  expect(belarus).toContain('value="mir-abroad.RUB" checked');
  expect(belarus).toContain("Оплатить 499 ₽");
});

it("lets pay with a gateway that no way of the catalogue names", async () => {
  const kept = await db.wayToPay.findMany();
  await db.wayToPay.deleteMany();
  const { link } = await shop.order(await shop.owner());
  expect(await read(link)).toContain("Оплатить 499 ₽");
  expect(await shop.go(link)).toMatch(/^\d+$/);
  await db.wayToPay.createMany({
    data: kept.map(({ advice, otherwise, title, ...way }) => ({
      ...way,
      title: title ?? {},
      ...(advice && { advice }),
      ...(otherwise && { otherwise }),
    })),
  });
});

it("pays in the currency chosen, and freezes a session's price in it", async () => {
  const owner = await shop.owner();
  const { link, id } = await shop.order(owner, bundle);
  bank.faults.drop = 1;
  await bank.press(await shop.go(link, "", "foreign-card.EUR"), "pay");
  await shop.pass(MINUTE);
  expect([await shop.state(id), await attempts(id)]).toEqual([
    "paid",
    [{ gateway: "stripe", currency: "EUR", amount: 1500, state: "captured" }],
  ]);
  expect(await db.entitlement.findUniqueOrThrow({ where: { orderId: id } })).toMatchObject({
    currency: "EUR",
    sessionAmount: 500,
  });
});

it("replaces the attempt when another way is chosen, and refunds in its own currency what was paid twice", async () => {
  const owner = await shop.owner();
  const { link, id, number } = await shop.order(owner, bundle);
  const roubles = await shop.go(link, "", "russian-card.RUB");
  expect(await shop.go(link, "", "russian-card.RUB")).toBe(roubles);
  const euros = await shop.go(link, "", "foreign-card.EUR");
  expect((await attempts(id)).map(({ state }) => state)).toEqual(["expired", "pending"]);
  // In the first tab, whose form is still open: the money is honoured.
  await bank.press(roubles, "pay");
  expect(await shop.state(id)).toBe("paid");
  bank.faults.drop = 1;
  await bank.press(euros, "pay");
  for (const wait of [MINUTE, MINUTE, 5 * MINUTE]) await shop.pass(wait);
  expect((await attempts(id)).map(({ state }) => state)).toEqual(["captured", "refunded"]);
  expect(await shop.notices(owner)).toContainEqual({
    kind: "orderRefunded",
    order: number,
    amount: 1500,
    currency: "EUR",
    reason: "paid_twice",
    way: "card",
  });
});

it("asks how the first attempt stands before it opens a second: who has paid is not asked to pay again", async () => {
  const { link, id } = await shop.order(await shop.owner(), bundle);
  bank.faults.drop = 1;
  await bank.press(await shop.go(link, "", "russian-card.RUB"), "pay");
  const body = new URLSearchParams({ email: "", choice: "foreign-card.EUR" });
  const sent = await fetch(`${link}/pay`, { method: "POST", body, redirect: "manual" });
  expect([sent.status, sent.headers.get("location")?.includes("/p/")]).toEqual([303, true]);
  expect([await shop.state(id), (await attempts(id)).length]).toEqual(["paid", 1]);
});

it("asks to choose anew where a way is gone, and keeps what was typed", async () => {
  const { link, id } = await shop.order(await shop.owner(), bundle);
  const body = new URLSearchParams({ email: "relative@example.com", choice: "foreign-card.USD" });
  const sent = await fetch(`${link}/pay?lang=en`, { method: "POST", body });
  expect(sent.status).toBe(422);
  const text = plain(await sent.text());
  expect(text).toContain("This way cannot be used just now");
  expect(text).toContain('value="relative@example.com"');
  expect(await attempts(id)).toEqual([]);
});

it("keeps from where an attempt is paid, sealed, and forgets it after its term", async () => {
  const { link, id } = await shop.order(await shop.owner());
  await fetch(`${link}/pay`, {
    method: "POST",
    body: new URLSearchParams({ email: "" }),
    headers: { "user-agent": "Old Phone/1.0" },
    redirect: "manual",
  });
  const of = { where: { attempt: { orderId: id } } };
  const trace = await db.payerSession.findFirstOrThrow(of);
  expect(Buffer.from(trace.sealed).toString("latin1")).not.toContain("Old Phone");
  const kept = openJson<PayerSession>(core.keys, `payer_session:${trace.id}`, trace.sealed);
  expect(kept).toEqual({ address: expect.stringContaining("127.0.0.1"), device: "Old Phone/1.0" });
  const tidy = (days: number) =>
    housekeeping["housekeeping"]?.(core, {}, new Date(trace.at.getTime() + days * DAY));
  await tidy(180);
  expect(await db.payerSession.count(of)).toBe(1);
  await tidy(181);
  expect(await db.payerSession.count(of)).toBe(0);
});
