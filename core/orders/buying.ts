import { bankDetails } from "../catalog/bank.ts";
import type { Core } from "../platform/core.ts";

/**
 * Whether anything can be paid at all; asked before a person fills in an order. A payment page is needed whichever way
 * is taken, and behind it a gateway or a bank account that transfers go to.
 */
export async function buyingOn({ db, settings }: Core): Promise<boolean> {
  if (settings.publicUrl === undefined) return false;
  if (settings.gateways.length > 0) return true;
  const clinics = await db.clinic.findMany({ select: { bank: true } });
  return clinics.some(({ bank }) => bankDetails.safeParse(bank).success);
}
