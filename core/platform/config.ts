import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { addressProblems } from "./addresses.ts";
import { choiceProblems, forSandbox, ignoredBySandbox, setValues } from "./choices.ts";
import {
  stripeConfig,
  telegramPaymentConfig,
  testShopRemarks,
  yookassaConfig,
  zarinpalConfig,
  type StripeConfig,
  type TelegramPaymentConfig,
  type YooKassaConfig,
  type ZarinPalConfig,
} from "./shops.ts";
import type { Fault } from "./faults.ts";
import { variables, type Variables } from "./variables.ts";

interface Common {
  /** Address and port to listen on; port 0 takes any that is free. */
  readonly host: string;
  readonly port: number;
  /** Folder of stored files and, in the sandbox, of its databases. */
  readonly dataDir: string;
  readonly logLevel: Variables["LOG_LEVEL"];
  /** Language of people whose own is not known. */
  readonly defaultLocale: Variables["DEFAULT_LOCALE"];
  /** Bearer token that /metrics asks for; undefined: a live service does not serve them. */
  readonly metricsToken: string | undefined;
}

/** No bot token is set: the whole service runs on this machine, against simulators. */
export interface SandboxConfig extends Common {
  readonly mode: "sandbox";
  /** How the simulated WhatsApp is reached; undefined: there is none. */
  readonly whatsapp: "web" | "cloud" | undefined;
  /** Whether menus have polls beside their numbers; only WhatsApp Web has any. */
  readonly whatsappPolls: boolean;
  /** The browser that the web driver runs; undefined: one that is found. */
  readonly chromiumPath: string | undefined;
}

/** The service with real bots (or, `sandboxed`, with the simulators of the sandbox that started it). */
export interface LiveConfig extends Common {
  readonly mode: "live";
  /**
   * Started by the sandbox as its child (`PAWLINE_SANDBOX=1`): every address is loopback, sample legal texts are
   * allowed, and the clock is the parent's, over IPC.
   */
  readonly sandboxed: boolean;
  /** What is made to fail; only ever set where `sandboxed` is. */
  readonly faults: readonly Fault[] | undefined;
  readonly ownerBotToken: string;
  readonly staffBotToken: string;
  /** Without a trailing slash. */
  readonly telegramApiRoot: string;
  readonly databaseUrl: string;
  /** By currency, in minor units: what a cashier decides about without a second person. */
  readonly cashierLimits: Readonly<Record<string, number>>;
  /** As `parseKeys` (seal.ts) reads it. */
  readonly secretsKey: string;
  /** Undefined: work is woken in this process; else Bull wakes it. */
  readonly redisUrl: string | undefined;
  /** Where people and machines reach our pages, without a trailing slash. Set: updates come by webhook; else by polling. */
  readonly publicUrl: string | undefined;
  /** Reverse proxies that are believed about who calls, as Express's `trust proxy` takes them. */
  readonly trustedProxies: readonly string[];
  /** Where a process without a door of its own tells how it is (`--role bots`); undefined: nowhere. */
  readonly healthPort: number | undefined;
  /** How long the doors stay open after `/ready` has said no, milliseconds. */
  readonly drainDelayMs: number;
  /** What is paid with; none of them: bank transfers alone, which the service says. Never without `publicUrl`. */
  readonly robokassa: RobokassaConfig | undefined;
  readonly yookassa: YooKassaConfig | undefined;
  readonly stripe: StripeConfig | undefined;
  readonly zarinpal: ZarinPalConfig | undefined;
  readonly telegram: TelegramPaymentConfig | undefined;
  /** How owners are reached on WhatsApp; undefined: they are not. */
  readonly whatsapp: WhatsAppConfig | undefined;
}

/** Names of the gateways that are set up, as `Settings.gateways` has them. */
export const gatewayNames = (config: LiveConfig): string[] =>
  (["robokassa", "yookassa", "stripe", "zarinpal", "telegram"] as const).filter(
    (name) => config[name] !== undefined,
  );

