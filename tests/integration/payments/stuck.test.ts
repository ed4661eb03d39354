import { suspended } from "../../../core/payments/suspense.ts";
import { afterAll, afterEach, expect, it } from "vitest";
import { drainPayments } from "../../../core/payments/drain.ts";
import type { PaymentGateway, Snapshot } from "../../../core/payments/gateway.ts";
import { staffChat, type Told } from "./administrator.ts";
import { DAY, HOUR, MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
const { bank, core, db, gateway } = shop;
afterAll(() => shop.close());

const admin = await staffChat(core, "administrator");
const second = await staffChat(core, "administrator");
const vet = await staffChat(core, "vet");

afterEach(async () => {
  bank.resetFaults();
  shop.replace(gateway);
  await nothingWaits();
  await second.look();
});

/** Each test settles what it made. */
async function nothingWaits(): Promise<void> {
  expect(texts(await admin.command("money"))).toEqual([
    "All payments are in order, there is nothing to decide.",
  ]);
}

const texts = (told: readonly Told[]) => told.map(({ text }) => text);
const seeing = (snapshot: Snapshot): PaymentGateway => ({
  ...gateway,
  fetchState: () => Promise.resolve({ ok: snapshot }),
});
const odd = seeing({ state: "captured", money: { amount: 49_800, currency: "RUB" } });

/** The hour in which the reconciler looks often. */
async function anHour(): Promise<void> {
  for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]) await shop.pass(wait);
}

async function opened() {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  // Gateways that answer here what is not so would differ from the books of all that was paid before.
  await db.paymentTask.deleteMany({ where: { kind: "compare" } });
  return { owner, order, invoice };
}

it("tells of a refund that does not succeed; asked again when the cause is mended, it goes through", async () => {
  const { order, owner, invoice } = await opened();
  await shop.pass(31 * MINUTE);
  const other = await shop.go(order.link);
  await bank.press(invoice, "pay");
  shop.replace({ ...gateway, refund: () => Promise.resolve({ declined: "no_password3" }) });
  await bank.press(other, "pay");
  await shop.drain();
  const [notice] = await admin.look();
  expect(notice?.text).toContain(`Order ${order.number}: a payment of ₽499 has to go back`);
  expect(notice?.text).toContain("the password for refunds is not set");

  // Too early: it is told again.
  await admin.press(notice, "Ask once more");
  await shop.drain();
  expect(texts(await admin.look())).toEqual([notice?.text]);

  shop.replace(gateway);
  expect(texts(await second.press(notice, "Ask once more"))[0]).toContain("asking the payment service");
  await anHour();
  expect(await admin.look()).toEqual([]);
  expect(bank.payments().find(({ invId }) => invId === other)?.refunds).toHaveLength(1);
  expect((await shop.notices(owner)).map(({ kind }) => kind)).toEqual(["orderPaid", "orderRefunded"]);
  await shop.audit();
});

it("books a refund that a person made at the gateway, when asked once more", async () => {
  const { order, invoice } = await opened();
  await shop.pass(31 * MINUTE);
  const other = await shop.go(order.link);
  await bank.press(invoice, "pay");
  shop.replace({ ...gateway, refund: () => Promise.resolve({ declined: "refused" }) });
  await bank.press(other, "pay");
  await shop.drain();
  const [notice] = await admin.look();
  shop.replace(gateway);
  await gateway.refund(other, { amount: 49_900, currency: "RUB" }, "by hand");
  await admin.press(notice, "Ask once more");
  await anHour();
  expect(bank.payments().find(({ invId }) => invId === other)?.refunds).toHaveLength(1);
  await shop.audit();
});

it("tells of a payment that the gateway announced and does not confirm, and goes on looking", async () => {
  const { order, owner, invoice } = await opened();
  shop.replace(seeing({ state: "absent" }));
  await bank.press(invoice, "pay");
  for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE]) await shop.pass(wait);
  expect(await admin.look()).toEqual([]);
  await shop.pass(HOUR);
  const [notice, ...more] = await admin.look();
  expect(more).toEqual([]);
  expect(notice?.text).toContain("told us that it is paid");
  for (let day = 0; day < 3; day++) await shop.pass(DAY);
  expect(await admin.look()).toEqual([]);

  shop.replace(gateway);
  await shop.pass(DAY);
  expect([await shop.state(order.id), await shop.sessions(owner)]).toEqual(["paid", 1]);
  await shop.audit();
});

it("tells of a gateway that refuses to answer, and asks again on request", async () => {
  const { order, invoice } = await opened();
  shop.replace({ ...gateway, fetchState: () => Promise.resolve({ declined: "result_1" }) });
  bank.faults.drop = 1;
  await bank.press(invoice, "pay");
  await anHour();
  const [notice, ...more] = await admin.look();
  expect(more).toEqual([]);
  expect(notice?.text).toContain("(code result_1)");
  shop.replace(gateway);
  await admin.press(notice, "Ask once more");
  await shop.drain();
  expect(await shop.state(order.id)).toBe("paid");
});

