import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { zarinpal } from "../../../../core/payments/gateways/zarinpal.ts";
import { manualClock } from "../../../../core/platform/clock.ts";
import { stillClock } from "../../../../sandbox/gateways/kit/clock.ts";
import { keptOf } from "../../../../sandbox/gateways/zarinpal/payment.ts";
import { zarinpalSimulator } from "../../../../sandbox/gateways/zarinpal/simulator.ts";
import { gatewayContract, type Opened, type Rig, type Traits } from "./contract.ts";
import { listen, shut } from "./ear.ts";

const MERCHANT = "5a1e0000-b0b0-4a4a-9c9c-000000000001";
const MINUTE = 60_000;

const traits: Traits = {
  caps: { partialCapture: false, keyed: false, voidPending: false, asyncRefund: false, receipts: "none" },
  currency: "IRR",
  amounts: [4_990_001, 1000, 10_000_000_000],
  opensOnceByKey: false,
  partialRefunds: false,
  forgeries: [],
};

/** With the account's API money goes back at any time, and in parts. */
const withAccount: Traits = {
  ...traits,
  caps: { ...traits.caps, keyed: true, asyncRefund: true },
  partialRefunds: true,
  wholeAtOnce: true,
};

const ACCOUNT = { accessToken: "token-of-the-account-at-zarinpal", terminalId: "4711" };

const authorityOf = (ref: string): string => ref.split(":")[0] ?? "";

async function openRig(by: "hand" | "account" = "hand") {
  const clock = manualClock("2026-11-23T09:00:00Z");
  const bank = await zarinpalSimulator({
    merchantId: MERCHANT,
    account: ACCOUNT,
    clock: stillClock(() => clock.now()),
  });
  const server = createServer((request, response) => {
    void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
  });
  const apiRoot = await listen(server);
  const press = async ({ ref, url }: Opened, act: string) => {
    const form = await (await fetch(url)).text();
    if (!form.includes('value="pay"')) throw new Error("the form is not open");
    return bank.press(authorityOf(ref), act);
  };
  const account = (accessToken: string) =>
    by === "hand" ? {} : { account: { ...ACCOUNT, accessToken, graphqlUrl: `${apiRoot}/api/v4/graphql/` } };
  const settings = { merchantId: MERCHANT, apiRoot, ...account(ACCOUNT.accessToken) };
  const rig: Rig = {
    over: (fetch) => zarinpal(settings, fetch),
    stranger: zarinpal({
      merchantId: "5a1e0000-b0b0-4a4a-9c9c-00000000dead",
      apiRoot,
      ...account("token-of-somebody-else-entirely"),
    }),
    now: () => clock.now(),
    pass: (ms) => Promise.resolve(clock.advance(ms)),
    pay: async (opened) => void (await press(opened, "pay")),
    decline: async (opened) => void (await press(opened, "decline")),
    kept(ref) {
      const payment = bank.payments().find(({ authority }) => authority === authorityOf(ref));
      return payment?.state === "paid" || payment?.state === "verified" ? keptOf(payment) : 0;
    },
    sent: () => [],
    close: async () => {
      await Promise.all([bank.close(), shut(server)]);
    },
  };
  return { rig, bank, press };
}

gatewayContract("zarinpal", traits, async () => (await openRig()).rig);
describe("with the account's API", () => {
  gatewayContract("zarinpal", withAccount, async () => (await openRig("account")).rig);
});

