import type { Bank, Ground } from "./banks/bank.ts";
import { robokassaBank } from "./banks/robokassa.ts";
import { stripeBank } from "./banks/stripe.ts";
import { telegramBank } from "./banks/telegram.ts";
import { transferBank, type TransferBank } from "./banks/transfer.ts";
import { yookassaBank } from "./banks/yookassa.ts";
import { zarinpalBank } from "./banks/zarinpal.ts";

/** Those that hold what a consultation costs until it is over. */
export const holders = ["yookassa", "stripe", "robohold"] as const;

/** All ways to pay. `robohold` is a second shop at Robokassa, which may hold. */
export const bankNames = [...holders, "robokassa", "zarinpal", "transfer", "telegram"] as const;
export type BankName = (typeof bankNames)[number];

/** Each bank by the name of its gateway. */
export type Banks = Readonly<Record<Exclude<BankName, "transfer">, Bank>> & {
  readonly transfer: TransferBank;
};

export async function openBanks(ground: Ground): Promise<Banks> {
  return {
    yookassa: await yookassaBank(ground),
    stripe: await stripeBank(ground),
    robohold: await robokassaBank(ground, "robohold", true),
    robokassa: await robokassaBank(ground, "robokassa", false),
    zarinpal: await zarinpalBank(ground),
    transfer: transferBank(ground),
    telegram: await telegramBank(ground),
  };
}
