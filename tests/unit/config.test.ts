import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  gatewayNames,
  readConfig,
  webhookSecret,
  type Config,
  type Environment,
} from "../../core/platform/config.ts";
import { variables } from "../../core/platform/variables.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const live: Environment = {
  OWNER_BOT_TOKEN: "1000001:owner-token-of-a-test",
  STAFF_BOT_TOKEN: "1000002:staff-token-of-a-test",
  DATABASE_URL: "postgresql://pawline:pass@db.example.com:5432/pawline",
  SECRETS_KEY: key,
};
const selling: Environment = {
  ...live,
  PUBLIC_URL: "https://pawline.example.com/",
  ROBOKASSA_LOGIN: "brindle-tail",
  ROBOKASSA_PASSWORD1: "password-one",
  ROBOKASSA_PASSWORD2: "password-two",
  ROBOKASSA_PASSWORD3: "password-three",
};
const sandboxed: Environment = {
  ...selling,
  PAWLINE_SANDBOX: "1",
  DATABASE_URL: "postgresql://pawline:pass@127.0.0.1:5432/pawline",
  PUBLIC_URL: "http://127.0.0.1:8081",
  TELEGRAM_API_ROOT: "http://127.0.0.1:8082",
  ROBOKASSA_PAYMENT_URL: "http://127.0.0.1:8083/Merchant/Index.aspx",
  ROBOKASSA_SERVICE_URL: "http://127.0.0.1:8083/Merchant/WebService/Service.asmx",
  ROBOKASSA_REFUND_URL: "http://127.0.0.1:8083/RefundService/Refund",
};

function config(env: Environment): Config {
  const read = readConfig(env);
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  return read.config;
}

function liveConfig(env: Environment) {
  const read = config(env);
  if (read.mode !== "live") throw new Error("not live");
  return read;
}

function problems(env: Environment): readonly string[] {
  const read = readConfig(env);
  return "problems" in read ? read.problems : [];
}

const byName = (one = "", other = "") => one.localeCompare(other);

/** The variables that problems are about, in order and once each. */
const named = (env: Environment) =>
  [...new Set(problems(env).map((problem) => problem.split(/[ ,]/)[0]))].toSorted(byName);

describe("the mode", () => {
  it("is the sandbox without any variable", () => {
    expect(config({})).toEqual({
      mode: "sandbox",
      host: "127.0.0.1",
      port: 8080,
      dataDir: ".data",
      logLevel: "info",
      defaultLocale: "ru",
      metricsToken: undefined,
      whatsapp: "web",
      whatsappPolls: false,
      chromiumPath: undefined,
    });
    expect(config({ WHATSAPP_DRIVER: "off" })).toMatchObject({ whatsapp: undefined });
  });

  it("is live with either token, and then everything else is required", () => {
    expect(named({ OWNER_BOT_TOKEN: live["OWNER_BOT_TOKEN"] })).toEqual([
      "DATABASE_URL",
      "SECRETS_KEY",
      "STAFF_BOT_TOKEN",
    ]);
    expect(named({ STAFF_BOT_TOKEN: "nonsense" })).toEqual([
      "DATABASE_URL",
      "OWNER_BOT_TOKEN",
      "SECRETS_KEY",
      "STAFF_BOT_TOKEN",
    ]);
  });

  it("takes an empty or blank variable for one that is not set", () => {
    expect(config({ OWNER_BOT_TOKEN: "", STAFF_BOT_TOKEN: "  ", PORT: "" }).mode).toBe("sandbox");
  });

  it("stays the sandbox with a database and says what it leaves aside", () => {
    const read = readConfig({ DATABASE_URL: "nonsense", REDIS_URL: "redis://127.0.0.1:6379", PORT: "9000" });
    expect(read).toMatchObject({ config: { mode: "sandbox", port: 9000 } });
    expect("remarks" in read && read.remarks).toEqual([
      "DATABASE_URL, REDIS_URL: not used, because no bot token is set.",
    ]);
  });
});

