import { describe, expect, it } from "vitest";
import { stripe } from "../../../core/payments/gateways/stripe.ts";
import { manualClock } from "../../../core/platform/clock.ts";

const settings = {
  secretKey: "sk_live_0123456789",
  webhookSecret: "whsec_0123456789",
  currencies: ["EUR"],
  apiRoot: "https://api.stripe.com",
  formOrigin: "https://checkout.stripe.com",
};

/** Signed with `openssl dgst -sha256 -hmac` over the time, a dot and the body, as the documentation says. */
const TIME = 1795435200;
const MAC = "40a335134a58d6e5b558f31076af7b1bd44e4c2092879a375d025c8111839146";
const body = `{"id":"evt_1","object":"event","type":"checkout.session.completed","data":{"object":{"id":"cs_live_1","object":"checkout.session","amount_total":900,"currency":"eur","status":"complete","payment_status":"paid"}}}`;

describe("an event", () => {
  const clock = manualClock(new Date(TIME * 1000));
  const gateway = stripe(settings, clock);
  const read = (signature: string) =>
    gateway.parseNotification({
      method: "POST",
      query: "",
      body,
      headers: { "stripe-signature": signature },
      ip: "203.0.113.7",
    });

  it("is known by its signature, also beside another", () => {
    const told = { ref: "cs_live_1", eventKey: "evt_1", money: { amount: 900, currency: "EUR" } };
    expect(read(`t=${TIME},v1=${MAC}`)).toMatchObject(told);
    expect(read(`t=${TIME},v1=${"0".repeat(64)},v1=${MAC},v0=1`)).toMatchObject(told);
    expect(read(`t=${TIME + 1},v1=${MAC}`)).toMatchObject({ reject: "bad_signature" });
  });

  it("is good for five minutes", () => {
    clock.advance(300_000);
    expect(read(`t=${TIME},v1=${MAC}`)).toMatchObject({ ref: "cs_live_1" });
    clock.advance(1000);
    expect(read(`t=${TIME},v1=${MAC}`)).toMatchObject({ reject: "bad_signature" });
  });
});

const charge = (change: object) => ({
  id: "ch_1",
  object: "charge",
  amount: 900,
  amount_captured: 900,
  amount_refunded: 0,
  balance_transaction: { id: "txn_1", object: "balance_transaction", fee: 39, currency: "eur" },
  payment_method_details: { type: "card", card: { brand: "visa", capture_before: 1_796_040_000 } },
  ...change,
});
const session = (status: string, intent: object | null) => ({
  id: "cs_live_1",
  object: "checkout.session",
  status,
  payment_status: "unpaid",
  amount_total: 900,
  currency: "eur",
  url: null,
  payment_intent: intent && {
    id: "pi_1",
    object: "payment_intent",
    amount: 900,
    amount_received: 900,
    currency: "eur",
    ...intent,
  },
});

describe("the state of a payment", () => {
  async function stateOf(answer: object) {
    const fetch = () => Promise.resolve(new Response(JSON.stringify(answer)));
    return stripe(settings, manualClock("2026-11-23T12:00:00Z"), fetch).fetchState("cs_live_1");
  }
  const money = { amount: 900, currency: "EUR" };

  it.each([
    ["open", null, { state: "pending" }],
    ["open", { status: "requires_action" }, { state: "pending" }],
    ["expired", null, { state: "voided" }],
    ["expired", { status: "requires_payment_method" }, { state: "voided" }],
    ["complete", { status: "processing" }, { state: "received" }],
    ["complete", { status: "canceled" }, { state: "voided" }],
    [
      "complete",
      { status: "requires_capture", latest_charge: charge({}) },
      { state: "authorized", money, until: new Date(1_796_040_000_000) },
    ],
    [
      "complete",
      { status: "succeeded", latest_charge: charge({ amount_refunded: 300 }) },
      { state: "captured", money, refunded: 300, fee: 39 },
    ],
    [
      "complete",
      { status: "succeeded", latest_charge: charge({ amount_refunded: 900 }) },
      { state: "returned" },
    ],
    // A fee in another currency than the payment's is none that we could add up.
    [
      "complete",
      { status: "succeeded", latest_charge: charge({ balance_transaction: { fee: 39, currency: "usd" } }) },
      { state: "captured", money, refunded: 0, fee: undefined },
    ],
  ])("is read of a session that is %s, of its payment %o", async (status, intent, expected) => {
    expect(await stateOf(session(status, intent))).toEqual({ ok: expected });
  });

  it("tells of a part that was taken nothing that it does not know", async () => {
    const part = charge({ amount_captured: 300, amount_refunded: 600 });
    const taken = { status: "succeeded", amount_received: 300, latest_charge: part };
    expect(await stateOf(session("complete", taken))).toMatchObject({
      ok: { state: "captured", money: { amount: 300, currency: "EUR" }, refunded: undefined },
    });
  });

  it("is not known of what is complete before its payment shows", async () => {
    expect(await stateOf(session("complete", null))).toEqual({ unknown: true });
  });
});

describe("an error", () => {
  it.each([
    [500, { type: "api_error" }, { unknown: true }],
    [503, { type: "api_error" }, { unknown: true }],
    [429, { type: "invalid_request_error", code: "rate_limit" }, { unknown: true }],
    [409, { type: "invalid_request_error", code: "idempotency_key_in_use" }, { unknown: true }],
    // The key was used for another request: that one may have been done.
    [400, { type: "idempotency_error" }, { unknown: true }],
    [401, { type: "invalid_request_error" }, { declined: "http_401" }],
    [404, { type: "invalid_request_error", code: "resource_missing" }, { declined: "resource_missing" }],
  ])("%d %o is taken for what it is", async (status, error, expected) => {
    const body = JSON.stringify({ error: { message: "Refused", ...error } });
    const fetch = () => Promise.resolve(new Response(body, { status }));
    const gateway = stripe(settings, manualClock("2026-11-23T12:00:00Z"), fetch);
    expect(await gateway.fetchState("cs_live_1")).toEqual(expected);
  });
});

describe("a form", () => {
  it("is asked for in the same words under its key for as long as the attempt lives, and is open for as long", async () => {
    const clock = manualClock("2026-11-23T12:00:00Z");
    const asked: URLSearchParams[] = [];
    const gateway = stripe(settings, clock, (_url, init) => {
      asked.push(new URLSearchParams(typeof init?.body === "string" ? init.body : ""));
      const form = { ...session("open", null), url: "https://checkout.stripe.com/c/pay/cs_live_1" };
      return Promise.resolve(new Response(JSON.stringify(form)));
    });
    const open = () =>
      gateway.createCheckout({
        key: "attempt",
        invoice: 7n,
        money: { amount: 900, currency: "EUR" },
        description: "Consultation (12)",
        receipt: [],
        email: undefined,
        locale: "en",
        returnUrl: "https://pawline.example.com/p/token/return",
        expiresAt: new Date("2026-11-23T12:30:00Z"),
        hold: true,
      });
    for (const wait of [0, 10, 20]) {
      clock.advance(wait * 60_000);
      expect(await open()).toMatchObject({ ok: { ref: "cs_live_1" } });
      const left = Number(asked.at(-1)?.get("expires_at")) - clock.now().getTime() / 1000;
      expect(left).toBeGreaterThan(30 * 60);
    }
    expect(new Set(asked.map(String)).size).toBe(1);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      mode: "payment",
      client_reference_id: "attempt",
      "line_items[0][price_data][currency]": "eur",
      "line_items[0][price_data][unit_amount]": "900",
      "payment_intent_data[capture_method]": "manual",
    });
  });
});
