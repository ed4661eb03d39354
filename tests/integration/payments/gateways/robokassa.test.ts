import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { RawNotification } from "../../../../core/payments/gateway.ts";
import { robokassa, type RobokassaSettings } from "../../../../core/payments/gateways/robokassa.ts";
import { manualClock } from "../../../../core/platform/clock.ts";
import { robokassaSimulator } from "../../../../sandbox/gateways/robokassa/simulator.ts";
import { gatewayContract, type Forgery, type Opened, type Rig, type Traits } from "./contract.ts";
import { listen, openEar, shut } from "./ear.ts";

const shop = {
  login: "pawline-tests",
  password1: "first-password",
  password2: "second-password",
  password3: "third-password",
  hash: "sha256",
} as const;

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
    receipts: "inline",
  },
  currency: "RUB",
  amounts: [49_901, 1, 10, 199_999, 100_000_007],
  opensOnceByKey: true,
  partialRefunds: true,
  forgeries,
};

async function rig(): Promise<Rig> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const clock = manualClock("2026-11-23T09:00:00Z");
  const ear = await openEar(() => gateway);
  const bank = await robokassaSimulator({
    shop: { ...shop, holdKey: privateKey },
    clock: { now: () => clock.now(), onChange: () => () => undefined },
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
    tax: "none",
    sno: "usn_income",
  };
  const gateway = robokassa(settings);
  const press = async ({ ref, url }: Opened, act: "pay" | "decline") => {
    await (await fetch(url)).text();
    if ((await bank.press(ref, act)) === undefined) throw new Error("the form is not open");
  };
  return {
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
}

gatewayContract("robokassa", traits, rig);