describe("a live service", () => {
  it("polls and sells nothing without a public address, and says so", () => {
    expect(config(live)).toMatchObject({
      mode: "live",
      sandboxed: false,
      telegramApiRoot: "https://api.telegram.org",
      publicUrl: undefined,
      redisUrl: undefined,
      robokassa: undefined,
    });
    const read = readConfig(live);
    expect("remarks" in read && read.remarks).toEqual([
      "PUBLIC_URL is not set: updates are polled, and nothing can be bought.",
    ]);
  });

  it("takes addresses without a slash at the end and knows Robokassa's own", () => {
    expect(config(selling)).toMatchObject({
      publicUrl: "https://pawline.example.com",
      robokassa: {
        login: "brindle-tail",
        hash: "sha256",
        test: false,
        paymentUrl: "https://auth.robokassa.ru/Merchant/Index.aspx",
        serviceUrl: "https://auth.robokassa.ru/Merchant/WebService/Service.asmx",
        refundUrl: "https://services.robokassa.ru/RefundService/Refund",
        tax: "none",
      },
    });
  });

  it("refuses payments without a public address", () => {
    expect(named({ ...selling, PUBLIC_URL: undefined })).toEqual(["PUBLIC_URL"]);
  });

  it.each(["LOGIN", "PASSWORD1", "PASSWORD2"])("refuses a shop without its %s", (part) => {
    expect(named({ ...selling, [`ROBOKASSA_${part}`]: undefined })).toEqual([`ROBOKASSA_${part}`]);
  });

  it("says that refunds are made by hand without the third password", () => {
    const read = readConfig({ ...selling, ROBOKASSA_PASSWORD3: undefined });
    expect("remarks" in read && read.remarks).toEqual([
      expect.stringMatching(/^ROBOKASSA_PASSWORD3 is not set/),
    ]);
    expect(named({ ...live, ROBOKASSA_PASSWORD3: "password-three" })).toContain("ROBOKASSA_LOGIN");
  });

  it("refuses passwords that are the same", () => {
    expect(named({ ...selling, ROBOKASSA_PASSWORD2: "password-one" })).toEqual(["ROBOKASSA_PASSWORD1"]);
  });

  it("tells of itself at a port where that is named, and takes its time to go where that is asked for", () => {
    expect(liveConfig(live)).toMatchObject({ healthPort: undefined, drainDelayMs: 0 });
    const watched = { ...live, HEALTH_PORT: "8081", DRAIN_DELAY: "5" };
    expect(liveConfig(watched)).toMatchObject({ healthPort: 8081, drainDelayMs: 5000 });
    expect(named({ ...live, HEALTH_PORT: "80811", DRAIN_DELAY: "21" })).toEqual([
      "DRAIN_DELAY",
      "HEALTH_PORT",
    ]);
  });

  it("believes the proxies on this machine, or those that are named", () => {
    expect(liveConfig(live).trustedProxies).toEqual(["loopback"]);
    const named = { ...live, TRUSTED_PROXIES: "loopback, 10.0.0.5,172.18.0.0/16,FD00::/8" };
    expect(liveConfig(named).trustedProxies).toEqual(["loopback", "10.0.0.5", "172.18.0.0/16", "fd00::/8"]);
  });

  it.each(["nginx", "10.0.0.0/33", "10.0.0.0/", "0.0.0.0/0", "::/0", "10.0.0.5,", "10.0.0.5/8/8", "1"])(
    "refuses %s as a proxy",
    (proxies) => {
      expect(named({ ...live, TRUSTED_PROXIES: proxies })).toEqual(["TRUSTED_PROXIES"]);
    },
  );

  it("takes a terminal of ZarinPal by itself, and says when it is the one for trials", () => {
    const merchant = "5a2db0c5-0000-4000-8000-7061776c696e";
    const terminal = { ...live, PUBLIC_URL: "https://pawline.example.com", ZARINPAL_MERCHANT_ID: merchant };
    expect(config(terminal)).toMatchObject({
      zarinpal: { merchantId: merchant, apiRoot: "https://payment.zarinpal.com" },
    });
    const trial = readConfig({ ...terminal, ZARINPAL_API_ROOT: "https://sandbox.zarinpal.com" });
    expect("remarks" in trial && trial.remarks).toContain(
      "ZARINPAL_API_ROOT is ZarinPal's sandbox: no money moves.",
    );
    const account = {
      ZARINPAL_ACCESS_TOKEN: "token-of-an-account-at-zarinpal",
      ZARINPAL_TERMINAL_ID: "4711",
    };
    expect(liveConfig({ ...terminal, ...account }).zarinpal?.account).toEqual({
      accessToken: "token-of-an-account-at-zarinpal",
      terminalId: "4711",
      graphqlUrl: "https://next.zarinpal.com/api/v4/graphql/",
    });
    expect(named({ ...terminal, ...account, ZARINPAL_TERMINAL_ID: undefined })).toEqual([
      "ZARINPAL_TERMINAL_ID",
    ]);
    expect(named({ ...live, ...account })).toEqual(["ZARINPAL_MERCHANT_ID"]);
    expect(named({ ...terminal, ZARINPAL_API_ROOT: "http://payment.zarinpal.com" })).toEqual([
      "ZARINPAL_API_ROOT",
    ]);
    expect(named({ ...terminal, PUBLIC_URL: undefined })).toEqual(["PUBLIC_URL"]);
    expect(named({ ...terminal, ZARINPAL_MERCHANT_ID: "1234" })).toEqual(["ZARINPAL_MERCHANT_ID"]);
  });

  it("takes a provider inside Telegram, links to it, and says when it is one for trials", () => {
    const provider = { TELEGRAM_PROVIDER_TOKEN: "381764678:TEST:12345", TELEGRAM_PROVIDER_VAT: "1" };
    const paid = { ...live, PUBLIC_URL: "https://pawline.example.com", ...provider };
    expect(config(paid)).toMatchObject({
      telegram: {
        providerToken: "381764678:TEST:12345",
        currencies: ["RUB"],
        botToken: "1000001:owner-token-of-a-test",
        apiRoot: "https://api.telegram.org",
        linkOrigin: "https://t.me",
        receipts: { vat: 1, taxSystem: undefined },
      },
    });
    const read = readConfig(paid);
    expect("remarks" in read && read.remarks).toEqual([
      "TELEGRAM_PROVIDER_TOKEN is that of a test provider: no money moves.",
    ]);
    expect(named({ ...paid, PUBLIC_URL: undefined })).toEqual(["PUBLIC_URL"]);
    expect(named({ ...paid, TELEGRAM_PROVIDER_TOKEN: "381764678" })).toEqual(["TELEGRAM_PROVIDER_TOKEN"]);
    expect(named({ ...paid, TELEGRAM_PROVIDER_CURRENCIES: "IRR" })).toEqual(["TELEGRAM_PROVIDER_CURRENCIES"]);
    expect(named({ ...paid, TELEGRAM_PROVIDER_SECRET: "x" })).toEqual(["TELEGRAM_PROVIDER_SECRET"]);
  });

  it("says nothing of the keys that the sandbox plays with", () => {
    const played = {
      ...sandboxed,
      YOOKASSA_SHOP_ID: "100500",
      YOOKASSA_SECRET_KEY: "test_sandbox-secret-of-yookassa",
      YOOKASSA_API_ROOT: "http://127.0.0.1:8084/v3",
    };
    expect(readConfig(played)).toMatchObject({ remarks: [] });
  });

  it("asks for second receipts where the shop's receipts are made by Robokassa", () => {
    expect(config({ ...selling, ROBOKASSA_SECOND_RECEIPT: "1" })).toMatchObject({
      robokassa: {
        settlement: {
          receiptUrl: "https://ws.roboxchange.com/RoboFiscal/Receipt",
          siteUrl: "https://pawline.example.com",
        },
      },
    });
    expect(config(selling)).toMatchObject({ robokassa: { settlement: undefined } });
  });

  it("takes a hold with its certificate, and not in test mode", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const holding = { ...selling, ROBOKASSA_HOLD: "1", ROBOKASSA_CERTIFICATE: pem };
    const oneLine = pem.trim().replaceAll("\n", String.raw`\n`);
    for (const certificate of [pem, oneLine]) {
      expect(config({ ...holding, ROBOKASSA_CERTIFICATE: certificate })).toMatchObject({
        robokassa: {
          hold: {
            certificate: pem,
            confirmUrl: "https://auth.robokassa.ru/Merchant/Payment",
            notifyUrl: "https://pawline.example.com/webhooks/robokassa/result2",
          },
        },
      });
    }
    expect(named({ ...holding, ROBOKASSA_CERTIFICATE: undefined })).toEqual(["ROBOKASSA_CERTIFICATE"]);
    expect(named({ ...holding, ROBOKASSA_CERTIFICATE: "no/such/file.cer" })).toEqual([
      "ROBOKASSA_CERTIFICATE",
    ]);
    expect(named({ ...holding, ROBOKASSA_TEST: "1" })).toEqual(["ROBOKASSA_HOLD"]);
  });

  it("refuses one token for both bots", () => {
    expect(named({ ...live, STAFF_BOT_TOKEN: live["OWNER_BOT_TOKEN"] })).toEqual(["STAFF_BOT_TOKEN"]);
  });

  it("refuses a misspelt variable of the shop", () => {
    expect(named({ ...selling, ROBOKASSA_PASWORD3: "password-three" })).toEqual(["ROBOKASSA_PASWORD3"]);
  });

  it.each([
    ["http://pawline.example.com", "https://"],
    ["https://localhost", "others reach"],
    ["https://pawline.example.com:8000", "443, 80, 88 or 8443"],
    ["https://pawline.example.com/?a=1", "without a query"],
    ["pawline.example.com", "web address"],
  ])("refuses the public address %s", (PUBLIC_URL, reason) => {
    expect(problems({ ...live, PUBLIC_URL })).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ["http://telegram-bot-api:8081", true],
    ["http://10.0.0.5:8081", true],
    ["http://bot-api.example.com", false],
    ["https://bot-api.example.com", true],
  ])("sends tokens to %s: %s", (TELEGRAM_API_ROOT, right) => {
    expect(problems({ ...live, TELEGRAM_API_ROOT })).toHaveLength(right ? 0 : 1);
  });

  it("tells all mistakes at once, each with its variable", () => {
    const wrong = {
      ...live,
      DATABASE_URL: "mysql://db",
      SECRETS_KEY: "short",
      PUBLIC_URL: "ftp://x",
      REDIS_URL: "localhost:6379x",
      PORT: "99999",
      LOG_LEVEL: "loud",
      DEFAULT_LOCALE: "fa",
      METRICS_TOKEN: "1234",
      ROBOKASSA_HASH: "crc32",
      ROBOKASSA_LOGIN: "shop",
    };
    expect(named(wrong)).toEqual([
      "DATABASE_URL",
      "DEFAULT_LOCALE",
      "LOG_LEVEL",
      "METRICS_TOKEN",
      "PORT",
      "PUBLIC_URL",
      "REDIS_URL",
      "ROBOKASSA_HASH",
      "ROBOKASSA_PASSWORD1",
      "ROBOKASSA_PASSWORD2",
      "SECRETS_KEY",
    ]);
  });

  it("never repeats a value", () => {
    const secret = "5ecret-that-must-not-be-shown";
    const all = Object.fromEntries(Object.keys(variables.shape).map((name) => [name, secret]));
    const told = problems({ ...all, ROBOKASSA_OTHER: secret });
    expect(told.length).toBeGreaterThan(10);
    expect(told.join("\n")).not.toContain(secret);
  });
});

