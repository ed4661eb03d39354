import type { Variable, Variables } from "./variables.ts";

/** Whether an address can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)
  );
}

/** Ports that Telegram's own servers send webhooks to. */
const webhookPorts = ["", "80", "88", "443", "8443"];

/** What is wrong with addresses that are well formed: each a sentence beginning with the variable. */
export function addressProblems(values: Variables, live: boolean): string[] {
  if (!live) return [];
  return values.PAWLINE_SANDBOX === "1"
    ? strangers(values)
    : [...publicProblems(values), ...plainProblems(values), ...simulatorProblems(values)];
}

/** Inside the sandbox nothing may leave the machine, defaults included. */
function strangers(values: Variables): string[] {
  const local = (url: URL | undefined) => url !== undefined && isLoopback(url.hostname);
  const gateway = values.ROBOKASSA_LOGIN !== undefined;
  const addresses: [Variable, boolean][] = [
    ["HOST", isLoopback(values.HOST)],
    ["DATABASE_URL", local(values.DATABASE_URL)],
    ["TELEGRAM_API_ROOT", local(values.TELEGRAM_API_ROOT)],
    ["PUBLIC_URL", values.PUBLIC_URL === undefined || local(values.PUBLIC_URL)],
    ["REDIS_URL", values.REDIS_URL === undefined || local(values.REDIS_URL)],
    ["WHATSAPP_API_ROOT", values.WHATSAPP_DRIVER !== "cloud" || local(values.WHATSAPP_API_ROOT)],
    ["WHATSAPP_BROWSER_ARGS", values.WHATSAPP_DRIVER !== "web" || values.WHATSAPP_BROWSER_ARGS !== undefined],
    ["ROBOKASSA_PAYMENT_URL", !gateway || local(values.ROBOKASSA_PAYMENT_URL)],
    ["ROBOKASSA_SERVICE_URL", !gateway || local(values.ROBOKASSA_SERVICE_URL)],
    ["ROBOKASSA_REFUND_URL", !gateway || local(values.ROBOKASSA_REFUND_URL)],
    ["ZARINPAL_API_ROOT", values.ZARINPAL_MERCHANT_ID === undefined || local(values.ZARINPAL_API_ROOT)],
    [
      "ZARINPAL_GRAPHQL_URL",
      values.ZARINPAL_ACCESS_TOKEN === undefined || local(values.ZARINPAL_GRAPHQL_URL),
    ],
    ["YOOKASSA_API_ROOT", values.YOOKASSA_SHOP_ID === undefined || local(values.YOOKASSA_API_ROOT)],
    ["STRIPE_API_ROOT", values.STRIPE_SECRET_KEY === undefined || local(values.STRIPE_API_ROOT)],
    ["ROBOKASSA_RECEIPT_URL", values.ROBOKASSA_SECOND_RECEIPT !== "1" || local(values.ROBOKASSA_RECEIPT_URL)],
    ["ROBOKASSA_CONFIRM_URL", values.ROBOKASSA_HOLD !== "1" || local(values.ROBOKASSA_CONFIRM_URL)],
  ];
  return addresses.flatMap(([name, right]) =>
    right ? [] : [`${name} must be an address of this machine (127.0.0.1) while PAWLINE_SANDBOX is 1.`],
  );
}

/** A browser that trusts a simulator's certificate is nothing for real people. */
const simulatorProblems = (values: Variables): string[] =>
  values.WHATSAPP_BROWSER_ARGS === undefined ? [] : ["WHATSAPP_BROWSER_ARGS is for the sandbox; unset it."];

function publicProblems({ PUBLIC_URL: url, TELEGRAM_API_ROOT: api }: Variables): string[] {
  if (url === undefined) return [];
  if (isLoopback(url.hostname)) {
    return [
      "PUBLIC_URL must be an address that others reach; for a try on this machine unset the tokens and use the sandbox.",
    ];
  }
  if (url.protocol !== "https:")
    return ["PUBLIC_URL must begin with https://; payments and updates pass through it."];
  if (api === undefined && !webhookPorts.includes(url.port)) {
    return ["PUBLIC_URL must use port 443, 80, 88 or 8443: Telegram sends updates to no other."];
  }
  return [];
}

/** Passwords and tokens travel in the clear over http: only to a server of one's own. */
function plainProblems(values: Variables): string[] {
  const names = [
    "TELEGRAM_API_ROOT",
    "WHATSAPP_API_ROOT",
    "ROBOKASSA_PAYMENT_URL",
    "ROBOKASSA_SERVICE_URL",
    "ROBOKASSA_REFUND_URL",
    "ROBOKASSA_CONFIRM_URL",
    "ROBOKASSA_RECEIPT_URL",
    "YOOKASSA_API_ROOT",
    "ZARINPAL_API_ROOT",
    "ZARINPAL_GRAPHQL_URL",
    "STRIPE_API_ROOT",
  ] as const;
  return names.flatMap((name) => {
    const url = values[name];
    const right = url === undefined || url.protocol === "https:" || isPrivate(url.hostname);
    return right ? [] : [`${name} must begin with https://, unless the server stands in your own network.`];
  });
}

/** Loopback, a private IPv4 network (RFC 1918), or a name without dots, as containers have. */
function isPrivate(hostname: string): boolean {
  return (
    isLoopback(hostname) ||
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/.test(hostname) ||
    /^[\w-]+$/.test(hostname)
  );
}