/** Whether one of them can hold money before it is taken, as `Settings.holds` has it. */
export const canHold = ({ robokassa, yookassa, stripe }: LiveConfig): boolean =>
  robokassa?.hold !== undefined || yookassa !== undefined || stripe !== undefined;

/** Of the Graph API, of 2025: a version works for two years or so. */
export const GRAPH_VERSION = "v23.0";

/** The driver of WhatsApp. `number`: ours, E.164 without the plus, for links to it. */
export type WhatsAppConfig = { readonly number: string | undefined } & (
  | {
      /** whatsapp-web.js in a browser of its own, on a number that is paired as a phone's further device. */
      readonly driver: "web";
      /** Whether this process may run the browser, which has to be where the session is. */
      readonly browser: boolean;
      readonly chromiumPath: string | undefined;
      /** Messages a day that we send at most: what is over waits for the next day. */
      readonly dailyLimit: number;
      /** Pair by a code typed on the phone (needs the number) instead of a QR picture. */
      readonly pairByCode: boolean;
      /** Whether menus have polls beside their numbers. */
      readonly polls: boolean;
      /** How the browser finds the sandbox's simulated page; undefined: it opens WhatsApp's own. */
      readonly simulator: readonly string[] | undefined;
    }
  | {
      /** Meta's Cloud API. */
      readonly driver: "cloud";
      readonly root: string;
      readonly phoneId: string;
      readonly token: string;
      readonly appSecret: string;
      readonly verifyToken: string;
      /** Invites people to write again after a day of silence; undefined: what is for them waits for their message. */
      readonly template: string | undefined;
    }
);

/** The shop at Robokassa. Addresses have no trailing slash. */
export interface RobokassaConfig {
  readonly login: string;
  /** Signs what we send. */
  readonly password1: string;
  /** Signs what Robokassa sends, and our questions about the state of a payment. */
  readonly password2: string;
  /** Signs refunds; undefined: they are made by hand at Robokassa. */
  readonly password3: string | undefined;
  readonly hash: Variables["ROBOKASSA_HASH"];
  /** Robokassa's own test mode: nothing is charged. */
  readonly test: boolean;
  /** Single consultations are held on the card; undefined: all is taken at once. */
  readonly hold:
    | {
        /** The key (PEM) that signs what Robokassa tells of holds. */
        readonly certificate: string;
        /** `<confirmUrl>/Confirm` and `<confirmUrl>/Cancel`. */
        readonly confirmUrl: string;
        /** Where Robokassa tells of them (ResultUrl2). */
        readonly notifyUrl: string;
      }
    | undefined;
  /** Second receipts, which settle prepayments; undefined: not made here. */
  readonly settlement:
    | {
        /** `<receiptUrl>/Attach` and `<receiptUrl>/Status`. */
        readonly receiptUrl: string;
        /** Where it was sold, as receipts say. */
        readonly siteUrl: string;
      }
    | undefined;
  /** The payment form. */
  readonly paymentUrl: string;
  /** `<serviceUrl>/OpStateExt` tells the state of a payment. */
  readonly serviceUrl: string;
  /** `<refundUrl>/Create` and `<refundUrl>/GetState`. */
  readonly refundUrl: string;
  /** System of taxation on receipts; undefined: the shop has only one. */
  readonly sno: Variables["ROBOKASSA_SNO"];
  /** VAT rate on receipts. */
  readonly tax: Variables["ROBOKASSA_TAX"];
}

export type Config = SandboxConfig | LiveConfig;

/** Environment variables as the process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type ReadConfig =
  | {
      readonly config: Config;
      /** What is right but may surprise, to be said at the start: each a sentence. */
      readonly remarks: readonly string[];
    }
  | { readonly problems: readonly string[] };

/** Reads `.env` of the working directory, if there is one. What the environment already holds stays. */
export function loadEnvironment(path = ".env"): void {
  if (existsSync(path)) process.loadEnvFile(path);
}

