import { describe, expect, it } from "vitest";
import { readConfig, webhookSecret } from "../../../core/platform/config.ts";
import { variables } from "../../../core/platform/variables.ts";
import { config, live, liveConfig, named, problems, selling } from "./support.ts";

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

  it("refuses one token for both bots", () => {
    expect(named({ ...live, STAFF_BOT_TOKEN: live["OWNER_BOT_TOKEN"] })).toEqual(["STAFF_BOT_TOKEN"]);
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
