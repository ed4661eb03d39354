import { createHmac, sign } from "node:crypto";
import { createServer } from "node:http";
import express from "express";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { drainPayments } from "../../../core/payments/drain.ts";
import { robokassa } from "../../../core/payments/gateways/robokassa.ts";
import { startPayment } from "../../../core/payments/start.ts";
import { paymentRoutes } from "../../../webhooks/pay/routes.ts";
import { listen, MINUTE, openShop, type Shop } from "./shop.ts";
import { holdKeys } from "../../support/robokassa.ts";

/** What comes to the address for holds (ResultUrl2): signed tokens, of which Robokassa's certificate knows only its own. */
const [theirs, stranger] = [holdKeys(), holdKeys()];

let shop: Shop;
let door: string;
let order: { id: string; ref: string };
const app = express();
const server = createServer(app);
let close: () => Promise<void>;

beforeAll(async () => {
  shop = await openShop();
  const ours = await listen(server);
  close = () => ours.close();
  door = `${ours.url}/webhooks/robokassa/result2`;
  app.use(paymentRoutes({ core: shop.core, gateways: gateways() }));
});
afterAll(async () => {
  await close();
  await shop.close();
});

const gateways = () => ({
  robokassa: robokassa({
    ...shop.settings,
    hold: {
      certificate: theirs.publicKey,
      notifyUrl: door,
      confirmUrl: new URL("/Merchant/Payment", shop.settings.paymentUrl).href,
    },
  }),
});

beforeEach(async () => {
  const made = await shop.order(await shop.owner());
  const begun = await startPayment(shop.core, gateways(), made.link.slice(made.link.lastIndexOf("/") + 1));
  if (begun.kind !== "redirect") throw new Error(begun.kind);
  const { ref } = await shop.db.paymentAttempt.findFirstOrThrow({ where: { orderId: made.id } });
  order = { id: made.id, ref: ref ?? "" };
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const payload = (data: object = {}) => ({
  header: { type: "PaymentStateNotification", version: "1.0.0", timestamp: "1763971200" },
  data: {
    shop: "pawline-tests",
    opKey: "14D2B521",
    invId: order.ref,
    incSum: "499.00",
    state: "HOLD",
    ...data,
  },
});

function token(body: object, key = theirs.privateKey): string {
  const signed = `${part({ alg: "RS256" })}.${part(body)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

/** Signed with what everybody has, the certificate, as if it were a password. */
function confused(body: object): string {
  const signed = `${part({ alg: "HS256" })}.${part(body)}`;
  return `${signed}.${createHmac("sha256", theirs.publicKey).update(signed).digest("base64url")}`;
}

async function post(body: string, type = "application/json"): Promise<string> {
  const response = await fetch(door, { method: "POST", headers: { "content-type": type }, body });
  return `${response.status} ${await response.text()}`;
}

const kept = (verdict: string): Promise<number> =>
  shop.db.paymentNotification.count({ where: { gateway: "robokassa", verdict } });

it.each([
  ["somebody else's signature", () => token(payload(), stranger.privateKey), "400 bad sign", "bad_signature"],
  ["no signature", () => `${part({ alg: "none" })}.${part(payload())}.`, "400 bad request", "malformed"],
  ["another way to sign", () => confused(payload()), "400 bad request", "malformed"],
  [
    "a changed order under the old signature",
    () => {
      const [header, , signature] = token(payload()).split(".");
      return `${header}.${part(payload({ invId: "1" }))}.${signature}`;
    },
    "400 bad sign",
    "bad_signature",
  ],
  ["another shop", () => token(payload({ shop: "another" })), "400 bad shop", "bad_source"],
  [
    "an order that nobody made",
    () => token(payload({ invId: "999999999" })),
    "400 unknown order",
    "unknown_order",
  ],
  ["a number that is none", () => token(payload({ invId: "1; drop" })), "400 bad request", "malformed"],
  ["nonsense", () => "{}", "400 bad request", "malformed"],
])("refuses %s, puts it on record, and credits nothing", async (_name, body, answer, verdict) => {
  const before = await kept(verdict);
  expect(await post(body())).toBe(answer);
  expect(await kept(verdict)).toBe(before + 1);
  expect([await shop.state(order.id), await shop.balances()]).toEqual(["open", {}]);
});

it("does not take its word: what nobody holds is not held, however often it is played back", async () => {
  const before = { accepted: await kept("accepted"), duplicate: await kept("duplicate") };
  const told = token(payload());
  for (let time = 0; time < 3; time++) expect(await post(told)).toBe("200 OK");
  shop.core.clock.advance(MINUTE);
  await drainPayments(shop.core, gateways());
  expect(await shop.state(order.id)).toBe("open");
  expect([await kept("accepted"), await kept("duplicate")]).toEqual([
    before.accepted + 1,
    before.duplicate + 2,
  ]);
  expect(await shop.balances()).toEqual({});
});

it("keeps nothing of another content type, of too much, and of other methods", async () => {
  const before = await shop.db.paymentNotification.count();
  expect(await post(token(payload()), "application/x-www-form-urlencoded")).toMatch(/^(400|415) /);
  expect(await post("x".repeat(20_000))).toBe("413 bad request");
  expect((await fetch(door)).status).toBe(405);
  expect(await shop.db.paymentNotification.count()).toBe(before);
});
