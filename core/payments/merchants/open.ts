import type { Environment, LiveConfig } from "../../platform/config.ts";
import type { Core } from "../../platform/core.ts";
import type { Gateways, PaymentGateway } from "../gateway.ts";
import { openShops } from "../gateways.ts";
import { merchantAccounts, type MerchantAccount } from "./accounts.ts";
import { accountRoot } from "./names.ts";
import { isMerchantGateway, readMerchant } from "./settings.ts";

/**
 * Opens the clinics' own accounts, also those that take nothing new: what was paid through them may have to go back.
 * One whose settings are wrong is a reason not to start: its clinic's money would go to another.
 */
export async function openMerchants(
  core: Core,
  env: Environment,
): Promise<{ readonly gateways: Gateways } | { readonly problems: readonly string[] }> {
  const gateways: Record<string, PaymentGateway> = {};
  const problems: string[] = [];
  for (const account of await merchantAccounts(core)) {
    const config = configOf(env, account);
    if (Array.isArray(config)) problems.push(...config);
    else gateways[account.name] = open(core, account, config);
  }
  return problems.length > 0 ? { problems } : { gateways };
}

/** The configuration of an account; or sentences that say what is wrong with it. */
export function configOf(env: Environment, account: MerchantAccount): LiveConfig | string[] {
  const { gateway, slug, name, settings } = account;
  const where = `Merchant account ${gateway} of ${slug}`;
  if (!isMerchantGateway(gateway)) return [`${where}: there is no such gateway.`];
  if (!settings) return [`${where}: it is sealed with a key that SECRETS_KEY does not have.`];
  const read = readMerchant(env, gateway, settings);
  if ("problems" in read) return read.problems.map((problem) => `${where}: ${problem}`);
  const { config } = read;
  const { robokassa } = config;
  if (!robokassa?.hold) return config;
  const notifyUrl = robokassa.hold.notifyUrl.replace("/webhooks/robokassa", accountRoot(name));
  return { ...config, robokassa: { ...robokassa, hold: { ...robokassa.hold, notifyUrl } } };
}

function open(core: Core, account: MerchantAccount, config: LiveConfig): PaymentGateway {
  const { name, clinic, gateway, active } = account;
  const shop = openShops(core, config)[gateway];
  if (!shop) throw new Error(`no shop at ${gateway} was read`);
  return { ...shop, name, merchant: { clinic, gateway, active } };
}

/** Whoever sells knows of the accounts, too: that something can be bought, and that money can be held. */
export function withMerchants(core: Core, gateways: Gateways): Core {
  const used = Object.values(gateways).filter(({ merchant }) => merchant?.active);
  const { settings } = core;
  return {
    ...core,
    settings: {
      ...settings,
      gateways: [...settings.gateways, ...used.map(({ name }) => name)],
      holds: settings.holds || used.some(({ caps }) => caps.holdMs !== undefined),
    },
  };
}