describe("the cashier's limit", () => {
  it("is a sum for each currency", () => {
    const limitOf = (CASHIER_LIMIT?: string) => {
      const read = readConfig({ ...live, ...(CASHIER_LIMIT !== undefined && { CASHIER_LIMIT }) });
      return "config" in read && read.config.mode === "live" ? read.config.cashierLimits : read;
    };
    expect(limitOf()).toMatchObject({ RUB: 1_000_000, EUR: 10_000 });
    expect(limitOf("rub:5, EUR:0")).toEqual({ RUB: 5, EUR: 0 });
    for (const wrong of ["5", "RUB:1.5", "RUB:1,RUB:2", "RUB:-1", "RUB"])
      expect(limitOf(wrong)).toEqual({ problems: [expect.stringMatching(/^CASHIER_LIMIT is not a list/)] });
  });
});

describe("WhatsApp", () => {
  const cloud = {
    ...selling,
    WHATSAPP_DRIVER: "cloud",
    WHATSAPP_PHONE_ID: "106540352242922",
    WHATSAPP_TOKEN: "an-access-token-of-a-test",
    WHATSAPP_APP_SECRET: "an-app-secret-of-a-test",
    WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-a-test",
  };

  it("is not there unless a driver is chosen", () => {
    expect(liveConfig(live).whatsapp).toBeUndefined();
    expect(named({ ...live, WHATSAPP_TOKEN: cloud.WHATSAPP_TOKEN })).toEqual(["WHATSAPP_DRIVER"]);
  });

  it("runs in a browser on a paired number", () => {
    const env = { ...live, WHATSAPP_DRIVER: "web", WHATSAPP_NUMBER: "+79990001122" };
    expect(liveConfig(env).whatsapp).toEqual({
      driver: "web",
      browser: true,
      number: "79990001122",
      chromiumPath: undefined,
      dailyLimit: 1000,
      pairByCode: false,
      polls: false,
      simulator: undefined,
    });
    expect(liveConfig({ ...env, WHATSAPP_BROWSER: "0" }).whatsapp).toMatchObject({ browser: false });
    const simulator = ["--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:8443"];
    expect(named({ ...env, WHATSAPP_BROWSER_ARGS: JSON.stringify(simulator) })).toEqual([
      "WHATSAPP_BROWSER_ARGS",
    ]);
    expect(named({ ...sandboxed, WHATSAPP_DRIVER: "web" })).toEqual(["WHATSAPP_BROWSER_ARGS"]);
    const local = { ...sandboxed, WHATSAPP_DRIVER: "web", WHATSAPP_BROWSER_ARGS: JSON.stringify(simulator) };
    expect(liveConfig(local).whatsapp).toMatchObject({ simulator });
  });

  it("has polls beside numbers where it is asked to, and says where that has no effect", () => {
    const polls = { WHATSAPP_POLLS: "1" };
    expect(liveConfig({ ...live, ...polls, WHATSAPP_DRIVER: "web" }).whatsapp).toMatchObject({ polls: true });
    expect(config(polls)).toMatchObject({ whatsappPolls: true });
    expect(readConfig({ ...cloud, ...polls })).toMatchObject({
      remarks: expect.arrayContaining([expect.stringContaining("WHATSAPP_POLLS has no effect")]) as string[],
    });
  });

  it("pairs by a code only a number that is known", () => {
    const env = { ...live, WHATSAPP_DRIVER: "web", WHATSAPP_PAIR_BY_CODE: "1" };
    expect(named(env)).toEqual(["WHATSAPP_NUMBER"]);
  });

  it("speaks to Meta's Cloud API", () => {
    expect(liveConfig(cloud).whatsapp).toMatchObject({
      driver: "cloud",
      root: "https://graph.facebook.com",
      template: undefined,
    });
    expect(named({ ...cloud, WHATSAPP_APP_SECRET: undefined })).toEqual(["WHATSAPP_APP_SECRET"]);
    expect(named({ ...live, WHATSAPP_DRIVER: "cloud" })).toEqual([
      "PUBLIC_URL",
      "WHATSAPP_APP_SECRET",
      "WHATSAPP_PHONE_ID",
      "WHATSAPP_TOKEN",
      "WHATSAPP_VERIFY_TOKEN",
    ]);
    expect(named({ ...cloud, WHATSAPP_PHONEID: "1" })).toEqual(["WHATSAPP_PHONEID"]);
  });
});

