import { createInvoiceLink } from "../../payments/telegram/invoice.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { ok, problem, type Finding } from "./finding.ts";

const SUBJECT = "Payments in Telegram";

/** Within what every provider takes, in minor units of any currency that has some. */
const SUM = 50_000;

/** Whether the provider takes what it is said to: by invoices that nobody is shown. */
export async function checkTelegramPayments({ telegram }: LiveConfig): Promise<Finding[]> {
  if (!telegram) return [];
  return Promise.all(
    telegram.currencies.map(async (currency) => {
      const description = "Check of the configuration";
      const receipt = [{ name: description, sum: SUM }];
      const made = await createInvoiceLink(
        telegram,
        { key: "doctor", money: { amount: SUM, currency }, description, receipt },
        fetch,
      );
      if ("ok" in made) return ok(SUBJECT, `an invoice in ${currency} can be made.`);
      if ("unknown" in made)
        return problem(SUBJECT, "Telegram does not answer.", "Look at the network; try again later.");
      return problem(
        SUBJECT,
        `no invoice in ${currency} can be made (${made.declined}).`,
        "Compare TELEGRAM_PROVIDER_TOKEN with what @BotFather shows under Payments of the owners' bot, and TELEGRAM_PROVIDER_CURRENCIES with what the provider takes.",
      );
    }),
  );
}
