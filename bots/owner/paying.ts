import { orderByNumber } from "../../core/orders/mine.ts";
import { localized } from "../../core/catalog/words.ts";
import type { SayButton } from "../dialog/dialog.ts";
import { money, render, t, type Locale, type Text } from "../texts.ts";
import { actionData, type OwnerCore } from "./turn.ts";

/** The number of an order as people and links write it; nothing for what is none. */
export const orderNumber = (written: string): [] | [string] => (/^\d{1,9}$/.test(written) ? [written] : []);

/** The number in the parameter of a start command, as the payment page makes it (webhooks/pay/help.ts). */
export const orderInStart = (payload: string): string | undefined =>
  payload.startsWith("pay_") ? orderNumber(payload.slice("pay_".length))[0] : undefined;

/**
 * What support reads first of somebody who cannot pay. What was ordered is said only of an order of their own: whoever
 * pays for somebody else brings a number and learns nothing by it.
 */
export async function troublePaying(owner: OwnerCore, locale: Locale, number: string): Promise<Text> {
  const order = await orderByNumber(owner.core, owner.person, Number(number));
  return order
    ? t("support-paying-own", {
        number,
        title: localized(order.package, locale),
        amount: money(order),
      })
    : t("support-paying", { number });
}

/** To support, with the order in hand. */
export const troubleButton = (number: string): SayButton => ({
  label: t("unpaid-trouble"),
  data: actionData("support", number),
});

/** Sends a payment page on to whoever pays, where the messenger has a link for that; elsewhere a link is passed on by itself. */
export function shareButtons(
  channel: OwnerCore["channel"],
  locale: Locale,
  { link, number }: { readonly link: string | undefined; readonly number: string },
): SayButton[] {
  if (channel !== "telegram" || link === undefined) return [];
  const words = render(locale, t("order-share-words", { number }));
  const url = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(words)}`;
  return [{ label: t("order-share"), url }];
}
