import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkMerchants } from "../../../core/commands/doctor/merchants.ts";
import { runCommand } from "../../../core/commands/run.ts";
import { choicesOf, waysOf } from "../../../core/payments/choices.ts";
import { drainPayments } from "../../../core/payments/drain.ts";
import type { Gateways } from "../../../core/payments/gateway.ts";
import { setMerchant } from "../../../core/payments/merchants/accounts.ts";
import { openMerchants, withMerchants } from "../../../core/payments/merchants/open.ts";
import { refundWhole } from "../../../core/payments/refunds.ts";
import { readConfig, type Environment, type LiveConfig } from "../../../core/platform/config.ts";
import { parseKeys } from "../../../core/platform/seal.ts";
import { stillClock } from "../../../sandbox/gateways/kit/clock.ts";
import { robokassaSimulator } from "../../../sandbox/gateways/robokassa/simulator.ts";
import { paymentRoutes } from "../../../webhooks/pay/routes.ts";
import { listen, MINUTE, openShop, withWays } from "./shop.ts";

const shop = await openShop();
const { core, db, databaseUrl } = shop;
const secretsKey = randomBytes(32).toString("base64");
/** The service with the key of the environment below. */
const vault = { ...core, keys: parseKeys(secretsKey) };
const folder = await mkdtemp(join(tmpdir(), "pawline-merchants-"));

// The clinic's own shop at Robokassa, and our service once more, which knows of it.
const keys = {
  login: "paw-own",
  password1: "own-first-secret",
  password2: "own-second-secret",
  password3: "own-third-secret",
};
const app = express();
const ours = await listen(createServer(app));
const bank = await robokassaSimulator({
  shop: { ...keys, hash: "sha256", test: { password1: "own-test-first", password2: "own-test-second" } },
  clock: stillClock(() => core.clock.now()),
  resultUrl: `${ours.url}/webhooks/robokassa/paw/result`,
  databaseUrl,
});
const theirs = await listen(
  createServer((request, response) => {
    void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
  }),
);
const env: Environment = {
  OWNER_BOT_TOKEN: "4200000001:owner-bot-of-a-test",
  STAFF_BOT_TOKEN: "4200000002:staff-bot-of-a-test",
  TELEGRAM_API_ROOT: theirs.url,
  DATABASE_URL: databaseUrl,
  SECRETS_KEY: secretsKey,
  PUBLIC_URL: ours.url,
  PAWLINE_SANDBOX: "1",
  // Of the environment: nothing of it may leak into a clinic's own account.
  ROBOKASSA_SNO: "osn",
};
const own = {
  ROBOKASSA_LOGIN: keys.login,
  ROBOKASSA_PASSWORD1: keys.password1,
  ROBOKASSA_PASSWORD2: keys.password2,
  ROBOKASSA_PASSWORD3: keys.password3,
  ROBOKASSA_PAYMENT_URL: `${theirs.url}/Merchant/Index.aspx`,
  ROBOKASSA_SERVICE_URL: `${theirs.url}/Merchant/WebService/Service.asmx`,
  ROBOKASSA_REFUND_URL: `${theirs.url}/RefundService/Refund`,
};

beforeAll(() => withWays(shop, "without bank"));
afterAll(async () => {
  await Promise.all([ours.close(), theirs.close(), rm(folder, { recursive: true, force: true })]);
  await bank.close();
  await shop.close();
});

async function run(...args: string[]) {
  const lines: string[] = [];
  const live = async () => ({ core: vault, real: false, close: async () => undefined });
  const code = await runCommand("merchants", args, { print: (line) => void lines.push(line), env, live });
  return { code, said: lines.join("\n") };
}

async function file(values: Readonly<Record<string, string>> | string): Promise<string> {
  const path = join(folder, "account.json");
  await writeFile(path, typeof values === "string" ? values : JSON.stringify(values));
  return path;
}

/** The accounts as a start opens them. */
async function opened(): Promise<Gateways> {
  const merchants = await openMerchants(vault, env);
  if ("problems" in merchants) throw new Error(merchants.problems.join("\n"));
  return { robokassa: shop.gateway, ...merchants.gateways };
}

/** Names of the gateways that an order can be paid through. */
async function offered(order: string, gateways: Gateways): Promise<string[]> {
  const { ways } = await waysOf(core, gateways, { id: order, currency: "RUB" }, "RU");
  return [...new Set(choicesOf(ways).map(({ gateway }) => gateway))];
}

it("tells all mistakes of an account at once, and none of its values", async () => {
  const bad = await file({
    ROBOKASSA_LOGIN: keys.login,
    ROBOKASSA_PASSWORD1: "short",
    ROBOKASSA_HASH: "sha3-secret",
    STRIPE_SECRET_KEY: "sk_live_of_another",
    ROBOKASSA_PASWORD2: keys.password2,
  });
  const { code, said } = await run("set", "paw", "robokassa", bad);
  expect(code).toBe(1);
  for (const word of [
    "ROBOKASSA_PASSWORD1 is too short",
    "ROBOKASSA_HASH",
    "STRIPE_SECRET_KEY is no variable of robokassa",
    "ROBOKASSA_PASWORD2",
    "ROBOKASSA_PASSWORD2 is missing",
    "Nothing was changed.",
  ])
    expect(said).toContain(word);
  for (const secret of ['short"', "sha3-secret", "sk_live", keys.password2])
    expect(said).not.toContain(secret);
  expect((await run("set", "paw", "robokassa", await file("- a\n- b"))).said).toMatch(/no list of variables/);
  expect((await run("set", "paw", "robokassa", await file("{}"))).said).toMatch(/ROBOKASSA_… is missing/);
  expect((await run("set", "paw", "robokassa", join(folder, "none"))).said).toMatch(/cannot be read/);
  expect((await run("set", "paw", "paypal", bad)).said).toMatch(/^GATEWAY is one of: robokassa, yookassa/);
  expect((await run("set", "north", "robokassa", await file(own))).said).toBe("CLINIC is one of: paw.");
  expect((await run("remove", "paw", "robokassa")).code).toBe(1);
  expect(await db.merchantAccount.count()).toBe(0);
  expect((await run("list")).said).toMatch(/^No clinic has an account/);
});

