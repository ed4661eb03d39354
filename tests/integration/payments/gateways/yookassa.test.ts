import { createServer } from "node:http";
import type { RawNotification } from "../../../../core/payments/gateway.ts";
import { yookassa, type YooKassaSettings } from "../../../../core/payments/gateways/yookassa.ts";
import { stillClock } from "../../../../sandbox/gateways/kit/clock.ts";
import { refunded } from "../../../../sandbox/gateways/yookassa/payment.ts";
import { yookassaSimulator } from "../../../../sandbox/gateways/yookassa/simulator.ts";
import { manualClock } from "../../../../core/platform/clock.ts";
import { gatewayContract, type Forgery, type Opened, type Rig, type Traits } from "./contract.ts";
import { listen, openEar, shut } from "./ear.ts";

const shop = { shopId: "100500", secretKey: "test_secret-of-the-shop", fiscal: false };

const from = (good: RawNotification, ip: string): RawNotification => ({ ...good, ip });

const forgeries: Forgery[] = [
  { name: "a stranger's", of: (good) => from(good, "203.0.113.7"), reject: "bad_source" },
  { name: "a neighbour's", of: (good) => from(good, "185.71.76.32"), reject: "bad_source" },
  { name: "a stranger's over IPv6", of: (good) => from(good, "2a02:5181::1"), reject: "bad_source" },
  { name: "nobody's", of: (good) => from(good, ""), reject: "bad_source" },
  {
    name: "another kind of message",
    of: (good) => ({ ...good, body: good.body.replace('"notification"', '"advertisement"') }),
    reject: "malformed",
  },
  {
    name: "a sum that is none",
    of: (good) => ({ ...good, body: good.body.replace(/"value":"[\d.]+"/, '"value":"1e3"') }),
    reject: "malformed",
  },
];

const traits: Traits = {
  caps: {
    holdMs: 7 * 24 * 3_600_000,
    partialCapture: true,
    keyed: true,
    voidPending: false,
    asyncRefund: true,
    receipts: "separate",
  },
  currency: "RUB",
  amounts: [49_901, 1, 10, 1_999_99, 100_000_007],
  opensOnceByKey: true,
  partialRefunds: true,
  forgeries,
};

async function rig(): Promise<Rig> {
  const clock = manualClock("2026-11-23T12:00:00Z");
  const ear = await openEar(() => gateway);
  const bank = await yookassaSimulator({
    shop,
    clock: stillClock(() => clock.now()),
    hookUrl: ear.url,
  });
  const server = createServer((request, response) => {
    void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
  });
  const at = await listen(server);
  const settings: YooKassaSettings = {
    ...shop,
    apiRoot: `${at}/v3`,
    formOrigin: at,
    vat: 1,
    taxSystem: 2,
    receiptEmail: undefined,
  };
  const gateway = yookassa(settings);
  const press = async ({ url }: Opened, action: "pay" | "decline") => {
    const body = new URLSearchParams({ action });
    const { status } = await fetch(url, { method: "POST", body, redirect: "manual" });
    if (status !== 302) throw new Error("the form is not open");
  };
  return {
    over: (fetch) => yookassa(settings, fetch),
    stranger: yookassa({ ...settings, secretKey: "test_of-somebody-else" }),
    now: () => clock.now(),
    async pass(ms) {
      clock.advance(ms);
      await bank.settled();
    },
    pay: (opened) => press(opened, "pay"),
    decline: (opened) => press(opened, "decline"),
    kept(ref) {
      const payment = bank.payments().find(({ id }) => id === ref);
      return payment ? payment.captured - refunded(payment) : 0;
    },
    sent: () => ear.sent,
    async close() {
      await bank.close();
      await Promise.all([ear.close(), shut(server)]);
    },
  };
}

gatewayContract("yookassa", traits, rig);
