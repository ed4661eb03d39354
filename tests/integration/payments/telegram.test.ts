import { createServer } from "node:http";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { drainPayments } from "../../../core/payments/drain.ts";
import type { Gateways } from "../../../core/payments/gateway.ts";
import { startPayment } from "../../../core/payments/start.ts";
import { telegram } from "../../../core/payments/telegram/gateway.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { botIntake } from "../../../webhooks/telegram/intake.ts";
import { telegramWebhooks } from "../../../webhooks/telegram/route.ts";
import { setWebhook } from "../../../webhooks/telegram/set-webhook.ts";
import { OWNER, startRig, type Rig } from "../telegram-server/support.ts";
import { staffChat } from "./administrator.ts";
import { listen, shut } from "./gateways/ear.ts";
import { DAY, MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
const { core, db, bank } = shop;
const SECRET = "a-secret";
const PATH = "/webhooks/telegram/telegram";
const app = express();
const server = createServer(app);
const stopping = new AbortController();
let rig: Rig;
let gateways: Gateways;
let door: string;

const settings = () => ({
  apiRoot: rig.telegram.url,
  botToken: OWNER,
  providerToken: "381764678:TEST:12345",
  currencies: ["RUB"],
  linkOrigin: rig.telegram.url,
  receipts: { vat: 1, taxSystem: 2 },
});

beforeAll(async () => {
  rig = await startRig();
  const intake = botIntake(
    core,
    { channel: "telegram", token: OWNER, root: rig.telegram.url },
    { log: silentLog, metrics: createMetrics() },
  );
  app.use(telegramWebhooks([{ path: PATH, secret: SECRET, intake }]));
  door = `${await listen(server)}${PATH}`;
  await setWebhook(intake, { url: door, secret: SECRET }, silentLog, stopping.signal);
  gateways = { telegram: telegram(core, settings()), robokassa: shop.gateway };
});
afterAll(async () => {
  stopping.abort();
  await rig.close();
  await Promise.all([shop.close(), shut(server)]);
});

const drain = () => drainPayments(core, gateways);
const pass = async (ms: number) => {
  await shop.pass(ms);
  await drain();
};

let payers = 500;
/** Somebody with Telegram in English; the owner of the order is another. */
async function payer(language = "en") {
  const person = await rig.sandbox.person({
    id: ++payers,
    first_name: "Boris",
    language_code: language,
  });
  return async (link: string, decline = false) => {
    const { paid } = await person.at("owner_bot").act("pay", { link, decline });
    if (!paid) throw new Error("nothing was paid");
    return paid;
  };
}

/** An order, and its invoice in Telegram as the payment page leads to it. */
async function invoiced() {
  const owner = await shop.owner();
  const { id, link, number } = await shop.order(owner);
  const token = link.slice(link.lastIndexOf("/") + 1);
  const open = async () => {
    const started = await startPayment(core, gateways, token);
    if (started.kind !== "redirect") throw new Error(`not opened: ${started.kind}`);
    return started.url;
  };
  const invoice = await open();
  const attempt = await db.paymentAttempt.findFirstOrThrow({ where: { orderId: id } });
  return { owner, id, link, number, open, invoice, attempt };
}

let updates = 1;
/** Telegram tells of a payment, as it does when it had been allowed before. */
async function told(attempt: string, charge: string, total_amount = 49_900, currency = "RUB") {
  const user = { id: 7, is_bot: false, first_name: "Anna" };
  const successful_payment = {
    currency,
    total_amount,
    invoice_payload: attempt,
    telegram_payment_charge_id: charge,
    provider_payment_charge_id: `provider-${charge}`,
  };
  const chat = { id: 7, type: "private", first_name: "Anna" };
  const response = await fetch(door, {
    method: "POST",
    headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET },
    body: JSON.stringify({
      update_id: ++updates,
      message: { message_id: updates, date: 1, chat, from: user, successful_payment },
    }),
  });
  expect(response.status).toBe(200);
  await drain();
}

