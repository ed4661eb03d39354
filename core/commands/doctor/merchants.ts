import { configOf } from "../../payments/merchants/open.ts";
import { merchantAccounts, type MerchantAccount } from "../../payments/merchants/accounts.ts";
import type { Environment, LiveConfig } from "../../platform/config.ts";
import { connect } from "../../platform/database.ts";
import { parseKeys } from "../../platform/seal.ts";
import type { Finding } from "./finding.ts";
import { problem } from "./finding.ts";
import { checkGateway } from "./gateway.ts";
import { checkShops } from "./shops.ts";

/** Whether each clinic's own account works, as those of the environment are asked. Silent where the database is. */
export async function checkMerchants(config: LiveConfig, env: Environment): Promise<Finding[]> {
  const db = connect(config.databaseUrl, { max: 1 });
  let accounts: readonly MerchantAccount[];
  try {
    accounts = await merchantAccounts({ db, keys: parseKeys(config.secretsKey) });
  } catch {
    return [];
  } finally {
    await db.$disconnect();
  }
  const findings = await Promise.all(accounts.map((account) => checkMerchant(env, account)));
  return findings.flat();
}

async function checkMerchant(env: Environment, account: MerchantAccount): Promise<Finding[]> {
  const { gateway, slug } = account;
  const config = configOf(env, account);
  if (Array.isArray(config))
    return config.map((sentence) =>
      problem(
        `merchant account ${gateway} of ${slug}`,
        sentence,
        `Write it anew: npm run merchants -- set ${slug} ${gateway} FILE.`,
      ),
    );
  const findings = [...(await checkGateway(config)), ...(await checkShops(config))];
  return findings.map((finding) => ({ ...finding, subject: `${finding.subject} of ${slug}` }));
}
