import { describe, expect, it } from "vitest";
import { gatewayNames, readConfig } from "../../../core/platform/config.ts";
import { config, live, liveConfig, named, sandboxed, selling } from "./support.ts";

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

describe("a terminal of ZarinPal", () => {
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
});

describe("payments inside Telegram", () => {
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
});

describe("a service of the sandbox", () => {
  it("says nothing of the keys that the sandbox plays with", () => {
    const played = {
      ...sandboxed,
      YOOKASSA_SHOP_ID: "100500",
      YOOKASSA_SECRET_KEY: "test_sandbox-secret-of-yookassa",
      YOOKASSA_API_ROOT: "http://127.0.0.1:8084/v3",
    };
    expect(readConfig(played)).toMatchObject({ remarks: [] });
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
