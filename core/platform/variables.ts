import { z } from "zod";
import { readCertificate } from "./certificate.ts";
import { parseFaults } from "./faults.ts";
import { LOOPBACK, readProxies } from "./proxies.ts";
import { parseKeys } from "./seal.ts";

/** In minor units: what a service of a few hundred roubles rarely gives back at once. */
export const USUAL_LIMITS: Readonly<Record<string, number>> = {
  RUB: 1_000_000,
  EUR: 10_000,
  USD: 10_000,
  IRR: 100_000_000,
};

/**
 * Every environment variable the service reads, what it may hold and what to do when it holds something else.
 * Messages never repeat a value: it may be a secret. `.env.example` documents the same names, and a test holds the
 * two together.
 */
export const variables = z.object({
  OWNER_BOT_TOKEN: botToken(),
  STAFF_BOT_TOKEN: botToken(),
  DATABASE_URL: address(
    ["postgres:", "postgresql:"],
    "is not a PostgreSQL address; write postgresql://user:password@host:5432/database",
  ),
  SECRETS_KEY: z
    .string()
    .superRefine((value, context) => {
      try {
        parseKeys(value);
      } catch (error) {
        context.addIssue({ code: "custom", message: `is wrong: ${messageOf(error)}` });
      }
    })
    .optional(),
  PUBLIC_URL: address(["https:", "http:"], "is not a web address; write https://pawline.example.com").refine(
    (url) => url === undefined || (url.search === "" && url.hash === "" && url.username === ""),
    "must be an address alone, without a query, a # part or a user name",
  ),
  REDIS_URL: address(["redis:", "rediss:"], "is not a Redis address; write redis://host:6379"),
  TELEGRAM_API_ROOT: address(
    ["https:", "http:"],
    "is not a web address; leave it empty for https://api.telegram.org, or name your own Bot API server",
  ),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "is not an address to listen on; write 127.0.0.1, or 0.0.0.0 in a container")
    .default("127.0.0.1"),
  PORT: port().default(8080),
  HEALTH_PORT: port().optional(),
  DRAIN_DELAY: whole("is not a number of seconds up to 20", 0, 20).default(0),
  TRUSTED_PROXIES: z
    .string()
    .transform((value, context): readonly string[] => {
      const proxies = readProxies(value);
      if (proxies) return proxies;
      context.addIssue({
        code: "custom",
        message: "is not a list of proxies; write addresses and networks no wider than 10.0.0.0/8, by commas",
      });
      return z.NEVER;
    })
    .default([LOOPBACK]),
  DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  DEFAULT_LOCALE: oneOf(["ru", "en"]).default("ru"),
  METRICS_TOKEN: z.string().min(16, "is too easy to guess; use 16 characters or more").optional(),
  CASHIER_LIMIT: limits().default(USUAL_LIMITS),
  ROBOKASSA_LOGIN: z
    .string()
    .regex(/^[\w.-]+$/, "is not a shop's identifier; copy it from the shop's settings at Robokassa")
    .optional(),
  ROBOKASSA_PASSWORD1: password(),
  ROBOKASSA_PASSWORD2: password(),
  ROBOKASSA_PASSWORD3: password(),
  ROBOKASSA_HASH: oneOf(["md5", "sha256", "sha384", "sha512"]).default("sha256"),
  ROBOKASSA_TEST: oneOf(["0", "1"]).default("0"),
  ROBOKASSA_HOLD: oneOf(["0", "1"]).default("0"),
  ROBOKASSA_CERTIFICATE: z
    .string()
    .transform((value, context) => {
      const pem = readCertificate(value);
      if (pem !== undefined) return pem;
      context.addIssue({
        code: "custom",
        message: "is not an RSA certificate; write its text (PEM) or the path of its file",
      });
      return z.NEVER;
    })
    .optional(),
  ROBOKASSA_PAYMENT_URL: gatewayAddress(),
  ROBOKASSA_SERVICE_URL: gatewayAddress(),
  ROBOKASSA_REFUND_URL: gatewayAddress(),
  ROBOKASSA_CONFIRM_URL: gatewayAddress(),
  ROBOKASSA_SECOND_RECEIPT: oneOf(["0", "1"]).default("0"),
  ROBOKASSA_RECEIPT_URL: gatewayAddress(),
  ROBOKASSA_SNO: oneOf(["osn", "usn_income", "usn_income_outcome", "esn", "patent"]).optional(),
  ROBOKASSA_TAX: oneOf([
    "none",
    "vat0",
    "vat5",
    "vat7",
    "vat10",
    "vat20",
    "vat22",
    "vat105",
    "vat107",
    "vat110",
    "vat120",
    "vat122",
  ]).default("none"),
  YOOKASSA_SHOP_ID: z
    .string()
    .regex(/^\d{1,20}$/, "is not a shop's number; copy shopId from the shop's settings at YooKassa")
    .optional(),
  YOOKASSA_SECRET_KEY: z
    .string()
    .regex(/^(live|test)_[\w-]{10,}$/, "is not a secret key of YooKassa: it begins with live_ or test_")
    .optional(),
  YOOKASSA_VAT: whole("is not a VAT code of YooKassa, 1 to 12", 1, 12).default(1),
  YOOKASSA_TAX_SYSTEM: whole("is not a tax system's code of YooKassa, 1 to 6", 1, 6).optional(),
  YOOKASSA_RECEIPT_EMAIL: z.email("is not an e-mail address").optional(),
  YOOKASSA_API_ROOT: gatewayAddress("YooKassa"),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(live|test)_\w{10,}$/, "is not a secret key of Stripe: it begins with sk_ or rk_")
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[\w+/=-]{10,}$/, "is not a webhook's signing secret of Stripe: it begins with whsec_")
    .optional(),
  STRIPE_CURRENCIES: currencies("EUR,USD").default(["EUR"]),
  STRIPE_API_ROOT: gatewayAddress("Stripe"),
  ZARINPAL_MERCHANT_ID: z
    .string()
    .regex(/^[\da-f-]{36}$/i, "is not a terminal's merchant id; copy its 36 characters from ZarinPal's panel")
    .optional(),
  ZARINPAL_API_ROOT: gatewayAddress("ZarinPal"),
  ZARINPAL_ACCESS_TOKEN: z
    .string()
    .min(20, "is too short for an access token of ZarinPal; copy it from the account's panel, without Bearer")
    .regex(
      /^[\w.~+/=-]+$/,
      "is not an access token of ZarinPal; copy it from the account's panel, without Bearer",
    )
    .optional(),
  ZARINPAL_TERMINAL_ID: z
    .string()
    .regex(/^\d{1,12}$/, "is not a terminal's number; copy it from ZarinPal's panel, digits only")
    .optional(),
  ZARINPAL_GRAPHQL_URL: gatewayAddress("ZarinPal"),
  TELEGRAM_PROVIDER_TOKEN: z
    .string()
    .regex(
      /^\d+:(TEST|LIVE):[\w-]+$/,
      "is not a provider's token; copy it whole from @BotFather (Payments): digits, TEST or LIVE, and the rest",
    )
    .optional(),
  TELEGRAM_PROVIDER_CURRENCIES: currencies("RUB,EUR").default(["RUB"]),
  TELEGRAM_PROVIDER_VAT: whole("is not a VAT code of YooKassa, 1 to 12", 1, 12).optional(),
  TELEGRAM_PROVIDER_TAX_SYSTEM: whole("is not a tax system's code of YooKassa, 1 to 6", 1, 6).optional(),
  WHATSAPP_DRIVER: oneOf(["off", "web", "cloud"]).optional(),
  WHATSAPP_NUMBER: z
    .string()
    .regex(/^\+?\d{7,15}$/, "is not a phone number; write it with the country code, digits only")
    .transform((value) => value.replace("+", ""))
    .optional(),
  WHATSAPP_DAILY_LIMIT: whole("is not a number of messages a day", 1, 100_000).default(1000),
  WHATSAPP_PAIR_BY_CODE: oneOf(["0", "1"]).default("0"),
  WHATSAPP_POLLS: oneOf(["0", "1"]).default("0"),
  WHATSAPP_BROWSER: oneOf(["0", "1"]).default("1"),
  CHROMIUM_PATH: z.string().optional(),
  WHATSAPP_PHONE_ID: z
    .string()
    .regex(/^\d{5,20}$/, "is not the id of a phone number at Meta: digits only")
    .optional(),
  WHATSAPP_TOKEN: z.string().min(20, "is too short for an access token of Meta").optional(),
  WHATSAPP_APP_SECRET: z.string().min(16, "is too short for the secret of a Meta app").optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().min(16, "is too easy to guess; use 16 characters or more").optional(),
  WHATSAPP_TEMPLATE: z
    .string()
    .regex(/^[a-z0-9_]{1,512}$/, "is not a template's name; copy it from the WhatsApp manager")
    .optional(),
  WHATSAPP_API_ROOT: address(
    ["https:", "http:"],
    "is not a web address; leave it empty for https://graph.facebook.com",
  ),
  WHATSAPP_BROWSER_ARGS: z
    .string()
    .transform((value, context) => {
      const args = stringList.safeParse(parsedJson(value));
      if (args.success) return args.data;
      context.addIssue({ code: "custom", message: "is not a JSON list of strings" });
      return z.NEVER;
    })
    .optional(),
  PAWLINE_SANDBOX: oneOf(["0", "1"]).default("0"),
  FAULTS: z
    .string()
    .transform((value, context) => {
      const faults = parseFaults(value);
      if (typeof faults !== "string") return faults;
      context.addIssue({ code: "custom", message: `has a mistake: ${faults}` });
      return z.NEVER;
    })
    .optional(),
});

