import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCatalog } from "../../core/catalog/check.ts";
import { importCatalog } from "../../core/catalog/import.ts";
import { runCommand } from "../../core/commands/run.ts";
import { checkProxies } from "../../core/commands/doctor/proxies.ts";
import { readConfig, type Environment } from "../../core/platform/config.ts";
import { invite, join as joinStaff } from "../../core/staff/invitations.ts";
import { createClock } from "../../sandbox/clock.ts";
import { robokassaSimulator } from "../../sandbox/gateways/robokassa/simulator.ts";
import { stripeSimulator } from "../../sandbox/gateways/stripe/simulator.ts";
import { yookassaSimulator } from "../../sandbox/gateways/yookassa/simulator.ts";
import { addFault } from "../../sandbox/telegram/faults.ts";
import { startTelegram } from "../../sandbox/telegram/server.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";
import { redis } from "../support/redis.ts";

const OWNER = "4200000001:owner-bot-of-a-test";
const STAFF = "4200000002:staff-bot-of-a-test";
const PASSWORDS = { password1: "password-one", password2: "password-two", password3: "password-three" };

const { db, url: databaseUrl, ...database } = await testDatabase();
const core = testCore(db);
const clock = createClock();
const telegram = await startTelegram({ clock, strict: true });
telegram.addBot(OWNER, { username: "pawline_bot", first_name: "Pawline" });
telegram.addBot(STAFF, { username: "pawline_staff_bot", first_name: "Staff", topics: true });
const shop = { login: "brindle-tail", hash: "sha256", ...PASSWORDS } as const;
const robokassa = await robokassaSimulator({ shop, clock, resultUrl: "http://127.0.0.1:9/" });
const hookUrl = "http://127.0.0.1:9/";
const yookassa = { shopId: "100500", secretKey: "test_secret-of-the-shop", fiscal: true };
const stripe = { secretKey: "sk_test_0123456789", webhookSecret: "whsec_0123456789" };
const gateways = [
  robokassa,
  await yookassaSimulator({ shop: yookassa, clock, hookUrl }),
  await stripeSimulator({ account: stripe, clock, hookUrl }),
];

/** The public address: `/health` of the service, and the gateways beside it. */
let health: RequestListener;
const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  void (async () => {
    for (const gateway of gateways) if (await gateway.handle(request, response, url)) return;
    health(request, response);
  })();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const publicUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  for (const gateway of gateways) await gateway.close();
  await telegram.close();
  await database.drop();
});

/** A clinic that works: everything is as it should be. */
const working: Environment = {
  PAWLINE_SANDBOX: "1",
  OWNER_BOT_TOKEN: OWNER,
  STAFF_BOT_TOKEN: STAFF,
  TELEGRAM_API_ROOT: telegram.url,
  DATABASE_URL: databaseUrl,
  SECRETS_KEY: randomBytes(32).toString("base64"),
  PUBLIC_URL: publicUrl,
  ROBOKASSA_LOGIN: shop.login,
  ROBOKASSA_PASSWORD1: shop.password1,
  ROBOKASSA_PASSWORD2: shop.password2,
  ROBOKASSA_PASSWORD3: shop.password3,
  ROBOKASSA_PAYMENT_URL: `${publicUrl}/Merchant/Index.aspx`,
  ROBOKASSA_SERVICE_URL: `${publicUrl}/Merchant/WebService/Service.asmx`,
  ROBOKASSA_REFUND_URL: `${publicUrl}/RefundService/Refund`,
};

