/** Shops at gateways that take a key or two each: all but Robokassa's, which is in config.ts. */
import type { Variable, Variables } from "./variables.ts";

/** The shop at YooKassa. */
export interface YooKassaConfig {
  readonly shopId: string;
  readonly secretKey: string;
  /** `https://api.yookassa.ru/v3`, without a trailing slash. */
  readonly apiRoot: string;
  /** Origin of the payment form. */
  readonly formOrigin: string;
  /** `vat_code` on receipts: 1 no VAT, 2 0 %, 3 10 %, 4 20 %, 5 10/110, 6 20/120, 7 5 %, 8 7 %, 9 5/105 … */
  readonly vat: number;
  /** `tax_system_code` on receipts, 1 to 6; undefined: the shop has only one. */
  readonly taxSystem: number | undefined;
  /** Where receipts go whose payer left no address: YooKassa makes none without one. Undefined: there is none then. */
  readonly receiptEmail: string | undefined;
}

/** The account at Stripe. */
export interface StripeConfig {
  readonly secretKey: string;
  /** Signs what Stripe sends to our address (`whsec_…`). */
  readonly webhookSecret: string;
  /** ISO 4217; of two minor digits each. */
  readonly currencies: readonly string[];
  /** `https://api.stripe.com`. */
  readonly apiRoot: string;
  /** Origin of the payment form. */
  readonly formOrigin: string;
}

/** The terminal at ZarinPal. */
export interface ZarinPalConfig {
  /** 36 characters; it is all that proves who asks, so it is a secret. */
  readonly merchantId: string;
  /** Origin of the API and of the payment form, without a slash: `https://payment.zarinpal.com`. */
  readonly apiRoot: string;
  /** The account's own API, by which money goes back late or in part; undefined: a person sends that back at ZarinPal. */
  readonly account?: {
    readonly accessToken: string;
    /** Number of the terminal. */
    readonly terminalId: string;
    /** `https://next.zarinpal.com/api/v4/graphql/`. */
    readonly graphqlUrl: string;
  };
}

/** The provider of payments inside Telegram, connected to the owners' bot at @BotFather. */
export interface TelegramPaymentConfig {
  readonly providerToken: string;
  /** ISO 4217: what the provider takes. */
  readonly currencies: readonly string[];
  readonly botToken: string;
  /** Of the Bot API, without a trailing slash. */
  readonly apiRoot: string;
  /** Origin of the links to invoices. */
  readonly linkOrigin: string;
  /** YooKassa's codes (`vat_code`, `tax_system_code`), where the provider is to make receipts; undefined: it makes none. */
  readonly receipts: { readonly vat: number; readonly taxSystem: number | undefined } | undefined;
}

export function telegramPaymentConfig(
  values: Variables,
  bot: { readonly botToken: string; readonly apiRoot: string },
): TelegramPaymentConfig | undefined {
  const { TELEGRAM_PROVIDER_TOKEN: providerToken, TELEGRAM_PROVIDER_VAT: vat } = values;
  if (providerToken === undefined) return undefined;
  return {
    ...bot,
    providerToken,
    currencies: values.TELEGRAM_PROVIDER_CURRENCIES,
    // The simulated Telegram of the sandbox links to itself.
    linkOrigin: values.PAWLINE_SANDBOX === "1" ? new URL(bot.apiRoot).origin : "https://t.me",
    receipts: vat === undefined ? undefined : { vat, taxSystem: values.TELEGRAM_PROVIDER_TAX_SYSTEM },
  };
}

export function zarinpalConfig(values: Variables): ZarinPalConfig | undefined {
  const { ZARINPAL_MERCHANT_ID: merchantId, ZARINPAL_API_ROOT: root } = values;
  if (merchantId === undefined) return undefined;
  const { ZARINPAL_ACCESS_TOKEN: accessToken, ZARINPAL_TERMINAL_ID: terminalId } = values;
  const graphqlUrl = values.ZARINPAL_GRAPHQL_URL?.href ?? "https://next.zarinpal.com/api/v4/graphql/";
  return {
    merchantId,
    apiRoot: root?.origin ?? "https://payment.zarinpal.com",
    ...(accessToken !== undefined &&
      terminalId !== undefined && { account: { accessToken, terminalId, graphqlUrl } }),
  };
}

