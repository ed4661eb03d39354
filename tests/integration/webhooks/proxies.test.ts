import { request } from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { yookassa } from "../../../core/payments/gateways/yookassa.ts";
import { readConfig } from "../../../core/platform/config.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { localWakeups } from "../../../core/platform/wakeups.ts";
import { startWebhooks } from "../../../webhooks/start.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
const core = testCore(db);
afterAll(drop);

const adapter = yookassa({
  shopId: "100500",
  secretKey: "test_secret-of-the-shop",
  apiRoot: "http://127.0.0.1:9/v3",
  formOrigin: "http://127.0.0.1:9",
  vat: 1,
  taxSystem: undefined,
  receiptEmail: undefined,
});

/** An address of YooKassa's, one of nobody's, and proxies: on this machine every 127.0.0.0/8 can call. */
const KASSA = "185.71.76.7";
const STRANGER = "203.0.113.7";
const PROXY = "127.0.0.5";
const OTHER = "127.0.0.6";

/** The service's half for machines, set up as an operator writes TRUSTED_PROXIES. */
async function service(trusted: string | undefined) {
  const read = readConfig({
    OWNER_BOT_TOKEN: "1000001:owner-token-of-a-test",
    STAFF_BOT_TOKEN: "1000002:staff-token-of-a-test",
    DATABASE_URL: "postgresql://pawline:pass@db.example.com:5432/pawline",
    SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
    TRUSTED_PROXIES: trusted,
  });
  if (!("config" in read) || read.config.mode !== "live") throw new Error("not a live configuration");
  const wakeups = localWakeups({ clock: core.clock, log: silentLog });
  const half = await startWebhooks({
    core,
    wakeups,
    log: silentLog,
    metrics: createMetrics(),
    host: "127.0.0.1",
    port: 0,
    root: "http://127.0.0.1:9",
    bots: [],
    webhookUrl: "https://pawline.example.com",
    trustedProxies: read.config.trustedProxies,
    gateways: { yookassa: adapter },
    whatsapp: undefined,
    metricsToken: undefined,
  });
  return {
    close: async () => {
      await half.close();
      await wakeups.close();
    },
    /** A call that comes from an address, as forwarded by what it says. */
    call: (from: string, forwarded: string | undefined, path = "/webhooks/yookassa") =>
      new Promise<number>((resolve, reject) => {
        const sent = request(
          `${half.url}${path}`,
          {
            method: "POST",
            localAddress: from,
            agent: false,
            headers: {
              "content-type": "application/json",
              ...(forwarded !== undefined && { "x-forwarded-for": forwarded }),
            },
          },
          (response) => {
            response.resume().on("end", () => resolve(response.statusCode ?? 0));
          },
        );
        sent.on("error", reject);
        sent.end(
          JSON.stringify({
            type: "notification",
            event: "payment.canceled",
            object: { id: "00000000-0000-5000-8000-000000000000" },
          }),
        );
      }),
  };
}

/** Known by its address, it is asked about an order that nobody has; else it is refused as a stranger's. */
const KNOWN = 400;
const REFUSED = 403;

describe("YooKassa behind a proxy", () => {
  it("is known by what a proxy on this machine says, unless told otherwise", async () => {
    const { call, close } = await service(undefined);
    expect(await call("127.0.0.1", KASSA)).toBe(KNOWN);
    expect(await call("127.0.0.1", STRANGER)).toBe(REFUSED);
    expect(await call("127.0.0.1", undefined)).toBe(REFUSED);
    // The proxy adds who called it to what the caller claimed.
    expect(await call("127.0.0.1", `${KASSA}, ${STRANGER}`)).toBe(REFUSED);
    await close();
  });

  it.each([PROXY, `${PROXY}/32`, `10.0.0.0/8, ${PROXY}`])(
    "is known by what the proxies that are named (%s) say, and by nobody else's word",
    async (proxies) => {
      const { call, close } = await service(proxies);
      expect(await call(PROXY, KASSA)).toBe(KNOWN);
      expect(await call(OTHER, KASSA)).toBe(REFUSED);
      expect(await call("127.0.0.1", KASSA)).toBe(REFUSED);
      expect(await call(PROXY, `${KASSA}, ${STRANGER}`)).toBe(REFUSED);
      await close();
    },
  );

  it("is known through two proxies, when both are named", async () => {
    const both = await service(`${PROXY},${OTHER}`);
    expect(await both.call(PROXY, `${KASSA}, ${OTHER}`)).toBe(KNOWN);
    await both.close();
    const one = await service(PROXY);
    expect(await one.call(PROXY, `${KASSA}, ${OTHER}`)).toBe(REFUSED);
    await one.close();
  });
});

it("counts payers by their own addresses, however many come through one proxy", async () => {
  const { call, close } = await service(PROXY);
  // Let through to the form, which is not what was sent; or not.
  const press = (payer: string) => call(PROXY, payer, "/p/aaaaaaaaaaaaaaaaaaaaaa/pay");
  const pressed = [];
  for (let n = 0; n < 61; n++) pressed.push(await press(STRANGER));
  expect([pressed[0], pressed.at(-1)]).toEqual([415, 429]);
  expect(await press("203.0.113.8")).toBe(415);
  await close();
});
