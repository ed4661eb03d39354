import { readCertificate } from "../../platform/certificate.ts";
import { readConfig, type Environment, type LiveConfig } from "../../platform/config.ts";
import { variables } from "../../platform/variables.ts";

/** Gateways at which a clinic can have an account of its own, each with what its variables begin with. */
export const merchantGateways = {
  robokassa: "ROBOKASSA_",
  yookassa: "YOOKASSA_",
  stripe: "STRIPE_",
  zarinpal: "ZARINPAL_",
} as const;

export type MerchantGateway = keyof typeof merchantGateways;

export const isMerchantGateway = (name: string): name is MerchantGateway => name in merchantGateways;

/** Variables of .env.example by name. Secrets: they are sealed, and never shown. */
export type MerchantSettings = Readonly<Record<string, string>>;

export type ReadMerchant =
  /** Configured as if these settings stood in the environment, and no other gateway's. */
  | { readonly config: LiveConfig; readonly settings: MerchantSettings }
  | { readonly problems: readonly string[] };

/**
 * Checks an account's settings as the environment's are checked: the same names, all mistakes at once, no value in any
 * message.
 * @param env the service's own environment: its mode and public address count for accounts, too
 */
export function readMerchant(
  env: Environment,
  gateway: MerchantGateway,
  given: MerchantSettings,
): ReadMerchant {
  const prefix = merchantGateways[gateway];
  const strange = Object.keys(given).filter(
    (name) => !name.startsWith(prefix) || !Object.keys(variables.shape).includes(name),
  );
  const problems = strange.map(
    (name) => `${/^\w{1,64}$/.test(name) ? name : "A name"} is no variable of ${gateway}; see .env.example.`,
  );
  // What a path leads to is kept, not the path: the file may be gone by the next start.
  const certificate = given["ROBOKASSA_CERTIFICATE"];
  const pem = certificate === undefined ? undefined : readCertificate(certificate);
  const settings = { ...given, ...(pem !== undefined && { ROBOKASSA_CERTIFICATE: pem }) };
  const known = Object.entries(settings).filter(([name]) => !strange.includes(name));
  const read = readConfig({ ...withoutGateways(env), ...Object.fromEntries(known) });
  if ("problems" in read) problems.push(...read.problems);
  else if (read.config.mode !== "live") problems.push("Only a live service has accounts at gateways.");
  else if (!read.config[gateway])
    problems.push(`${prefix}… is missing: what sets ${gateway} up is in .env.example.`);
  else if (problems.length === 0) return { config: read.config, settings };
  return { problems };
}

const withoutGateways = (env: Environment): Environment =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !Object.values(merchantGateways).some((prefix) => name.startsWith(prefix)),
    ),
  );