it("tells once of a cause that many payments share, and lists them all", async () => {
  const all = [await opened(), await opened(), await opened()];
  shop.replace({ ...gateway, fetchState: () => Promise.resolve({ declined: "result_1" }) });
  await anHour();
  expect(await admin.look()).toHaveLength(1);
  expect(await admin.command("money")).toHaveLength(all.length);
  // Answered again, and nobody had paid: nothing is left to look at once their time is over.
  shop.replace(gateway);
  for (const { invoice } of all) await bank.press(invoice, "decline");
  await shop.pass(DAY);
});

it("asks later when the gateway is not set up for a while", async () => {
  const { order, invoice } = await opened();
  bank.faults.drop = 1;
  await bank.press(invoice, "pay");
  core.clock.advance(DAY);
  await drainPayments(core, {});
  expect(await admin.look()).toEqual([]);
  await shop.pass(DAY);
  expect(await shop.state(order.id)).toBe("paid");
});

it("says nothing of a payment that nobody made", async () => {
  await opened();
  for (let day = 0; day < 3; day++) await shop.pass(DAY);
  expect(await admin.look()).toEqual([]);
});

it("tells every administrator of an odd sum, once, with what finds it and nobody's name", async () => {
  const { order, invoice } = await opened();
  shop.replace(odd);
  await bank.press(invoice, "pay");
  await anHour();

  const [notice, ...more] = await admin.look();
  expect(more).toEqual([]);
  expect(notice?.text).toContain(`Order ${order.number}: ₽498 came instead of ₽499.`);
  expect(notice?.text).toContain(`Payment ${invoice} at Robokassa`);
  expect(notice?.text).not.toMatch(/Anna|Petrova|9990001122|example\.com/);
  expect(texts(await second.look())).toEqual([notice?.text]);
  expect(await vet.look()).toEqual([]);

  // Asking again cannot make it the right sum.
  expect(notice?.menu.flat().map(({ label }) => label)).toEqual(["❓ Odd sums", "Settled"]);
  const [list] = await admin.command("money");
  expect(list).toEqual(notice);
  await admin.pressData(`money:check:${await attempt(order.id)}:again`);
  expect(texts(await admin.command("money"))).toEqual([notice?.text]);

  // They see it among the odd sums, and that a cashier decides.
  const seen = await admin.press(notice, "❓ Odd sums");
  expect(seen[0]).toMatchObject({
    text: expect.stringContaining(`Order ${order.number}, asked for`),
    menu: [],
  });
  expect(texts(seen).at(-1)).toMatch(/^A cashier decides about these/);

  // Sent back in the gateway's own pages: the books say so, and the owner is told; no cashier sends it once more.
  const before = (await shop.balances())["suspense"] ?? 0;
  expect(texts(await admin.press(notice, "Settled"))).toEqual([
    `✅ Order ${order.number}: settled, no more reminders.`,
  ]);
  expect((await shop.balances())["suspense"]).toBe(before + 49_800);
  expect(await suspended(shop.core, 9)).toEqual([]);
  const { ownerId } = await db.order.findUniqueOrThrow({ where: { id: order.id } });
  expect((await shop.notices(ownerId)).at(-1)).toMatchObject({ kind: "orderRefunded", amount: 49_800 });
  expect(texts(await second.press(notice, "Settled"))).toEqual(["This has been dealt with already."]);
});

const attempt = async (orderId: string) =>
  (await db.paymentAttempt.findFirstOrThrow({ where: { orderId } })).id;

it("keeps an odd sum on the list when its notification comes after the look", async () => {
  const { order, invoice } = await opened();
  shop.replace(odd);
  bank.faults.delayMs = 2 * MINUTE;
  await bank.press(invoice, "pay");
  await shop.pass(MINUTE);
  const [notice] = await admin.look();
  expect(notice?.text).toContain("came instead of");
  // The first notification of this payment: accepted, and its state is known already.
  await shop.pass(2 * MINUTE);
  expect(await db.paymentNotification.count({ where: { eventKey: `result:${invoice}` } })).toBe(1);
  expect(texts(await admin.command("money"))).toEqual([notice?.text]);
  expect(await shop.sessions((await db.order.findUniqueOrThrow({ where: { id: order.id } })).ownerId)).toBe(
    0,
  );
  await admin.press(notice, "Settled");
});

it("shows the list to administrators alone, and takes nothing from forged buttons", async () => {
  for (const turn of [() => vet.command("money"), () => vet.pressData("money-list")]) {
    expect(texts(await turn())).toEqual([expect.stringContaining("for another role")]);
  }
  for (const data of ["money", "money:check", "money:check:x:done", "money:else:1:again"]) {
    expect(texts(await admin.pressData(data))).toEqual([expect.stringContaining("does nothing any more")]);
  }
  const nobody = "3f0f6f5e-8f0b-4c7e-9a55-0d6c4a1f1a11";
  expect(texts(await admin.pressData(`money:refund:${nobody}:done`))).toEqual([
    "This has been dealt with already.",
  ]);
});
