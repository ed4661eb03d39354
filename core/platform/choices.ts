import { isLoopback } from "./addresses.ts";
import { shopProblems } from "./shops.ts";
import { variables, type Variable } from "./variables.ts";

type Given = Readonly<Partial<Record<string, string>>>;

/** The variables that are set to something, without surrounding spaces. An empty one counts as not set. */
export function setValues(env: Readonly<Record<string, string | undefined>>): Given {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      const trimmed = value?.trim();
      return trimmed ? [[name, trimmed]] : [];
    }),
  );
}

/** What the sandbox itself reads; it makes all else for the service it starts. */
const sandboxVariables: ReadonlySet<string> = new Set<Variable>([
  "HOST",
  "PORT",
  "DATA_DIR",
  "LOG_LEVEL",
  "DEFAULT_LOCALE",
  "METRICS_TOKEN",
  "WHATSAPP_DRIVER",
  "WHATSAPP_POLLS",
  "CHROMIUM_PATH",
  "FAULTS",
]);

export function forSandbox(values: Given): Given {
  return Object.fromEntries(Object.entries(values).filter(([name]) => sandboxVariables.has(name)));
}

/** Remarks about variables that have no effect while no bot token is set. */
export function ignoredBySandbox(values: Given): string[] {
  const ignored = Object.keys(variables.shape).filter(
    (name) => name in values && !sandboxVariables.has(name),
  );
  return ignored.length === 0 ? [] : [`${ignored.join(", ")}: not used, because no bot token is set.`];
}

const live = [
  "OWNER_BOT_TOKEN",
  "STAFF_BOT_TOKEN",
  "DATABASE_URL",
  "SECRETS_KEY",
] as const satisfies Variable[];
const shop = ["ROBOKASSA_LOGIN", "ROBOKASSA_PASSWORD1", "ROBOKASSA_PASSWORD2"] as const satisfies Variable[];

const purposes: Record<(typeof live)[number], string> = {
  OWNER_BOT_TOKEN: "the token of the owners' bot, from @BotFather",
  STAFF_BOT_TOKEN: "the token of the staff bot, a second one from @BotFather",
  DATABASE_URL: "a PostgreSQL database: postgresql://user:password@host:5432/database",
  SECRETS_KEY: "a key that seals messages and personal data; make one with: openssl rand -base64 32",
};

/** Mistakes in what is set together: each a sentence beginning with the variable. */
export function choiceProblems(values: Given, isLive: boolean): string[] {
  return [...misspelt(values), ...(isLive ? liveProblems(values) : sandboxProblems(values))];
}

function liveProblems(values: Given): string[] {
  const missing = live.filter((name) => !(name in values));
  const problems = missing.map((name) => `${name} is missing; a live service needs ${purposes[name]}.`);
  if (values["OWNER_BOT_TOKEN"] && values["OWNER_BOT_TOKEN"] === values["STAFF_BOT_TOKEN"]) {
    problems.push("STAFF_BOT_TOKEN is the same as OWNER_BOT_TOKEN; owners and staff have a bot each.");
  }
  if ("FAULTS" in values && values["PAWLINE_SANDBOX"] !== "1") {
    problems.push("FAULTS makes the service fail on purpose: a live service refuses it; unset it.");
  }
  problems.push(...whatsappProblems(values), ...shopProblems(values));
  const selling = [...shop, "ROBOKASSA_PASSWORD3"].some((name) => name in values);
  if (!selling) return problems;
  for (const name of shop) {
    if (!(name in values)) {
      problems.push(`${name} is missing; set ${shop.join(", ")} together, or no ROBOKASSA_ variable at all.`);
    }
  }
  if (!("PUBLIC_URL" in values)) {
    problems.push(
      "PUBLIC_URL is missing; paying through ROBOKASSA_LOGIN needs an address that Robokassa can reach.",
    );
  }
  problems.push(...holdProblems(values));
  const passwords = [1, 2, 3].flatMap((number) => values[`ROBOKASSA_PASSWORD${number}`] ?? []);
  if (new Set(passwords).size < passwords.length) {
    problems.push(
      "ROBOKASSA_PASSWORD1, ROBOKASSA_PASSWORD2 and ROBOKASSA_PASSWORD3 must differ, as they do at Robokassa.",
    );
  }
  return problems;
}

function holdProblems(values: Given): string[] {
  if (values["ROBOKASSA_HOLD"] !== "1") return [];
  const problems: string[] = [];
  if (!("ROBOKASSA_CERTIFICATE" in values)) {
    problems.push(
      "ROBOKASSA_CERTIFICATE is missing; ROBOKASSA_HOLD=1 needs the certificate that Robokassa signs ResultUrl2 with (jwtsign.cer).",
    );
  }
  if (values["ROBOKASSA_TEST"] === "1") {
    problems.push(
      "ROBOKASSA_HOLD is 1, but Robokassa's test mode knows no holds; unset it or ROBOKASSA_TEST.",
    );
  }
  return problems;
}

const cloud = [
  "WHATSAPP_PHONE_ID",
  "WHATSAPP_TOKEN",
  "WHATSAPP_APP_SECRET",
  "WHATSAPP_VERIFY_TOKEN",
] as const satisfies Variable[];

function whatsappProblems(values: Given): string[] {
  const driver = values["WHATSAPP_DRIVER"] ?? "off";
  const needless = driver === "off" ? cloud.find((name) => name in values) : undefined;
  if (needless) return [`WHATSAPP_DRIVER is off or not set; ${needless} needs cloud.`];
  if (driver === "web" && values["WHATSAPP_PAIR_BY_CODE"] === "1" && !values["WHATSAPP_NUMBER"])
    return ["WHATSAPP_NUMBER is missing; WHATSAPP_PAIR_BY_CODE=1 asks for a code for this number."];
  if (driver !== "cloud") return [];
  const missing = cloud.filter((name) => !(name in values));
  const problems = missing.map(
    (name) => `${name} is missing; WHATSAPP_DRIVER=cloud needs ${cloud.join(", ")}.`,
  );
  if (!("PUBLIC_URL" in values))
    problems.push("PUBLIC_URL is missing; WHATSAPP_DRIVER=cloud needs an address that Meta can reach.");
  return problems;
}

function sandboxProblems(values: Given): string[] {
  const problems: string[] = [];
  if (values["PAWLINE_SANDBOX"] === "1") {
    problems.push(
      "PAWLINE_SANDBOX is for the service that the sandbox starts; unset it to start the sandbox.",
    );
  }
  if (values["HOST"] && !isLoopback(values["HOST"])) {
    problems.push("HOST must be an address of this machine (127.0.0.1): the sandbox is not for others.");
  }
  return problems;
}

/** A name that only nearly is one of ours would silently do nothing. */
function misspelt(values: Given): string[] {
  return Object.keys(values)
    .filter(
      (name) =>
        /^(ROBOKASSA|YOOKASSA|STRIPE|ZARINPAL|WHATSAPP|TELEGRAM_PROVIDER)_/.test(name) &&
        !(name in variables.shape),
    )
    .map((name) => `${name} is not a variable of this service; .env.example lists those that are.`);
}
