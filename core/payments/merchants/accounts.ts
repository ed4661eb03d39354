import type { MerchantAccount as Row } from "../../../prisma/generated/client.ts";
import type { Core } from "../../platform/core.ts";
import { openJson, sealJson } from "../../platform/sealed.ts";
import { accountName } from "./names.ts";
import type { MerchantGateway, MerchantSettings } from "./settings.ts";

/** A clinic's own account at a gateway. */
export interface MerchantAccount {
  readonly name: string;
  /** Id and slug of the clinic. */
  readonly clinic: string;
  readonly slug: string;
  readonly gateway: string;
  readonly active: boolean;
  readonly changedAt: Date;
  /** Undefined: sealed with a key that we do not have. */
  readonly settings: MerchantSettings | undefined;
}

const contextOf = ({ clinicId, gateway }: Pick<Row, "clinicId" | "gateway">): string =>
  `merchant_account:${clinicId}:${gateway}`;

/** All accounts, in the order of their names. */
export async function merchantAccounts(core: Pick<Core, "db" | "keys">): Promise<MerchantAccount[]> {
  const rows = await core.db.merchantAccount.findMany({
    orderBy: { name: "asc" },
    include: { clinic: { select: { slug: true } } },
  });
  return rows.map((row) => {
    const { name, clinicId: clinic, gateway, active, changedAt } = row;
    const settings = settingsIn(core, row);
    return { name, clinic, slug: row.clinic.slug, gateway, active, changedAt, settings };
  });
}

function settingsIn({ keys }: Pick<Core, "keys">, row: Row): MerchantSettings | undefined {
  try {
    return openJson<MerchantSettings>(keys, contextOf(row), row.sealed);
  } catch {
    return undefined;
  }
}

/** Seals a clinic's settings in the place of those before. Undefined: there is no such clinic. Else the account's name. */
export async function setMerchant(
  core: Core,
  slug: string,
  gateway: MerchantGateway,
  settings: MerchantSettings,
): Promise<string | undefined> {
  const clinic = await core.db.clinic.findUnique({ where: { slug }, select: { id: true } });
  if (!clinic) return undefined;
  const key = { clinicId: clinic.id, gateway };
  const sealed = sealJson(core.keys, contextOf(key), settings);
  const changed = { sealed, active: true, changedAt: core.clock.now() };
  const { name } = await core.db.merchantAccount.upsert({
    where: { clinicId_gateway: key },
    create: { ...key, name: accountName(gateway, slug), ...changed },
    update: changed,
    select: { name: true },
  });
  return name;
}

/** Nothing new is paid through an account. It stays for what was. False: there is none that is used. */
export async function removeMerchant(core: Core, slug: string, gateway: string): Promise<boolean> {
  const { count } = await core.db.merchantAccount.updateMany({
    where: { gateway, active: true, clinic: { slug } },
    data: { active: false, changedAt: core.clock.now() },
  });
  return count > 0;
}