it("pays a clinic through its own account, and others through the environment's", async () => {
  // The catalogue has one clinic; accounts do not lean on that.
  await db.$executeRaw`drop index clinic_only`;
  const other = randomUUID();
  const { id: _, ...clinic } = await db.clinic.findFirstOrThrow({ omit: { bank: true } });
  const { name, address, about, hours, ...rest } = clinic;
  const json = { name: name ?? {}, address: address ?? {}, about: about ?? {}, hours: hours ?? [] };
  await db.clinic.create({ data: { ...rest, ...json, id: other, slug: "other" } });
  await db.package.update({ where: { slug: "bundle-3" }, data: { clinicId: other } });

  const set = await run("set", "paw", "robokassa", await file(own));
  expect([set.code, set.said]).toEqual([0, expect.stringMatching(/called robokassa@paw/)]);
  const listed = (await run("list")).said;
  expect(listed).toMatch(/^paw {2}robokassa {2}in use/);
  const { sealed } = await db.merchantAccount.findFirstOrThrow();
  for (const secret of [keys.password1, keys.password2, keys.password3]) {
    expect(listed).not.toContain(secret);
    expect(Buffer.from(sealed).toString("latin1")).not.toContain(secret);
  }

  const gateways = await opened();
  expect(withMerchants(core, gateways).settings.gateways).toEqual(["robokassa", "robokassa@paw"]);
  const limits = { pages: 10_000, payments: 10_000 };
  app.use(paymentRoutes({ core, gateways, limits }));
  const owner = await shop.owner();
  const [mine, another] = [await shop.order(owner), await shop.order(owner, { package: "bundle-3" })];
  expect(await offered(mine.id, gateways)).toEqual(["robokassa@paw"]);
  expect(await offered(another.id, gateways)).toEqual(["robokassa"]);

  const page = mine.link.replace(shop.url, ours.url);
  const body = new URLSearchParams({ email: "", choice: "" });
  const sent = await fetch(`${page}/pay`, { method: "POST", body, redirect: "manual" });
  const to = new URL(sent.headers.get("location") ?? "");
  expect([to.origin, to.searchParams.get("MerchantLogin")]).toEqual([theirs.url, keys.login]);
  const invoice = /name="InvId" value="(\d+)"/.exec(await (await fetch(to)).text())?.[1] ?? "";
  await bank.press(invoice, "pay");
  await bank.settled();
  expect(await shop.state(mine.id)).toBe("paid");
  expect(await shop.balances()).toMatchObject({ "clearing:robokassa@paw": 49_900 });
  expect(await db.paymentNotification.findFirst()).toMatchObject({
    gateway: "robokassa@paw",
    verdict: "accepted",
  });

  // Removed: nothing new, but what was goes back through it.
  expect((await run("remove", "paw", "robokassa")).code).toBe(0);
  const after = await opened();
  expect(await offered((await shop.order(owner)).id, after)).toEqual(["robokassa"]);
  expect(withMerchants(core, after).settings.gateways).toEqual(["robokassa"]);
  await refundWhole(core, mine.id, { once: "back" });
  for (const wait of [0, MINUTE, 5 * MINUTE]) {
    core.clock.advance(wait);
    await bank.settled();
    await drainPayments(core, after);
  }
  expect(await shop.state(mine.id)).toBe("refunded");
  expect((await shop.balances())["clearing:robokassa@paw"]).toBe(0);
  expect((await run("list")).said).toMatch(/^paw {2}robokassa {2}removed/);
});

it("is tried by the doctor, and a wrong one is a reason not to start", async () => {
  await setMerchant(vault, "paw", "robokassa", own);
  const { config } = await live();
  const doctor = (changed: Partial<LiveConfig> = {}) => checkMerchants({ ...config, ...changed }, env);
  expect(await doctor()).toEqual([expect.objectContaining({ subject: "Robokassa of paw", verdict: "ok" })]);
  await setMerchant(vault, "paw", "robokassa", { ...own, ROBOKASSA_PASSWORD2: "not-the-second-secret" });
  expect(await doctor()).toEqual([
    expect.objectContaining({ subject: "Robokassa of paw", verdict: "problem" }),
  ]);
  await setMerchant(vault, "paw", "robokassa", { ...own, ROBOKASSA_PASSWORD2: own.ROBOKASSA_PASSWORD1 });
  expect(await openMerchants(vault, env)).toEqual({
    problems: [expect.stringMatching(/^Merchant account robokassa of paw: .*must differ/)],
  });
  const [lost] = await doctor({ secretsKey: randomBytes(32).toString("base64") });
  expect(lost).toMatchObject({
    verdict: "problem",
    detail: expect.stringMatching(/a key that SECRETS_KEY does not have/),
  });
});

async function live(): Promise<{ readonly config: LiveConfig }> {
  const read = readConfig(env);
  if ("problems" in read || read.config.mode !== "live") throw new Error("no live configuration");
  return { config: read.config };
}