describe("shops at YooKassa and Stripe", () => {
  const yookassa = { YOOKASSA_SHOP_ID: "100500", YOOKASSA_SECRET_KEY: "live_secret-of-the-shop" };
  const stripe = { STRIPE_SECRET_KEY: "sk_live_0123456789", STRIPE_WEBHOOK_SECRET: "whsec_0123456789" };
  const PUBLIC_URL = "https://pawline.example.com";

  it("are known by their keys, beside Robokassa or alone", () => {
    const both = liveConfig({ ...selling, ...yookassa, ...stripe, STRIPE_CURRENCIES: "eur, USD" });
    expect(gatewayNames(both)).toEqual(["robokassa", "yookassa", "stripe"]);
    expect(both).toMatchObject({
      yookassa: { apiRoot: "https://api.yookassa.ru/v3", formOrigin: "https://yoomoney.ru", vat: 1 },
      stripe: { apiRoot: "https://api.stripe.com", currencies: ["EUR", "USD"] },
    });
    const alone = readConfig({ ...live, PUBLIC_URL, ...stripe });
    expect("remarks" in alone && alone.remarks).toEqual([]);
  });

  it("are whole, or not there, and need a public address", () => {
    for (const shop of [yookassa, stripe]) {
      expect(named({ ...live, ...shop })).toEqual(["PUBLIC_URL"]);
      for (const name of Object.keys(shop)) {
        expect(named({ ...live, PUBLIC_URL, ...shop, [name]: undefined })).toEqual([name]);
      }
    }
  });

  it.each([
    ["YOOKASSA_SHOP_ID", "shop"],
    ["YOOKASSA_SECRET_KEY", "sk_live_0123456789"],
    ["YOOKASSA_VAT", "20"],
    ["YOOKASSA_RECEIPT_EMAIL", "nobody"],
    ["YOOKASSA_API_ROOT", "http://api.yookassa.ru/v3"],
    ["YOOKASSA_SHOPID", "100500"],
    ["STRIPE_SECRET_KEY", "pk_live_0123456789"],
    ["STRIPE_WEBHOOK_SECRET", "0123456789"],
    ["STRIPE_CURRENCIES", "EUR,JPY"],
    ["STRIPE_CURRENCIES", "euros"],
    ["STRIPE_API_ROOT", "http://api.stripe.com"],
    ["STRIPE_WEBHOK_SECRET", "whsec_0123456789"],
  ])("are refused with a wrong %s: %s", (name, value) => {
    expect(named({ ...live, PUBLIC_URL, ...yookassa, ...stripe, [name]: value })).toEqual([name]);
  });

  it("say that a test shop charges nobody", () => {
    const keys = { YOOKASSA_SECRET_KEY: "test_secret-of-the-shop", STRIPE_SECRET_KEY: "sk_test_0123456789" };
    const read = readConfig({ ...live, PUBLIC_URL, ...yookassa, ...stripe, ...keys });
    expect("remarks" in read && read.remarks).toEqual([
      expect.stringMatching(/^YOOKASSA_SECRET_KEY is that of a test shop/),
      expect.stringMatching(/^STRIPE_SECRET_KEY is that of a test shop/),
    ]);
  });

  it("stay on this machine in the sandbox", () => {
    expect(named({ ...sandboxed, ...yookassa, ...stripe })).toEqual(["STRIPE_API_ROOT", "YOOKASSA_API_ROOT"]);
  });
});

