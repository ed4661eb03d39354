import { afterAll, expect, it } from "vitest";
import { robokassa } from "../../../core/payments/gateways/robokassa.ts";
import { staffChat } from "./administrator.ts";
import { DAY, HOUR, MINUTE, openShop } from "./shop.ts";

const shop = await openShop({}, "test");
const { bank, core, db, settings } = shop;
afterAll(() => shop.close());

it("opens the form and takes the notification, but gives nothing for a payment nobody confirms", async () => {
  const admin = await staffChat(core, "administrator");
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  await bank.press(invoice, "pay");
  const [payment] = bank.payments();
  expect(payment).toMatchObject({ test: true, notices: [{ outcome: "accepted" }] });
  expect(await db.paymentNotification.count({ where: { verdict: "accepted" } })).toBe(1);

  for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY]) await shop.pass(wait);
  expect([await shop.state(order.id), await shop.sessions(owner)]).toEqual(["cancelled", 0]);
  expect(await shop.balances()).toEqual({});
  // That the notification arrived is seen by those who try it.
  const [notice, ...more] = await admin.look();
  expect(more).toEqual([]);
  expect(notice?.text).toContain(`Order ${order.number}, ₽499: the payment service told us that it is paid`);
  await admin.press(notice, "Settled");
  await shop.pass(3 * DAY);
  expect(await admin.look()).toEqual([]);
});

it("does not take a test payment for a real one, when the service is out of test mode again", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  await bank.press(invoice, "pay");
  expect(await shop.gateway.fetchState(invoice)).toEqual({ unknown: true });

  const real = robokassa({
    ...settings,
    test: false,
    password1: "first-password",
    password2: "second-password",
  });
  expect(await real.fetchState(invoice)).toEqual({ ok: { state: "absent" } });
  shop.replace(real);
  await shop.pass(DAY);
  expect([await shop.state(order.id), await shop.sessions(owner)]).toEqual(["cancelled", 0]);
});
