import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { telegram, type TelegramPaymentSettings } from "../../../../core/payments/telegram/gateway.ts";
import { startTelegram } from "../../../../sandbox/telegram/server.ts";
import { createClock } from "../../../../sandbox/clock.ts";
import { testCore } from "../../../support/core.ts";
import { testDatabase } from "../../../support/database.ts";

const { db, drop } = await testDatabase();
const simulated = await startTelegram({ clock: createClock(), strict: true });
const BOT = "4200000001:owner-bot-of-a-test";
simulated.addBot(BOT, { username: "pawline_bot", first_name: "Pawline" });
afterAll(async () => {
  await simulated.close();
  await drop();
});

const settings: TelegramPaymentSettings = {
  apiRoot: simulated.url,
  botToken: BOT,
  providerToken: "381764678:TEST:12345",
  linkOrigin: simulated.url,
  currencies: ["RUB"],
  receipts: undefined,
};
const over = (fetch: typeof globalThis.fetch, more: Partial<TelegramPaymentSettings> = {}) =>
  telegram(testCore(db), { ...settings, ...more }, fetch);
const gateway = over(globalThis.fetch);

const KEY = "6b7dd6ff-8b2b-4d5b-8f93-5d0f7f1f4a55";
const money = { amount: 49_950, currency: "RUB" };
const checkout = {
  key: KEY,
  invoice: 7n,
  money,
  description: `Консультация ветеринара по видеосвязи ${"🐈".repeat(300)}`,
  receipt: [
    { name: "Консультация «Лапа»", sum: 49_900 },
    { name: "Ещё одна", sum: 50 },
  ],
  email: "anna@example.com",
  locale: "ru",
  returnUrl: "https://pawline.example.com/p/token/return",
  expiresAt: new Date("2026-11-23T12:30:00Z"),
  hold: false,
};

const fields = z.record(z.string(), z.unknown());

/** What the API is asked, when it is asked to make an invoice. */
async function asked(receipts?: TelegramPaymentSettings["receipts"]) {
  const requests: Record<string, unknown>[] = [];
  const gateway = over(
    async (url, init) => {
      requests.push(fields.parse(await new Request(url, init).json()));
      return fetch(url, init);
    },
    { receipts },
  );
  const opened = await gateway.createCheckout(checkout);
  return { opened, request: requests[0] ?? {} };
}

describe("the payment port: telegram", () => {
  it("makes an invoice for exactly the sum, whose every link is the same payment", async () => {
    const { opened, request } = await asked();
    if (!("ok" in opened)) throw new Error("it did not open");
    expect(opened.ok).toMatchObject({ ref: KEY, expiresAt: checkout.expiresAt });
    expect(new URL(opened.ok.url).origin).toBe(gateway.origin);
    expect(await gateway.createCheckout(checkout)).toMatchObject({ ok: { ref: KEY } });
    const made = simulated.world.invoices.get(new URL(opened.ok.url).pathname.slice(1));
    expect(made).toMatchObject({ payload: KEY, total_amount: money.amount, currency: "RUB" });
    expect(Array.from(String(request["title"]))).toHaveLength(32);
    expect(Array.from(String(request["description"]))).toHaveLength(255);
    expect(request).not.toHaveProperty("provider_data");
    expect(JSON.stringify(request)).not.toContain("anna@");
  });

  it("has YooKassa make the receipt, for the address that Telegram asks for", async () => {
    const { request } = await asked({ vat: 1, taxSystem: 2 });
    expect(request).toMatchObject({ need_email: true, send_email_to_provider: true });
    const line = {
      quantity: "1.00",
      vat_code: 1,
      payment_mode: "full_prepayment",
      payment_subject: "service",
    };
    expect(JSON.parse(String(request["provider_data"]))).toEqual({
      receipt: {
        tax_system_code: 2,
        items: [
          { ...line, description: "Консультация «Лапа»", amount: { value: "499.00", currency: "RUB" } },
          { ...line, description: "Ещё одна", amount: { value: "0.50", currency: "RUB" } },
        ],
      },
    });
    expect(simulated.world.violations).toEqual([]);
  });

  it.each([
    ["a provider that is not connected", { providerToken: "none" }, "payment_provider_invalid"],
    ["a bot that is none", { botToken: "4200000001:somebody-else" }, "error_401"],
  ])("is refused with %s", async (_name, wrong, declined) => {
    expect(await over(fetch, wrong).createCheckout(checkout)).toEqual({ declined });
  });

  it.each<[string, () => Promise<Response>]>([
    ["nobody answers", () => Promise.reject(new DOMException("timed out", "TimeoutError"))],
    ["it answers 500", () => Promise.resolve(new Response("oops", { status: 500 }))],
    ["a proxy answers", () => Promise.resolve(new Response("<html>Bad gateway</html>", { status: 502 }))],
    [
      "it is asked too often",
      () =>
        Promise.resolve(
          Response.json({ ok: false, error_code: 429, description: "Too Many Requests" }, { status: 429 }),
        ),
    ],
    [
      "the link leads elsewhere",
      () => Promise.resolve(Response.json({ ok: true, result: "https://x.example/$a" })),
    ],
  ])("opens nothing and says that it does not know when %s", async (_name, answer) => {
    let endless = 0;
    const line: typeof fetch = (_url, init) => {
      if (!init?.signal) endless += 1;
      return answer();
    };
    expect(await over(line).createCheckout(checkout)).toEqual({ unknown: true });
    expect(endless).toBe(0);
  });

  it("has no money before it is paid, and gives nothing back by itself", async () => {
    for (const ref of [KEY, "nonsense", ""])
      expect(await gateway.fetchState(ref)).toEqual({ ok: { state: "absent" } });
    const byHand = { declined: "by_hand" };
    expect(await gateway.refund(KEY, money, "key")).toEqual(byHand);
    expect(await gateway.fetchRefund(KEY)).toEqual(byHand);
    expect(await gateway.capture(KEY, money, "key")).toEqual(byHand);
    expect(await gateway.void(KEY, "key")).toEqual(byHand);
    expect(
      gateway.parseNotification({ method: "POST", query: "", body: "{}", headers: {}, ip: "" }),
    ).toMatchObject({ reject: "malformed" });
  });
});
