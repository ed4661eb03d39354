import { localized } from "../../core/catalog/words.ts";
import { html, type Html } from "./html.ts";
import type { PayablePage } from "./payable.ts";
import { speaker } from "./speaker.ts";

/** The page's own address, to be sent to whoever pays: to copy, or with a messenger. */
export function share({ locale, ways, link, order }: PayablePage): Html {
  const t = speaker(locale);
  const way = ways.find(({ kind }) => kind === "share");
  const [title, advice] =
    way?.kind === "share"
      ? [localized(way.title, locale), way.advice && localized(way.advice, locale)]
      : [t("pay-share-title"), t("pay-share")];
  const words = t("pay-share-words", { number: String(order.number) });
  return html`<section aria-labelledby="share">
    <h2 id="share">${title}</h2>
    ${advice === undefined ? undefined : html`<p>${advice}</p>`}
    <label for="link">${t("pay-share-link")}</label>
    <input id="link" type="url" readonly value="${link}" />
    <p class="row">
      <a class="button second" rel="noreferrer" href="${shareAddress.telegram(link, words)}"
        >${t("pay-share-telegram")}</a
      >
      <a class="button second" rel="noreferrer" href="${shareAddress.whatsapp(link, words)}"
        >${t("pay-share-whatsapp")}</a
      >
    </p>
  </section>`;
}

/** Addresses by which messengers take something to be sent on. */
const shareAddress = {
  telegram: (link: string, words: string) =>
    `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(words)}`,
  whatsapp: (link: string, words: string) => `https://wa.me/?text=${encodeURIComponent(`${words} ${link}`)}`,
};
