import type { Core } from "../../../../core/platform/core.ts";
import { sellThree } from "../on-sale.ts";
import { bankNames } from "./banks.ts";

/** Sums that floating point does not keep: 512.06 * 100 is less than 51206. */
const PRICES = {
  consultation: { RUB: 51_206, EUR: 829, IRR: 5_120_600 },
  "bundle-3": { RUB: 102_410, EUR: 1_608, IRR: 10_241_000 },
} as const;

/** What a cashier decides about alone: one consultation in roubles, and nothing else. */
export const LIMITS = { RUB: 60_000 };

/** Of the code `BUDGET`, enough for two of its discounts; and of `FEW`, so many uses. */
export const BUDGET = 30_000;
export const USES = 2;

/** Puts packages on sale, and the ways to pay for them: each gateway is one. */
export async function sell(core: Core): Promise<void> {
  const { db } = core;
  await sellThree(core);
  for (const [slug, prices] of Object.entries(PRICES)) {
    const { id: packageId } = await db.package.findUniqueOrThrow({ where: { slug } });
    for (const [currency, amount] of Object.entries(prices)) {
      await db.packagePrice.create({ data: { packageId, currency, amount } });
    }
  }
  await db.promoCode.create({ data: { code: "FEW", kind: "percent", value: 33, maxUses: USES } });
  await db.promoCode.create({
    data: { code: "BUDGET", kind: "amount", value: 12_345, currency: "RUB", budget: BUDGET },
  });
  await db.clinic.updateMany({ data: { bank: account } });
  // One shop more at Robokassa than a catalogue can name.
  await db.wayToPay.createMany({
    data: bankNames.map((name, position) => ({
      slug: name,
      title: { ru: name, en: name },
      gateways: [name],
      share: false,
      position,
    })),
  });
}

/** Where transfers go: invented, with the right check digits. */
const account = {
  recipient: "Paw",
  inn: "7700000000",
  bank: "Bank",
  bic: "044525999",
  account: "40702810500000000017",
  correspondentAccount: "30101810600000000999",
};