async function call(token: string, method: string, parameters: object = {}): Promise<void> {
  const response = await fetch(`${telegram.url}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(parameters),
  });
  expect(await response.json()).toMatchObject({ ok: true });
}

beforeEach(async () => {
  health = (_request, response) =>
    response.setHeader("content-type", "application/json").end('{"status":"ok"}');
  for (const token of [OWNER, STAFF]) {
    await call(token, "setWebhook", { url: `${publicUrl}/webhooks/telegram/bot`, secret_token: "secret" });
  }
  const demo = checkCatalog(await readFile(join(import.meta.dirname, "../../prisma/seed/demo.yaml"), "utf8"));
  if ("problems" in demo) throw new Error(demo.problems.join("\n"));
  const legal = demo.catalog.legal.map((text) => ({ ...text, sample: false }));
  await importCatalog(core, { ...demo.catalog, legal }, { samples: false });
  for (const [role, vetSlug] of [
    ["vet", "vera-lugova"],
    ["operator"],
    ["administrator"],
    ["cashier"],
  ] as const) {
    const invited = await invite(core, { role, name: "Вера", ...(vetSlug && { vetSlug }) });
    if (invited.kind !== "invited") throw new Error(invited.kind);
    const id = core.ids();
    await db.person.create({ data: { id, channel: "staff", createdAt: core.clock.now() } });
    await joinStaff(core, id, new URL(invited.link).searchParams.get("start") ?? "");
  }
});

afterEach(async () => {
  await db.$executeRaw`truncate clinic, package, vet, legal_text, person, staff, invitation cascade`;
});

interface Visit {
  readonly code: number;
  readonly lines: readonly string[];
  /** What is to be mended: the subjects. */
  readonly problems: readonly string[];
}

async function doctor(changes: Environment = {}): Promise<Visit> {
  const lines: string[] = [];
  const env = { ...working, ...changes };
  const code = await runCommand("doctor", [], { print: (line) => void lines.push(line), env });
  const told = lines.join("\n");
  const secrets = Object.entries(env).flatMap(([name, value]) => {
    if (!value) return [];
    const password = URL.canParse(value) ? new URL(value).password : "";
    return /TOKEN|KEY|PASSWORD\d/.test(name) ? [value] : password ? [password] : [];
  });
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  const problems = lines.flatMap((line) => /^problem +(.*?):/.exec(line)?.[1] ?? []);
  return { code, lines, problems };
}

it("finds nothing where everything works", async () => {
  const visit = await doctor();
  expect(visit).toMatchObject({ code: 0, problems: [] });
  expect(visit.lines).toEqual([
    "ok       proxies: those on this machine are believed about who calls.",
    "ok       owners' bot: @pawline_bot",
    "ok       updates of the owners' bot: posted to PUBLIC_URL; 0 updates waiting.",
    "ok       staff bot: @pawline_staff_bot",
    "ok       updates of the staff bot: posted to PUBLIC_URL; 0 updates waiting.",
    "ok       public address: it leads to this service.",
    "ok       database: it is reachable and up to date.",
    "ok       catalogue: 4 packages, 5 vets.",
    "ok       staff: 1 vet joined.",
    "ok       Robokassa: it knows the shop and accepts its signature.",
    "ok       WhatsApp: off; owners write in Telegram (WHATSAPP_DRIVER).",
    "Everything works.",
  ]);
});

it("names the proxies that are believed, and wonders at none where others reach the service", async () => {
  const named = await doctor({ TRUSTED_PROXIES: "10.0.0.5, 172.18.0.0/16" });
  expect(named.lines).toContain("ok       proxies: believed about who calls: 10.0.0.5, 172.18.0.0/16.");
  const read = readConfig({ ...working, PAWLINE_SANDBOX: "", PUBLIC_URL: "https://pawline.example.com" });
  if (!("config" in read) || read.config.mode !== "live") throw new Error("not live");
  expect(checkProxies({ ...read.config, host: "0.0.0.0" })).toMatchObject([{ verdict: "note" }]);
  expect(checkProxies({ ...read.config, publicUrl: undefined })).toEqual([]);
});

describe("what is wrong is told, and how to mend it", () => {
  it("mistakes of the configuration, all at once and before anything is asked", async () => {
    const visit = await doctor({ SECRETS_KEY: "short-secret", ROBOKASSA_PASSWORD1: undefined });
    expect(visit.code).toBe(1);
    expect(visit.lines[0]).toBe("The configuration has mistakes:");
    expect(visit.lines.slice(1).map((line) => line.split(" ")[0])).toEqual([
      "SECRETS_KEY",
      "ROBOKASSA_PASSWORD1",
    ]);
  });

  it("a token that Telegram does not know", async () => {
    const visit = await doctor({ STAFF_BOT_TOKEN: "4200000003:nobody-knows-this" });
    expect(visit).toMatchObject({ code: 1, problems: ["staff bot"] });
    expect(visit.lines.join("\n")).toContain("Telegram does not know STAFF_BOT_TOKEN.");
  });

  it("Telegram that does not answer", async () => {
    const visit = await doctor({ TELEGRAM_API_ROOT: "http://127.0.0.1:1" });
    expect(visit.problems).toEqual(["owners' bot", "staff bot"]);
  });

  it("a webhook that was never set, or leads elsewhere", async () => {
    await call(OWNER, "deleteWebhook");
    await call(STAFF, "setWebhook", { url: "http://127.0.0.1:1/elsewhere", secret_token: "secret" });
    const visit = await doctor();
    expect(visit.problems).toEqual(["updates of the owners' bot", "updates of the staff bot"]);
    expect(visit.lines.join("\n")).toMatch(/posts them nowhere yet[^]*another address than PUBLIC_URL/);
  });

  it("an address behind which nobody is, or somebody else", async () => {
    health = (_request, response) => response.end("<h1>It works!</h1>");
    expect((await doctor()).problems).toEqual(["public address"]);
    health = (_request, response) => response.writeHead(302, { location: "https://example.com" }).end();
    expect((await doctor()).lines.join("\n")).toContain("somebody else answers at PUBLIC_URL (HTTP 302");
    const visit = await doctor({ PUBLIC_URL: "http://127.0.0.1:1" });
    expect(visit.lines.join("\n")).toContain("PUBLIC_URL cannot be reached from here");
  });

  it("a database that refuses, or is not there", async () => {
    const wrong = new URL(databaseUrl);
    wrong.password = "not-the-password";
    expect((await doctor({ DATABASE_URL: wrong.href })).problems).toEqual(["database"]);
    const visit = await doctor({ DATABASE_URL: "postgresql://a:pass-of-nobody@127.0.0.1:1/pawline" });
    expect(visit.problems).toEqual(["database"]);
    expect(visit.lines.join("\n")).toContain("ECONNREFUSED");
  });

  it("a database that is not migrated, or belongs to a later version", async () => {
    const rows = await db.$queryRaw<{ name: string }[]>`
      select migration_name as name from _prisma_migrations order by started_at desc limit 1`;
    const last = rows[0]?.name ?? "";
    await db.$executeRaw`update _prisma_migrations set migration_name = '29990101000000_later_contract' where migration_name = ${last}`;
    expect((await doctor()).lines.join("\n")).toContain("belongs to a later version");
    await db.$executeRaw`update _prisma_migrations set migration_name = ${last}, finished_at = null where migration_name = '29990101000000_later_contract'`;
    expect((await doctor()).lines.join("\n")).toContain(`migration ${last} failed half way`);
    await db.$executeRaw`update _prisma_migrations set finished_at = started_at, rolled_back_at = started_at where migration_name = ${last}`;
    expect((await doctor()).lines.join("\n")).toContain("1 migration behind");
    await db.$executeRaw`update _prisma_migrations set rolled_back_at = null where migration_name = ${last}`;
    expect((await doctor()).problems).toEqual([]);
  });

  it("a gateway that does not know the shop or its signature, or does not answer", async () => {
    const signature = await doctor({ ROBOKASSA_PASSWORD2: "not-password-two" });
    expect(signature.problems).toEqual(["Robokassa"]);
    expect(signature.lines.join("\n")).toContain("Compare ROBOKASSA_PASSWORD2 and ROBOKASSA_HASH");
    expect((await doctor({ ROBOKASSA_HASH: "md5" })).problems).toEqual(["Robokassa"]);
    expect((await doctor({ ROBOKASSA_LOGIN: "another" })).lines.join("\n")).toContain(
      "does not know the shop",
    );
    const silent = await doctor({ ROBOKASSA_SERVICE_URL: "http://127.0.0.1:1" });
    expect(silent.problems).toEqual(["Robokassa"]);
  });

  it("a shop at YooKassa or an account at Stripe with a wrong key, or out of reach", async () => {
    const shops = {
      YOOKASSA_SHOP_ID: yookassa.shopId,
      YOOKASSA_SECRET_KEY: yookassa.secretKey,
      YOOKASSA_API_ROOT: `${publicUrl}/v3`,
      STRIPE_SECRET_KEY: stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
      STRIPE_API_ROOT: publicUrl,
    };
    const right = await doctor(shops);
    expect(right.problems).toEqual([]);
    expect(right.lines).toContain("ok       YooKassa: it accepts the secret key.");
    expect(right.lines).toContain("ok       Stripe: it accepts the secret key.");
    const keys = { YOOKASSA_SECRET_KEY: "test_of-somebody-else", STRIPE_SECRET_KEY: "sk_test_9876543210" };
    const wrong = await doctor({ ...shops, ...keys });
    expect(wrong.problems).toEqual(["YooKassa", "Stripe"]);
    expect(wrong.lines.join("\n")).toContain("Compare YOOKASSA_SHOP_ID and YOOKASSA_SECRET_KEY");
    const away = { YOOKASSA_API_ROOT: "http://127.0.0.1:1/v3", STRIPE_API_ROOT: "http://127.0.0.1:1" };
    expect((await doctor({ ...shops, ...away })).problems).toEqual(["YooKassa", "Stripe"]);
  });

  it("a provider in Telegram that takes what it should, or does not", async () => {
    const provider = { TELEGRAM_PROVIDER_TOKEN: "4200000003:TEST:provider-of-a-test" };
    const right = await doctor(provider);
    expect(right.problems).toEqual([]);
    expect(right.lines).toContain("ok       Payments in Telegram: an invoice in RUB can be made.");
    const description = "Bad Request: PAYMENT_PROVIDER_INVALID";
    addFault(telegram.world, { type: "error", method: "createInvoiceLink", code: 400, description });
    const wrong = await doctor(provider);
    expect(wrong.problems).toEqual(["Payments in Telegram"]);
    expect(wrong.lines.join("\n")).toContain("(payment_provider_invalid)");
  });

  it("an empty catalogue, and nobody to answer", async () => {
    await db.$executeRaw`truncate clinic, package, vet, legal_text, person, staff, invitation cascade`;
    expect((await doctor()).problems).toEqual(["catalogue", "staff"]);
  });

  it("sample legal texts, in a service for real people", async () => {
    await db.$executeRaw`truncate legal_text`;
    const sample = { kind: "offer", version: "sample-1", locale: "ru", title: "x", body: "x", hash: "x" };
    await db.legalText.create({
      data: { ...sample, required: false, sample: true, publishedAt: core.clock.now() },
    });
    const real = { PAWLINE_SANDBOX: undefined, PUBLIC_URL: undefined, ...withoutShop };
    expect((await doctor(real)).problems).toEqual(["legal texts"]);
    expect((await doctor()).problems).toEqual([]);
  });

  it("Redis that does not answer", async () => {
    const visit = await doctor({ REDIS_URL: "redis://:secret-of-redis@127.0.0.1:1" });
    expect(visit.problems).toEqual(["Redis"]);
    expect(visit.lines.join("\n")).toContain("ECONNREFUSED");
  });

  it.runIf(redis)("and Redis that answers", async () => {
    const visit = await doctor({ REDIS_URL: redis?.url });
    expect(visit.lines).toContain("ok       Redis: it answers.");
  });
});

const withoutShop = Object.fromEntries(
  Object.keys(working).flatMap((name) => (name.startsWith("ROBOKASSA_") ? [[name, undefined]] : [])),
);

it("says what works and may surprise, without finding fault", async () => {
  telegram.addBot(STAFF, { username: "pawline_staff_bot", first_name: "Staff", topics: false });
  await db.staff.updateMany({ where: { roles: { has: "operator" } }, data: { roles: ["vet"] } });
  const visit = await doctor({ ...withoutShop, PUBLIC_URL: undefined });
  telegram.addBot(STAFF, { username: "pawline_staff_bot", first_name: "Staff", topics: true });
  expect(visit).toMatchObject({ code: 0, problems: [] });
  expect(visit.lines.filter((line) => line.startsWith("note"))).toEqual([
    expect.stringContaining("updates of the owners' bot: still posted to an address"),
    expect.stringContaining("staff bot: it has no topics"),
    expect.stringContaining("updates of the staff bot: still posted"),
    expect.stringContaining("public address: none, so nothing can be bought"),
    expect.stringContaining("staff: nobody answers support"),
  ]);
});

it("says what Robokassa's test mode can show and what it cannot", async () => {
  const passwords = { ROBOKASSA_PASSWORD1: "test-password-one", ROBOKASSA_PASSWORD2: "test-password-two" };
  const about = async (changes: Environment) => {
    const visit = await doctor({ ...changes, ROBOKASSA_TEST: "1" });
    expect(visit).toMatchObject({ code: 0, problems: [] });
    return visit.lines.filter((line) => line.includes("Robokassa:"));
  };
  // The service that tells states takes the passwords of real payments alone: not the clinic's mistake.
  const [testing, limits] = await about(passwords);
  expect(testing).toContain("test passwords cannot be checked from here");
  expect(limits).toContain("nothing is charged and nothing is given");
  // Passwords of real payments are taken there, and are the wrong ones for the form.
  expect((await about({}))[0]).toContain("as its password for real payments");
  expect((await about({ ...passwords, ROBOKASSA_LOGIN: "not-active-yet" }))[0]).toContain(
    "not activated yet",
  );
  const silent = await doctor({ ROBOKASSA_TEST: "1", ROBOKASSA_SERVICE_URL: "http://127.0.0.1:1" });
  expect(silent.problems).toEqual(["Robokassa"]);
});

it("has nothing to look at in the sandbox", async () => {
  const visit = await doctor(Object.fromEntries(Object.keys(working).map((name) => [name, undefined])));
  expect(visit.code).toBe(0);
  expect(visit.lines[0]).toContain("No bot token is set");
});
