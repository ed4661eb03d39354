import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import type { RawNotification } from "../../../../core/payments/gateway.ts";
import { robokassa, type RobokassaSettings } from "../../../../core/payments/gateways/robokassa.ts";
import { vatOf } from "../../../../core/payments/gateways/robokassa/second-receipt.ts";
import { manualClock } from "../../../../core/platform/clock.ts";
import { stillClock } from "../../../../sandbox/gateways/kit/clock.ts";
import { robokassaSimulator } from "../../../../sandbox/gateways/robokassa/simulator.ts";
import { gatewayContract, type Forgery, type Opened, type Rig, type Traits } from "./contract.ts";
import { listen, openEar, shut } from "./ear.ts";
import { holdKeys, robokassaShop as shop } from "../../../support/robokassa.ts";

const changed = (good: RawNotification, change: Record<string, string>): RawNotification => {
  const fields = new URLSearchParams(good.body);
  for (const [name, value] of Object.entries(change)) fields.set(name, value);
  return { ...good, body: fields.toString() };
};

const field = ({ body }: RawNotification, name: string): string => new URLSearchParams(body).get(name) ?? "";

const forgeries: Forgery[] = [
  {
    name: "another's signature",
    of: (good, stranger) => changed(good, { SignatureValue: field(stranger, "SignatureValue") }),
    reject: "bad_signature",
  },
  { name: "another sum", of: (good) => changed(good, { OutSum: "1.00" }), reject: "bad_signature" },
  {
    name: "another payment",
    of: (good, stranger) => changed(good, { InvId: field(stranger, "InvId") }),
    reject: "bad_signature",
  },
  { name: "no signature", of: (good) => changed(good, { SignatureValue: "" }), reject: "malformed" },
  { name: "a number twice", of: (good) => ({ ...good, body: `${good.body}&InvId=1` }), reject: "malformed" },
];

const traits: Traits = {
  caps: {
    holdMs: 7 * 24 * 3_600_000,
    partialCapture: false,
    keyed: false,
    voidPending: false,
    asyncRefund: true,
    receipts: "separate",
    oneSettlement: true,
  },
  currency: "RUB",
  amounts: [49_901, 1, 10, 199_999, 100_000_007],
  opensOnceByKey: true,
  partialRefunds: true,
  forgeries,
};

async function openRig() {
  const { publicKey, privateKey } = holdKeys();
  const clock = manualClock("2026-11-23T09:00:00Z");
  const ear = await openEar(() => gateway);
  const bank = await robokassaSimulator({
    shop: { ...shop, holdKey: privateKey },
    clock: stillClock(() => clock.now()),
    resultUrl: `${ear.url}/result`,
  });
  const server = createServer((request, response) => {
    void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
  });
  const at = await listen(server);
  const settings: RobokassaSettings = {
    ...shop,
    test: false,
    hold: {
      certificate: publicKey,
      notifyUrl: `${ear.url}/result2`,
      confirmUrl: `${at}/Merchant/Payment`,
    },
    paymentUrl: `${at}/Merchant/Index.aspx`,
    serviceUrl: `${at}/Merchant/WebService/Service.asmx`,
    refundUrl: `${at}/RefundService/Refund`,
    settlement: { receiptUrl: `${at}/RoboFiscal/Receipt`, siteUrl: "https://pawline.example.com" },
    tax: "vat20",
    sno: "usn_income",
  };
  const gateway = robokassa(settings);
  const press = async ({ ref, url }: Opened, act: "pay" | "decline") => {
    await (await fetch(url)).text();
    if ((await bank.press(ref, act)) === undefined) throw new Error("the form is not open");
  };
  const rig: Rig = {
    over: (fetch) => robokassa(settings, fetch),
    stranger: robokassa({ ...settings, password1: "not", password2: "the", password3: "shop" }),
    now: () => clock.now(),
    async pass(ms) {
      clock.advance(ms);
      await bank.settled();
    },
    pay: (opened) => press(opened, "pay"),
    decline: (opened) => press(opened, "decline"),
    kept(ref) {
      const payment = bank.payments().find(({ invId }) => invId === ref);
      if (payment?.state !== "paid") return 0;
      return payment.amount - payment.refunds.reduce((sum, { amount }) => sum + amount, 0);
    },
    sent: () => ear.sent,
    async close() {
      await bank.close();
      await Promise.all([ear.close(), shut(server)]);
    },
  };
  return { rig, bank };
}

gatewayContract("robokassa", traits, async () => (await openRig()).rig);

describe("Robokassa's second receipt", () => {
  const money = { amount: 49_901, currency: "RUB" };
  const settlement = {
    ref: "7",
    key: "settlement:attempt:1",
    currency: "RUB",
    lines: [{ name: "Консультация", sum: money.amount }],
    email: "anna@example.com",
  };

  async function paid() {
    const { rig, bank } = await openRig();
    const gateway = rig.over(fetch);
    const opened = await gateway.createCheckout({
      key: "attempt",
      invoice: 7n,
      money,
      description: "Консультация",
      receipt: settlement.lines,
      email: settlement.email,
      locale: "ru",
      returnUrl: "https://pawline.example.com/p/token/return",
      expiresAt: new Date(rig.now().getTime() + 60_000),
      hold: false,
    });
    if (!("ok" in opened)) throw new Error("it did not open");
    await rig.pay(opened.ok);
    return { rig, bank, gateway, send: gateway.sendReceipt ?? (() => Promise.reject(new Error("none"))) };
  }

  it("is made once for what was paid, and is done a little later", async () => {
    const { rig, bank, gateway, send } = await paid();
    const first = await send(settlement);
    expect(first).toMatchObject({ ok: { state: "under_way" } });
    expect(await send(settlement)).toEqual(first);
    await rig.pass(60_000);
    const ref = "ok" in first ? first.ok.ref : "";
    expect(await gateway.fetchReceipt?.(ref)).toEqual({ ok: "done" });
    expect(bank.payments()[0]?.secondReceipt).toMatchObject({ id: ref, total: money.amount });
    await rig.close();
  });

  it("is found again when the answer was lost", async () => {
    const { rig, bank, send } = await paid();
    let asked = 0;
    const losing = rig.over(async (url, init) => {
      asked += 1;
      const answer = await fetch(url, init);
      // The first asks whether there is one.
      return asked === 2 ? new Response("", { status: 502 }) : answer;
    });
    expect(await losing.sendReceipt?.(settlement)).toEqual({ unknown: true });
    expect([asked, bank.payments()[0]?.secondReceipt?.total]).toEqual([2, money.amount]);
    expect(await send(settlement)).toMatchObject({ ok: { state: "under_way" } });
    await rig.close();
  });

  it("is refused as a third, for another payment, for more than was paid, and without an address", async () => {
    const { rig, send } = await paid();
    await send(settlement);
    for (const [wrong, reason] of [
      [{ key: "settlement:attempt:2" }, "receipt_3"],
      [{ key: "other", ref: "8" }, "receipt_3"],
      [{ key: "more", lines: [{ name: "Консультация", sum: 50_000 }] }, "receipt_3"],
      [{ key: "nowhere", email: undefined }, "no_email"],
    ] as const) {
      expect(await send({ ...settlement, ...wrong })).toEqual({ declined: reason });
    }
    await rig.close();
  });

  it.each([
    ["none", 0],
    ["vat0", 0],
    ["vat10", 909],
    ["vat20", 1667],
    ["vat22", 1803],
    ["vat105", 476],
    ["vat120", 1667],
  ])("names the tax within the sum: %s", (tax, kopecks) => {
    expect(vatOf(tax, 10_000)).toBe(kopecks);
  });
});
