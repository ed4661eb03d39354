import { describe, expect, it } from "vitest";
import { readConfig } from "../../../core/platform/config.ts";
import { config, live, named, sandboxed } from "./support.ts";

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