export type Variable = keyof typeof variables.shape;
export type Variables = z.output<typeof variables>;

function botToken() {
  return z
    .string()
    .regex(/^\d+:[\w-]{10,}$/, "is not a bot token; copy it whole from @BotFather (digits, a colon, letters)")
    .optional();
}

function port() {
  return z
    .string()
    .refine(
      (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
      "is not a port; write a number up to 65535",
    )
    .transform(Number);
}

const stringList = z.array(z.string());

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function whole(message: string, least: number, most: number) {
  return z
    .string()
    .refine((value) => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most, message)
    .transform(Number);
}

function password() {
  return z
    .string()
    .min(8, "is too short for a password of a shop; copy it from the shop's technical settings")
    .optional();
}

function currencies(example: string) {
  return z.string().transform((value, context) => {
    const list = value.split(",").map((currency) => currency.trim().toUpperCase());
    if (list.every(inHundredths)) return list;
    context.addIssue({
      code: "custom",
      message: `is not a list of currencies with cents; write ${example}`,
    });
    return z.NEVER;
  });
}

function gatewayAddress(gateway = "Robokassa") {
  return address(["https:", "http:"], `is not a web address; leave it empty for ${gateway}'s own`);
}

/** `RUB:1000000,EUR:10000`: minor units by currency. */
function limits() {
  return z.string().transform((value, context): Readonly<Record<string, number>> => {
    const pairs = value.split(",").map((pair) => /^([A-Z]{3}):(\d{1,9})$/.exec(pair.trim().toUpperCase()));
    const read = pairs.flatMap((pair) => (pair ? [[pair[1] ?? "", Number(pair[2])] as const] : []));
    if (read.length === pairs.length && new Set(read.map(([currency]) => currency)).size === read.length)
      return Object.fromEntries(read);
    context.addIssue({
      code: "custom",
      message: "is not a list of limits in minor units, one a currency; write RUB:1000000,EUR:10000",
    });
    return z.NEVER;
  });
}

/** Whether a currency has hundredths. Stripe and Telegram have rules of their own for those that have none. */
function inHundredths(currency: string): boolean {
  if (!/^[A-Z]{3}$/.test(currency)) return false;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits === 2;
}

function address(protocols: readonly string[], message: string) {
  return z
    .string()
    .transform((value, context) => {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      if (url && protocols.includes(url.protocol) && url.hostname !== "") return url;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional();
}

function oneOf<const Value extends string>(values: readonly [Value, ...Value[]]) {
  return z.enum(values, { error: `is not one of: ${values.join(", ")}` });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "unreadable");