const stuckRefunds = (orderId: string) =>
  db.paymentTask.findMany({ where: { kind: "refund", stuck: "by_hand", attempt: { orderId } } });

it("gives the order for what anybody paid in Telegram, and asks nobody anything in the chat", async () => {
  const { owner, id, invoice, attempt } = await invoiced();
  const pay = await payer();
  expect((await pay(invoice)).ok).toBe(true);
  await drain();
  expect([await shop.state(id), await shop.sessions(owner)]).toEqual(["paid", 1]);
  expect(await db.telegramPayment.findMany()).toMatchObject([{ attemptId: attempt.id, amount: 49_900 }]);
  expect((await shop.balances())["clearing:telegram"]).toBe(49_900);
  expect(await db.inbox.count()).toBe(0);
  await expect(db.telegramPayment.deleteMany()).rejects.toThrow("append-only");
});

it("credits a payment once, however often Telegram tells of it", async () => {
  const { id, owner, attempt } = await invoiced();
  await Promise.all([told(attempt.id, "once"), told(attempt.id, "once")]);
  await told(attempt.id, "once");
  expect([await shop.state(id), await shop.sessions(owner)]).toEqual(["paid", 1]);
  expect(await db.paymentAttempt.count({ where: { orderId: id } })).toBe(1);
  expect(await stuckRefunds(id)).toEqual([]);
});

it("lets nobody pay again what is paid, in their language", async () => {
  const { invoice } = await invoiced();
  expect((await (await payer())(invoice)).ok).toBe(true);
  const [english, russian, german] = [await payer("en"), await payer("ru"), await payer("de")];
  const no = "This order is already paid, nothing more is needed. Your money was not taken.";
  // Also before the payment is settled.
  expect(await english(invoice)).toEqual({ ok: false, error: no });
  await drain();
  expect(await german(invoice)).toEqual({ ok: false, error: no });
  expect(await russian(invoice)).toMatchObject({
    error: "Заказ уже оплачен, больше ничего не нужно. Деньги не списаны.",
  });
});

it("sends back by hand what two people paid at once, and says where it is found", async () => {
  const admin = await staffChat(core, "administrator");
  const { id, owner, number, attempt } = await invoiced();
  await told(attempt.id, "first");
  await told(attempt.id, "second");
  expect([await shop.state(id), await shop.sessions(owner)]).toEqual(["paid", 1]);
  const [refund] = await stuckRefunds(id);
  expect(refund).toMatchObject({ amount: 49_900, doneAt: null });
  const [notice] = await admin.look();
  const words = notice?.text.replaceAll("\u00a0", " ") ?? "";
  for (const part of [`Order ${number}`, "paid in Telegram", "provider-second", "@BotFather"])
    expect(words).toContain(part);
  const before = (await shop.balances())["clearing:telegram"] ?? 0;
  await admin.press(notice, "Settled");
  expect((await shop.balances())["clearing:telegram"]).toBe(before - 49_900);
});

it("lets nobody pay an order that is paid elsewhere meanwhile; what had been allowed goes back by hand", async () => {
  const { id, owner, link, invoice, attempt } = await invoiced();
  await bank.press(await shop.go(link), "pay");
  await pass(MINUTE);
  expect(await shop.state(id)).toBe("paid");
  expect(await (await payer())(invoice)).toMatchObject({ ok: false });
  await told(attempt.id, "too-late");
  expect(await stuckRefunds(id)).toHaveLength(1);
  expect(await shop.sessions(owner)).toBe(1);
});