export function yookassaConfig(values: Variables): YooKassaConfig | undefined {
  const { YOOKASSA_SHOP_ID: shopId, YOOKASSA_SECRET_KEY: secretKey, YOOKASSA_API_ROOT: root } = values;
  if (shopId === undefined || secretKey === undefined) return undefined;
  return {
    shopId,
    secretKey,
    apiRoot: root?.href.replace(/\/+$/, "") ?? "https://api.yookassa.ru/v3",
    formOrigin: root?.origin ?? "https://yoomoney.ru",
    vat: values.YOOKASSA_VAT,
    taxSystem: values.YOOKASSA_TAX_SYSTEM,
    receiptEmail: values.YOOKASSA_RECEIPT_EMAIL,
  };
}

export function stripeConfig(values: Variables): StripeConfig | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = values;
  if (secretKey === undefined || webhookSecret === undefined) return undefined;
  const root = values.STRIPE_API_ROOT;
  return {
    secretKey,
    webhookSecret,
    currencies: values.STRIPE_CURRENCIES,
    apiRoot: root?.origin ?? "https://api.stripe.com",
    formOrigin: root?.origin ?? "https://checkout.stripe.com",
  };
}

const shops = [
  { gateway: "YooKassa", names: ["YOOKASSA_SHOP_ID", "YOOKASSA_SECRET_KEY"] },
  { gateway: "Stripe", names: ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"] },
  { gateway: "ZarinPal", names: ["ZARINPAL_MERCHANT_ID"] },
  { gateway: "the payer", names: ["TELEGRAM_PROVIDER_TOKEN"] },
] as const satisfies readonly { gateway: string; names: Variable[] }[];

const account = ["ZARINPAL_ACCESS_TOKEN", "ZARINPAL_TERMINAL_ID"] as const satisfies Variable[];

/** The account's API is no use without the terminal, nor either of them without the shop. */
function accountProblems(values: Readonly<Partial<Record<string, string>>>): string[] {
  if (!account.some((name) => name in values)) return [];
  const missing = [...account, "ZARINPAL_MERCHANT_ID" as const].filter((name) => !(name in values));
  return missing.map(
    (name) => `${name} is missing; refunds by ZarinPal's account need ${account.join(" and ")}.`,
  );
}

/** Shops that are set up by half: each mistake a sentence beginning with the variable. */
export function shopProblems(values: Readonly<Partial<Record<string, string>>>): string[] {
  return [...halfShops(values), ...accountProblems(values)];
}

function halfShops(values: Readonly<Partial<Record<string, string>>>): string[] {
  return shops.flatMap(({ gateway, names }) => {
    if (!names.some((name) => name in values)) return [];
    const problems = names
      .filter((name) => !(name in values))
      .map((name) => `${name} is missing; set ${names.join(" and ")}, or neither.`);
    if (!("PUBLIC_URL" in values)) {
      problems.push(
        `PUBLIC_URL is missing; paying through ${names[0]} needs an address that ${gateway} can reach.`,
      );
    }
    return problems;
  });
}

/** What is right, but charges nobody; in the sandbox nothing does. */
export function testShopRemarks(values: Variables): string[] {
  if (values.PAWLINE_SANDBOX === "1") return [];
  const keys = (["YOOKASSA_SECRET_KEY", "STRIPE_SECRET_KEY"] as const)
    .filter((name) => /^(test|(sk|rk)_test)_/.test(values[name] ?? ""))
    .map((name) => `${name} is that of a test shop: no money moves.`);
  if (values.TELEGRAM_PROVIDER_TOKEN?.includes(":TEST:") === true)
    keys.push("TELEGRAM_PROVIDER_TOKEN is that of a test provider: no money moves.");
  const sandbox = values.ZARINPAL_API_ROOT?.hostname === "sandbox.zarinpal.com";
  return sandbox ? [...keys, "ZARINPAL_API_ROOT is ZarinPal's sandbox: no money moves."] : keys;
}