describe("the service that the sandbox starts", () => {
  it("may use plain addresses of this machine", () => {
    expect(config(sandboxed)).toMatchObject({
      mode: "live",
      sandboxed: true,
      publicUrl: "http://127.0.0.1:8081",
      telegramApiRoot: "http://127.0.0.1:8082",
    });
  });

  it.each([
    ["HOST", "0.0.0.0"],
    ["DATABASE_URL", "postgresql://pawline:pass@db.example.com/pawline"],
    ["TELEGRAM_API_ROOT", undefined],
    ["TELEGRAM_API_ROOT", "http://127.0.0.1.example.com"],
    ["PUBLIC_URL", "https://pawline.example.com"],
    ["REDIS_URL", "redis://redis:6379"],
    ["ROBOKASSA_PAYMENT_URL", undefined],
    ["ROBOKASSA_SERVICE_URL", undefined],
    ["ROBOKASSA_REFUND_URL", "https://services.robokassa.ru/RefundService/Refund"],
  ])("is refused when %s is %s", (name, value) => {
    expect(named({ ...sandboxed, [name]: value })).toEqual([name]);
  });

  it("is not what a person starts by hand", () => {
    expect(named({ PAWLINE_SANDBOX: "1" })).toEqual(["PAWLINE_SANDBOX"]);
    expect(named({ HOST: "0.0.0.0" })).toEqual(["HOST"]);
  });
});

