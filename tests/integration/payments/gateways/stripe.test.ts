import { createServer } from "node:http";
import type { RawNotification } from "../../../../core/payments/gateway.ts";
import { stripe, type StripeSettings } from "../../../../core/payments/gateways/stripe.ts";
import { manualClock } from "../../../../core/platform/clock.ts";
import { stillClock } from "../../../../sandbox/gateways/kit/clock.ts";
import { refunded } from "../../../../sandbox/gateways/stripe/payment.ts";
import { stripeSimulator } from "../../../../sandbox/gateways/stripe/simulator.ts";
import { gatewayContract, type Forgery, type Opened, type Rig, type Traits } from "./contract.ts";
import { listen, openEar, shut } from "./ear.ts";

const account = { secretKey: "sk_test_0123456789", webhookSecret: "whsec_0123456789" };

const SIGNATURE = "stripe-signature";

const signature = ({ headers }: RawNotification): string => headers[SIGNATURE] ?? "";
const resigned = (good: RawNotification, text: string): RawNotification => ({
  ...good,
  headers: { ...good.headers, [SIGNATURE]: text },
});

const forgeries: Forgery[] = [
  {
    name: "another's signature",
    of: (good, other) => resigned(good, signature(other)),
    reject: "bad_signature",
  },
  {
    name: "another sum",
    of: (good) => ({ ...good, body: good.body.replace(/"amount_total": \d+/, '"amount_total": 50') }),
    reject: "bad_signature",
  },
  { name: "one space more", of: (good) => ({ ...good, body: `${good.body} ` }), reject: "bad_signature" },
  {
    name: "one that is said to be newer than it is",
    of: (good) =>
      resigned(
        good,
        signature(good).replace(/t=(\d+)/, (_, at) => `t=${Number(at) + 1}`),
      ),
    reject: "bad_signature",
  },
  {
    name: "one that was recorded six minutes ago",
    of: (good) => {
      clock.advance(6 * 60_000);
      return good;
    },
    reject: "bad_signature",
  },
  {
    name: "no signature",
    of: (good) => ({
      ...good,
      headers: Object.fromEntries(Object.entries(good.headers).filter(([name]) => name !== SIGNATURE)),
    }),
    reject: "malformed",
  },
  { name: "an empty signature", of: (good) => resigned(good, ""), reject: "bad_signature" },
];

const traits: Traits = {
  caps: {
    holdMs: 7 * 24 * 3_600_000,
    partialCapture: true,
    keyed: true,
    voidPending: true,
    asyncRefund: false,
    receipts: "none",
  },
  currency: "EUR",
  // Nothing below 50 cents is charged, and nothing of nine digits.
  amounts: [4901, 50, 101, 1_999_99, 99_999_999],
  opensOnceByKey: true,
  partialRefunds: true,
  forgeries,
};

const clock = manualClock("2026-11-23T12:00:00Z");

async function rig(): Promise<Rig> {
  const ear = await openEar(() => gateway);
  const bank = await stripeSimulator({
    account,
    clock: stillClock(() => clock.now()),
    hookUrl: ear.url,
  });
  const server = createServer((request, response) => {
    void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
  });
  const at = await listen(server);
  const settings: StripeSettings = { ...account, currencies: ["EUR"], apiRoot: at, formOrigin: at };
  const gateway = stripe(settings, clock);
  const press = async ({ url }: Opened, action: "pay" | "decline") => {
    const body = new URLSearchParams({ action });
    const { status } = await fetch(url, { method: "POST", body, redirect: "manual" });
    if (status !== 302) throw new Error("the form is not open");
  };
  return {
    over: (fetch) => stripe(settings, clock, fetch),
    stranger: stripe({ ...settings, secretKey: "sk_test_9876543210" }, clock),
    now: () => clock.now(),
    async pass(ms) {
      clock.advance(ms);
      await bank.settled();
    },
    pay: (opened) => press(opened, "pay"),
    decline: (opened) => press(opened, "decline"),
    kept(ref) {
      const payment = bank.payments().find(({ id }) => id === ref);
      return payment?.intent ? payment.intent.captured - refunded(payment) : 0;
    },
    sent: () => ear.sent,
    async close() {
      await bank.close();
      await Promise.all([ear.close(), shut(server)]);
    },
  };
}

gatewayContract("stripe", traits, rig);
