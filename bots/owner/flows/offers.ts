import type { PackageInfo } from "../../../core/catalog/packages.ts";
import { localized } from "../../../core/catalog/words.ts";
import type { Dialog, Stored } from "../../dialog/dialog.ts";
import { money, t, type Locale, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { order } from "./order.ts";

/**
 * Shows packages one at a time; ordering leads on to the order. `vet`: the card (id) they are bought from. Returns when
 * the order has ended, or when the person is done.
 */
export async function showOffers(
  dialog: Dialog<OwnerCore>,
  packages: readonly Stored<PackageInfo>[],
  vet?: { readonly id: string; readonly name: string },
): Promise<"ordered" | "done"> {
  const { locale } = await dialog.person();
  const items = packages.map((offer) => ({ value: offer.slug, offer }));
  const { item, action } = await dialog.carousel(vet ? "vet-offers" : "offers", items, ({ offer }) => ({
    text: vet ? t("offer-of-vet", { vet: vet.name, offer: card(offer, locale) }) : card(offer, locale),
    actions: [
      { value: "order", label: t("offer-order") },
      { value: "details", label: t("offer-details") },
      // From a vet's card the way back leads there.
      ...(vet ? [] : [{ value: "done" as const, label: t("done") }]),
    ],
  }));
  if (action === "done") return "done";
  if (action === "details") {
    await dialog.choose(details(item.offer, locale), [{ value: "order", label: t("offer-order") }]);
  }
  await order(dialog, item.value, vet?.id);
  return "ordered";
}

function card(offer: Stored<PackageInfo>, locale: Locale): Text {
  return t("offer-card", {
    title: localized(offer.title, locale),
    summary: localized(offer.summary, locale),
    price: priceOf(offer),
    sessions: offer.sessions,
    days: offer.validDays,
  });
}

const details = (offer: Stored<PackageInfo>, locale: Locale): Text =>
  t("offer-more", {
    title: localized(offer.title, locale),
    details: localized(offer.details, locale),
    price: priceOf(offer),
    sessions: offer.sessions,
    days: offer.validDays,
  });

const priceOf = ({ price }: Stored<PackageInfo>): Text => (price ? money(price) : t("offer-no-price"));