/**
 * Reads the configuration. Any bot token means a live service; without one it is the sandbox, which leaves aside what
 * only a live service needs. Either everything is right, or all mistakes are told at once: sentences that begin with
 * the name of the variable. No message holds a value.
 */
export function readConfig(env: Environment): ReadConfig {
  const values = setValues(env);
  const live = "OWNER_BOT_TOKEN" in values || "STAFF_BOT_TOKEN" in values;
  const parsed = variables.safeParse(live ? values : forSandbox(values));
  const problems = parsed.success
    ? addressProblems(parsed.data, live)
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`);
  problems.push(...choiceProblems(values, live));
  if (!parsed.success || problems.length > 0) return { problems };
  if (live) {
    const config = liveConfig(parsed.data);
    return { config, remarks: [...liveRemarks(parsed.data, config), ...pollRemarks(parsed.data)] };
  }
  return { config: sandboxConfig(parsed.data), remarks: ignoredBySandbox(values) };
}

/**
 * The secret that Telegram repeats with every update of a bot (`secret_token`). Derived, so that nothing more has to
 * be kept; it tells nothing of the key or the bot's token.
 */
export function webhookSecret(config: LiveConfig, bot: "owner" | "staff"): string {
  return createHmac("sha256", config.secretsKey).update(`telegram-webhook:${bot}`).digest("base64url");
}

function sandboxConfig(values: Variables): SandboxConfig {
  const driver = values.WHATSAPP_DRIVER ?? "web";
  return {
    mode: "sandbox",
    ...common(values),
    whatsapp: driver === "off" ? undefined : driver,
    whatsappPolls: values.WHATSAPP_POLLS === "1",
    chromiumPath: values.CHROMIUM_PATH,
  };
}

function common(values: Variables): Common {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    defaultLocale: values.DEFAULT_LOCALE,
    metricsToken: values.METRICS_TOKEN,
  };
}

function liveConfig(values: Variables): LiveConfig {
  const botToken = required(values.OWNER_BOT_TOKEN);
  const apiRoot = withoutSlash(values.TELEGRAM_API_ROOT) ?? "https://api.telegram.org";
  return {
    mode: "live",
    ...common(values),
    sandboxed: values.PAWLINE_SANDBOX === "1",
    faults: values.FAULTS,
    ownerBotToken: botToken,
    staffBotToken: required(values.STAFF_BOT_TOKEN),
    telegramApiRoot: apiRoot,
    databaseUrl: required(values.DATABASE_URL).href,
    secretsKey: required(values.SECRETS_KEY),
    redisUrl: values.REDIS_URL?.href,
    publicUrl: withoutSlash(values.PUBLIC_URL),
    trustedProxies: values.TRUSTED_PROXIES,
    healthPort: values.HEALTH_PORT,
    drainDelayMs: values.DRAIN_DELAY * 1000,
    cashierLimits: values.CASHIER_LIMIT,
    robokassa: values.ROBOKASSA_LOGIN === undefined ? undefined : robokassa(values, values.ROBOKASSA_LOGIN),
    yookassa: yookassaConfig(values),
    stripe: stripeConfig(values),
    zarinpal: zarinpalConfig(values),
    telegram: telegramPaymentConfig(values, { botToken, apiRoot }),
    whatsapp: whatsapp(values),
  };
}

function whatsapp(values: Variables): WhatsAppConfig | undefined {
  const number = values.WHATSAPP_NUMBER;
  switch (values.WHATSAPP_DRIVER) {
    case undefined:
    case "off":
      return undefined;
    case "web":
      return {
        driver: "web",
        number,
        browser: values.WHATSAPP_BROWSER === "1",
        chromiumPath: values.CHROMIUM_PATH,
        dailyLimit: values.WHATSAPP_DAILY_LIMIT,
        pairByCode: values.WHATSAPP_PAIR_BY_CODE === "1",
        polls: values.WHATSAPP_POLLS === "1",
        simulator: values.WHATSAPP_BROWSER_ARGS,
      };
    case "cloud":
      return {
        driver: "cloud",
        number,
        root: withoutSlash(values.WHATSAPP_API_ROOT) ?? "https://graph.facebook.com",
        phoneId: required(values.WHATSAPP_PHONE_ID),
        token: required(values.WHATSAPP_TOKEN),
        appSecret: required(values.WHATSAPP_APP_SECRET),
        verifyToken: required(values.WHATSAPP_VERIFY_TOKEN),
        template: values.WHATSAPP_TEMPLATE,
      };
  }
}

function robokassa(values: Variables, login: string): RobokassaConfig {
  return {
    login,
    password1: required(values.ROBOKASSA_PASSWORD1),
    password2: required(values.ROBOKASSA_PASSWORD2),
    password3: values.ROBOKASSA_PASSWORD3,
    hash: values.ROBOKASSA_HASH,
    test: values.ROBOKASSA_TEST === "1",
    hold: values.ROBOKASSA_HOLD === "1" ? robokassaHold(values) : undefined,
    settlement: values.ROBOKASSA_SECOND_RECEIPT === "1" ? robokassaSettlement(values) : undefined,
    paymentUrl: withoutSlash(values.ROBOKASSA_PAYMENT_URL) ?? "https://auth.robokassa.ru/Merchant/Index.aspx",
    serviceUrl:
      withoutSlash(values.ROBOKASSA_SERVICE_URL) ??
      "https://auth.robokassa.ru/Merchant/WebService/Service.asmx",
    refundUrl:
      withoutSlash(values.ROBOKASSA_REFUND_URL) ?? "https://services.robokassa.ru/RefundService/Refund",
    sno: values.ROBOKASSA_SNO,
    tax: values.ROBOKASSA_TAX,
  };
}

function robokassaHold(values: Variables): NonNullable<RobokassaConfig["hold"]> {
  return {
    certificate: required(values.ROBOKASSA_CERTIFICATE),
    confirmUrl: withoutSlash(values.ROBOKASSA_CONFIRM_URL) ?? "https://auth.robokassa.ru/Merchant/Payment",
    notifyUrl: `${required(withoutSlash(values.PUBLIC_URL))}/webhooks/robokassa/result2`,
  };
}

const robokassaSettlement = (values: Variables): NonNullable<RobokassaConfig["settlement"]> => ({
  receiptUrl: withoutSlash(values.ROBOKASSA_RECEIPT_URL) ?? "https://ws.roboxchange.com/RoboFiscal/Receipt",
  siteUrl: required(withoutSlash(values.PUBLIC_URL)),
});

function liveRemarks(values: Variables, config: LiveConfig): string[] {
  if (values.PUBLIC_URL === undefined) {
    return ["PUBLIC_URL is not set: updates are polled, and nothing can be bought."];
  }
  const remarks = testShopRemarks(values);
  if (gatewayNames(config).length === 0)
    remarks.push(
      "No payment gateway is set up: only bank transfers are taken, where the catalogue has clinic.bank.",
    );
  if (config.robokassa && config.robokassa.password3 === undefined) {
    remarks.push("ROBOKASSA_PASSWORD3 is not set: refunds are made by hand at Robokassa.");
  }
  return remarks;
}

const pollRemarks = ({ WHATSAPP_POLLS: polls, WHATSAPP_DRIVER: driver }: Variables): string[] =>
  polls === "1" && driver !== "web"
    ? ["WHATSAPP_POLLS has no effect: only WHATSAPP_DRIVER=web has polls."]
    : [];

const withoutSlash = (url: URL | undefined): string | undefined => url?.href.replace(/\/+$/, "");

/** What `choiceProblems` has already asked for. */
function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("A required variable was not asked for.");
  return value;
}