describe("ZarinPal's own ways", () => {
  const checkout = {
    key: "attempt",
    invoice: 7n,
    money: { amount: 4_990_000, currency: "IRR" },
    description: "Консультация (12)",
    receipt: [],
    email: "anna@example.com",
    locale: "ru",
    returnUrl: "https://pawline.example.com/p/token/return",
    expiresAt: new Date("2026-11-23T09:30:00Z"),
    hold: false,
  };

  async function paid(by: "hand" | "account" = "hand") {
    const { rig, bank, press } = await openRig(by);
    const gateway = rig.over(fetch);
    const opened = await gateway.createCheckout(checkout);
    if (!("ok" in opened)) throw new Error("it did not open");
    return { rig, bank, gateway, ref: opened.ok.ref, back: await press(opened.ok, "pay") };
  }

  it("sends the payer back with words that prove nothing", async () => {
    const { rig, back, ref } = await paid();
    expect(back).toBe(`${checkout.returnUrl}?Authority=${authorityOf(ref)}&Status=OK`);
    await rig.close();
  });

  it("takes what was paid by looking at it, and tells its fee, every time", async () => {
    const { rig, bank, gateway, ref } = await paid();
    const taken = { ok: { state: "captured", money: checkout.money, fee: 49_900 } };
    expect(bank.payments()[0]?.state).toBe("paid");
    expect(await gateway.fetchState(ref)).toEqual(taken);
    expect(bank.payments()[0]?.state).toBe("verified");
    await rig.pass(60 * MINUTE);
    expect(await gateway.fetchState(ref)).toEqual(taken);
    await rig.close();
  });

  it("goes back to the payer when nobody looks in time", async () => {
    const { rig, gateway, ref } = await paid();
    await rig.pass(31 * MINUTE);
    expect(await gateway.fetchState(ref)).toEqual({ ok: { state: "returned" } });
    await rig.close();
  });

  it("is refunded by a person after half an hour", async () => {
    const { rig, gateway, ref } = await paid();
    await gateway.fetchState(ref);
    await rig.pass(31 * MINUTE);
    expect(await gateway.refund(ref, checkout.money, "key")).toEqual({ declined: "too_late" });
    await rig.close();
  });

  it("is sent back by the bank later than that, once under one key, where the account's token is set up", async () => {
    const { rig, bank, gateway, ref } = await paid("account");
    await gateway.fetchState(ref);
    await rig.pass(31 * MINUTE);
    const [payment] = bank.payments();
    // Its answer is lost: asked again it is found, and not made once more.
    bank.faults.commitThen500 = 0;
    const deaf = rig.over(async (input, init) => {
      const answer = await fetch(input, init);
      const adds = typeof init?.body === "string" && init.body.includes("AddRefund");
      return adds ? new Response("{}", { status: 502 }) : answer;
    });
    expect(await deaf.refund(ref, checkout.money, "refund:1")).toEqual({ unknown: true });
    expect(payment?.refunds).toHaveLength(1);
    const again = await gateway.refund(ref, checkout.money, "refund:1");
    if (!("ok" in again)) throw new Error("not refunded");
    expect([again.ok.state, payment?.refunds?.length]).toEqual(["under_way", 1]);
    expect(await gateway.fetchRefund(again.ok.ref)).toEqual({ ok: "under_way" });
    await rig.pass(31 * MINUTE);
    expect(await gateway.fetchRefund(again.ok.ref)).toEqual({ ok: "done" });
    expect(rig.kept(ref)).toBe(0);
    await rig.close();
  });

  it("sends back no less than ZarinPal does, and nothing without a token that is known", async () => {
    const { rig, gateway, ref } = await paid("account");
    await gateway.fetchState(ref);
    const little = { amount: 19_999, currency: "IRR" };
    expect(await gateway.refund(ref, little, "refund:1")).toEqual({ declined: "too_little" });
    const stale = rig.over((input, init) => {
      const headers = { ...Object.fromEntries(new Headers(init?.headers)), authorization: "Bearer old" };
      return fetch(input, { ...init, headers });
    });
    expect(await stale.refund(ref, checkout.money, "refund:1")).toEqual({ declined: "access_token" });
    expect(rig.kept(ref)).toBe(4_990_000);
    await rig.close();
  });

  it("tells what was paid and waits to be taken, until it is", async () => {
    const { rig, gateway, ref } = await paid();
    const waits = [{ ref, money: checkout.money, returnUrl: checkout.returnUrl }];
    expect(await gateway.fetchUnclaimed?.()).toEqual({ ok: waits });
    expect(await rig.stranger.fetchUnclaimed?.()).toEqual({ declined: "error_10" });
    await gateway.fetchState(ref);
    expect(await gateway.fetchUnclaimed?.()).toEqual({ ok: [] });
    await rig.close();
  });

  it.each([500, 503, 429])("does not believe the words of a refusal under a %d", async (status) => {
    const { rig, ref } = await paid();
    const broken = rig.over(async (...request) => {
      await fetch(...request);
      return new Response('{"data":[],"errors":{"code":-61,"message":"Session is not in success status."}}', {
        status,
      });
    });
    expect(await broken.fetchState(ref)).toEqual({ unknown: true });
    expect(await broken.refund(ref, checkout.money, "key")).toEqual({ unknown: true });
    await rig.close();
  });

  it("takes no other sum for it than was asked", async () => {
    const { rig, gateway, ref } = await paid();
    expect(await gateway.fetchState(ref.replace(":4990000", ":499"))).toEqual({ declined: "error_50" });
    await rig.close();
  });

  it.each([
    [
      "an object",
      { errors: { code: -11, message: "Terminal is not active" }, data: [] },
      { declined: "error_11" },
    ],
    ["names of fields", { errors: { callback_url: ["is invalid"] }, data: [] }, { declined: "error_9" }],
    ["nothing, and no code either", { errors: [], data: [] }, { unknown: true }],
    ["a code in quotes", { errors: [], data: { code: "100", authority: "A".repeat(36) } }, "opened"],
    ["an authority that is none", { errors: [], data: { code: 100, authority: "../x" } }, { unknown: true }],
    ["too many attempts", { errors: { code: -12, message: "Too many attempts" } }, { unknown: true }],
  ])("reads errors that are %s", async (_name, body, expected) => {
    const gateway = zarinpal({ merchantId: MERCHANT, apiRoot: "https://payment.zarinpal.com" }, () =>
      Promise.resolve(new Response(JSON.stringify(body))),
    );
    const outcome = await gateway.createCheckout(checkout);
    expect("ok" in outcome ? "opened" : outcome).toEqual(expected);
  });
});