it("lets nobody pay an invoice that another way to pay took the place of", async () => {
  const { link, invoice, id, open } = await invoiced();
  await shop.go(link);
  const pay = await payer();
  const no = {
    ok: false,
    error: expect.stringMatching(/^This invoice is out of date.*choose Telegram there/),
  };
  expect(await pay(invoice)).toEqual(no);
  expect(await db.telegramPayment.count({ where: { attempt: { orderId: id } } })).toBe(0);
  // Chosen again, it is another invoice, which may be paid.
  gateways = { telegram: telegram(core, settings()) };
  const anew = await open();
  gateways = { ...gateways, robokassa: shop.gateway };
  expect(await pay(invoice)).toEqual(no);
  expect((await pay(anew)).ok).toBe(true);
  await drain();
  expect(await shop.state(id)).toBe("paid");
});

it("lays another sum or currency aside, and lets nobody pay one", async () => {
  const { id, invoice, attempt } = await invoiced();
  const record = rig.telegram.world.invoices.get(new URL(invoice).pathname.slice(1));
  if (!record) throw new Error("no such invoice");
  record.total_amount = 499;
  expect(await (await payer())(invoice)).toMatchObject({ ok: false });
  await told(attempt.id, "odd", 499);
  expect([await shop.state(id), (await shop.balances())["suspense"]]).toEqual(["open", -499]);
  expect(await db.paymentTask.count({ where: { stuck: "odd_sum", attemptId: attempt.id } })).toBe(1);
  const other = await invoiced();
  await told(other.attempt.id, "dollars", 49_900, "USD");
  expect(await shop.state(other.id)).toBe("open");
});

it("lets nobody begin to pay too late, and honours whoever had begun", async () => {
  const [half, day] = [await invoiced(), await invoiced()];
  const pay = await payer();
  await pass(31 * MINUTE);
  expect(await pay(half.invoice)).toMatchObject({ error: expect.stringContaining("out of date") });
  await pass(2 * DAY);
  expect(await pay(day.invoice)).toMatchObject({ error: expect.stringContaining("no longer valid") });
  await told(day.attempt.id, "honoured");
  expect([await shop.state(half.id), await shop.state(day.id)]).toEqual(["cancelled", "paid"]);
});

it("has no money of who opened the invoice and whose bank said no", async () => {
  const { id, invoice } = await invoiced();
  const pay = await payer();
  expect(await pay(invoice, true)).toMatchObject({ ok: false });
  await drain();
  expect(await shop.state(id)).toBe("open");
  expect((await pay(invoice)).ok).toBe(true);
});

it.each(["", "nonsense", "00000000-0000-4000-8000-00000000dead"])(
  "knows no invoice by the payload %j, and writes nothing",
  async (payload) => {
    const before = await db.telegramPayment.count();
    await told(payload, `strange-${payload}`);
    expect(await db.telegramPayment.count()).toBe(before);
  },
);

it("charges nobody when the order cannot be looked at", async () => {
  const answers: unknown[] = [];
  const api = express().use(express.json(), (request, response) => {
    answers.push([request.path, request.body]);
    response.json({ ok: true, result: true });
  });
  const away = createServer(api);
  const broken = { ...core, db: new Proxy(db, { get: () => () => Promise.reject(new Error("away")) }) };
  const intake = botIntake(
    broken,
    { channel: "telegram", token: OWNER, root: await listen(away) },
    { log: silentLog, metrics: createMetrics() },
  );
  const from = { id: 7, is_bot: false, first_name: "Anna", language_code: "ru-RU" };
  const invoice_payload = "00000000-0000-4000-8000-00000000dead";
  const query = { id: "9", from, currency: "RUB", total_amount: 49_900, invoice_payload };
  await intake.accept([{ update_id: 1, pre_checkout_query: query }]);
  expect(answers).toEqual([
    [
      expect.stringMatching(/answerPreCheckoutQuery$/),
      {
        pre_checkout_query_id: "9",
        ok: false,
        error_message: expect.stringMatching(/^Сейчас не получается проверить заказ/),
      },
    ],
  ]);
  await shut(away);
});

it("asked Telegram for nothing that it does not know", () => {
  expect(rig.telegram.world.violations).toEqual([]);
});
