import { expect, it } from "vitest";
import { yookassa } from "../../../core/payments/gateways/yookassa.ts";

/** Answers below have every field that YooKassa's documentation shows, with invented values. */
const settings = {
  shopId: "100500",
  secretKey: "live_secret",
  apiRoot: "https://api.yookassa.ru/v3",
  formOrigin: "https://yoomoney.ru",
  vat: 1,
  taxSystem: 2,
  receiptEmail: undefined,
};

const PAYMENT = "2f3b588d-000f-5000-8000-1d6e87c7fbde";
const FORM = `https://yoomoney.ru/checkout/payments/v2/contract?orderId=${PAYMENT}`;
const rub = (value: string) => ({ value, currency: "RUB" });
const payment = (change: object) => ({
  id: PAYMENT,
  amount: rub("499.01"),
  description: "Консультация (12)",
  recipient: { account_id: "100500", gateway_id: "100700" },
  created_at: "2026-11-23T12:00:00.000Z",
  test: false,
  metadata: { attempt: "attempt", invoice: "7", email: "anna@example.com" },
  ...change,
});
const pending = payment({
  status: "pending",
  confirmation: {
    type: "redirect",
    confirmation_url: FORM,
  },
  paid: false,
  refundable: false,
});
const succeeded = payment({
  status: "succeeded",
  income_amount: rub("481.54"),
  payment_method: { type: "bank_card", id: PAYMENT, saved: false, card: { last4: "4477" } },
  captured_at: "2026-11-23T12:01:00.086Z",
  refunded_amount: rub("0.00"),
  paid: true,
  refundable: true,
  authorization_details: { rrn: "0", auth_code: "0", three_d_secure: { applied: true } },
});

/** YooKassa that gives these answers, one after another, and remembers what it was asked. */
function answering(...answers: unknown[]) {
  const asked: { url: string; headers: Headers; body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = (url, init) => {
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    asked.push({ url: typeof url === "string" ? url : "", headers: new Headers(init?.headers), body });
    return Promise.resolve(new Response(JSON.stringify(answers.shift())));
  };
  return { asked, gateway: yookassa(settings, fetch) };
}

const receipt = (sum: string, mode: string) => ({
  customer: { email: "anna@example.com" },
  tax_system_code: 2,
  items: [
    {
      description: "Консультация «Лапа»",
      quantity: "1.00",
      amount: rub(sum),
      vat_code: 1,
      payment_mode: mode,
      payment_subject: "service",
    },
  ],
});

it("asks for a payment as the documentation says", async () => {
  const { asked, gateway } = answering(pending);
  const outcome = await gateway.createCheckout({
    key: "attempt",
    invoice: 7n,
    money: { amount: 49_901, currency: "RUB" },
    description: "Консультация (12)",
    receipt: [{ name: "Консультация «Лапа»", sum: 49_901 }],
    email: "anna@example.com",
    locale: "ru",
    returnUrl: "https://pawline.example.com/p/token/return",
    expiresAt: new Date("2026-11-23T12:30:00Z"),
    hold: true,
  });
  expect(outcome).toMatchObject({ ok: { ref: PAYMENT, url: FORM } });
  expect(asked[0]?.url).toBe("https://api.yookassa.ru/v3/payments");
  expect(asked[0]?.headers.get("authorization")).toBe("Basic MTAwNTAwOmxpdmVfc2VjcmV0");
  expect(asked[0]?.headers.get("idempotence-key")).toBe("attempt");
  expect(asked[0]?.body).toEqual({
    amount: rub("499.01"),
    capture: false,
    confirmation: {
      type: "redirect",
      return_url: "https://pawline.example.com/p/token/return",
      locale: "ru_RU",
    },
    description: "Консультация (12)",
    metadata: { attempt: "attempt", invoice: "7", email: "anna@example.com" },
    receipt: receipt("499.01", "full_prepayment"),
  });
});

it("reads what was taken, the fee, and what went back", async () => {
  const { gateway } = answering(succeeded, { ...succeeded, refunded_amount: rub("499.01") });
  expect(await gateway.fetchState(PAYMENT)).toEqual({
    ok: { state: "captured", money: { amount: 49_901, currency: "RUB" }, refunded: 0, fee: 1747 },
  });
  expect(await gateway.fetchState(PAYMENT)).toEqual({ ok: { state: "returned" } });
});

it("reads a hold with its end", async () => {
  const held = { status: "waiting_for_capture", expires_at: "2026-11-30T12:00:00.000Z", paid: true };
  const { gateway } = answering(payment(held));
  expect(await gateway.fetchState(PAYMENT)).toEqual({
    ok: {
      state: "authorized",
      money: { amount: 49_901, currency: "RUB" },
      until: new Date("2026-11-30T12:00:00Z"),
    },
  });
});

it("sends the receipt of a part with the address of the first, and none for the whole", async () => {
  const list = { type: "list", items: [] };
  const refund = { id: "216749f7", status: "pending", amount: rub("100.00"), payment_id: PAYMENT };
  const { asked, gateway } = answering(succeeded, list, refund, succeeded, list, refund);
  const lines = (sum: number) => [{ name: "Консультация «Лапа»", sum }];
  const part = { amount: 10_000, currency: "RUB" };
  const long = "order:".padEnd(80, "1");
  expect(await gateway.refund(PAYMENT, part, long, lines(10_000))).toEqual({
    ok: { ref: "216749f7", state: "under_way" },
  });
  expect(asked[2]?.headers.get("idempotence-key")).toHaveLength(64);
  expect(asked[2]?.body).toEqual({
    payment_id: PAYMENT,
    amount: rub("100.00"),
    metadata: { key: long },
    receipt: receipt("100.00", "full_prepayment"),
  });
  await gateway.refund(PAYMENT, { amount: 49_901, currency: "RUB" }, "whole", lines(49_901));
  expect(asked[5]?.body).not.toHaveProperty("receipt");
});

it.each([
  [500, "internal_server_error", undefined, { unknown: true }],
  [429, "too_many_requests", undefined, { unknown: true }],
  // The key was used for another request: that one may have been done.
  [400, "invalid_request", "Idempotence-Key", { unknown: true }],
  [400, "invalid_request", "amount.value", { declined: "invalid_request" }],
  [401, "invalid_credentials", "Authorization", { declined: "invalid_credentials" }],
  [404, "not_found", undefined, { declined: "not_found" }],
  [400, "Ничего не вышло, Анна!", undefined, { declined: "http_400" }],
])("takes an error %d %s %s for what it is", async (status, code, parameter, expected) => {
  const body = JSON.stringify({ type: "error", id: "1", description: "Refused", code, parameter });
  const gateway = yookassa(settings, () => Promise.resolve(new Response(body, { status })));
  expect(await gateway.fetchState(PAYMENT)).toEqual(expected);
});
