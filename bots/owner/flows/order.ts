import { buyingOn } from "../../../core/orders/buying.ts";
import { packageOnSale } from "../../../core/orders/quote.ts";
import { vetCard } from "../../../core/catalog/vets.ts";
import { localized } from "../../../core/catalog/words.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { withAccount } from "./account.ts";
import { buyButton, supportButton } from "./buttons.ts";
import { CURRENCY } from "./currency.ts";
import { askPayer } from "./order-payer.ts";
import { askPromo } from "./order-promo.ts";
import { summary } from "./order-summary.ts";

/**
 * Orders a package: who pays, a promo code if there is one, the sum and the consent; then the payment page.
 * `offer`: slug of the package; `vet`: id of the card it is bought from.
 */
export async function order(dialog: Dialog<OwnerCore>, offer: string, vet?: string): Promise<void> {
  const { locale } = await dialog.person();
  const sale = await dialog.read("sale", async ({ core }) => {
    const found = await packageOnSale(core, offer, CURRENCY);
    const from = vet === undefined ? undefined : await vetCard(core, vet, { currency: CURRENCY });
    return { on: await buyingOn(core), title: found?.info.title ?? null, vet: from?.name ?? null };
  });
  if (!sale.on) return dialog.say(t("order-buying-off"), { menu: [[supportButton]] });
  if (!sale.title) return dialog.say(t("order-package-gone"), { menu: [[buyButton]] });
  const title = localized(sale.title, locale);
  if (!(await withAccount(dialog, t("account-for-order", { title })))) return;
  const payer = await askPayer(dialog);
  if (!payer) return dialog.say(t("profile-gone"));
  const promo = await askPromo(dialog, offer);
  await summary(dialog, {
    offer,
    vet,
    vetName: sale.vet ? localized(sale.vet, locale) : undefined,
    payer,
    promo,
  });
}