describe("the webhook's secret", () => {
  it("differs for each bot and key and is what Telegram takes", () => {
    const one = liveConfig(selling);
    const other = liveConfig({ ...selling, SECRETS_KEY: Buffer.alloc(32, 8).toString("base64") });
    const secrets = [webhookSecret(one, "owner"), webhookSecret(one, "staff"), webhookSecret(other, "owner")];
    expect(new Set(secrets).size).toBe(3);
    expect(webhookSecret(one, "owner")).toBe(secrets[0]);
    // setWebhook, secret_token: 1-256 characters of A-Z, a-z, 0-9, _ and -.
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{32,256}$/);
  });
});

describe("FAULTS", () => {
  it("is read in a service of the sandbox: point, action and when", () => {
    const FAULTS = "turn.beforeCommit:crash@3, send.afterRequest:delay=500@10%,media.afterStore:throw";
    expect(liveConfig({ ...sandboxed, FAULTS }).faults).toEqual([
      { point: "turn.beforeCommit", action: "crash", when: { nth: 3 } },
      { point: "send.afterRequest", action: { delayMs: 500 }, when: { share: 0.1 } },
      { point: "media.afterStore", action: "throw", when: { share: 1 } },
    ]);
    expect(config({ FAULTS }).mode).toBe("sandbox");
  });

  it("is refused by a live service", () => {
    expect(named({ ...live, FAULTS: "turn.beforeCommit:crash" })).toEqual(["FAULTS"]);
  });

  it.each([
    ["turn:crash", "fault 1 is at none of inbox.afterInsert, "],
    ["turn.beforeCommit:crash,turn.afterCommit:burn", "fault 2 is not written as "],
    ["turn.beforeCommit:delay", "fault 1 is not written as "],
    ["turn.beforeCommit:crash@0", "fault 1 is not written as "],
    ["turn.beforeCommit:crash@101%", "fault 1 is to happen more than 100% of times"],
  ])("says what is wrong with %s", (FAULTS, mistake) => {
    expect(problems({ ...sandboxed, FAULTS })).toEqual([
      expect.stringContaining(`FAULTS has a mistake: ${mistake}`),
    ]);
  });
});

const withoutEmpty = (env: Environment) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value));

describe(".env.example", () => {
  const example = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
  const lines = [...example.matchAll(/^(?:# )?([A-Z][A-Z\d_]+)=(.*)$/gm)];

  it("names every variable once, and no other", () => {
    expect(lines.map(([, name]) => name).toSorted(byName)).toEqual(
      Object.keys(variables.shape).toSorted(byName),
    );
  });

  it("is right as it stands, and holds the defaults", () => {
    const env = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
    expect(readConfig(env)).toEqual({ ...readConfig({}), remarks: expect.any(Array) as unknown });
    expect(liveConfig({ ...selling, ...withoutEmpty(env) })).toEqual(liveConfig(selling));
  });
});
