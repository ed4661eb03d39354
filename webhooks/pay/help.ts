import type { Settings } from "../../core/platform/core.ts";
import type { Locale } from "../../core/platform/locale.ts";
import { html, type Html } from "./html.ts";
import { speaker } from "./speaker.ts";

/** How the bots are reached. */
export type Support = Pick<Settings, "ownerBot" | "whatsappNumber">;

export interface Help {
  readonly locale: Locale;
  readonly order: { readonly number: number };
  readonly support: Support;
}

/**
 * What helps when paying does not work, and the way to support: the link opens the chat with the bot, which is told the
 * number of the order (bots/owner/paying.ts).
 */
export function help({ locale, order, support }: Help): Html {
  const t = speaker(locale);
  const number = String(order.number);
  const { ownerBot, whatsappNumber } = support;
  const whatsapp =
    whatsappNumber === undefined
      ? undefined
      : `https://wa.me/${whatsappNumber}?text=${encodeURIComponent(`/support ${number}`)}`;
  const advice = ["money", "bank", "vpn", "other", "twice"].map(
    (topic) => html`<li>${t(`pay-help-${topic}`)}</li>`,
  );
  return html`<details>
    <summary>${t("pay-help")}</summary>
    <ul>
      ${advice}
    </ul>
    <p>${t("pay-help-support", { number })}</p>
    <p class="row">
      <a class="button second" rel="noreferrer" href="https://t.me/${ownerBot}?start=pay_${number}"
        >${t("pay-help-telegram")}</a
      >
      ${whatsapp === undefined ? undefined : html`<a class="button second" rel="noreferrer" href="${whatsapp}">${t("pay-help-whatsapp")}</a>`}
    </p>
  </details>`;
}
