import { territories } from "../../core/catalog/ways.ts";
import { localized } from "../../core/catalog/words.ts";
import { choicesOf, type Choice, type Way } from "../../core/payments/choices.ts";
import { formatMoney, tagOf } from "../../core/platform/format.ts";
import type { Locale } from "../../core/platform/locale.ts";
import { html, type Html } from "./html.ts";
import type { PayablePage } from "./payable.ts";
import { speaker } from "./speaker.ts";

/** A country that no way names: for its cards there is what any card can be paid with. */
export const ELSEWHERE = "other";

/** Asks for the country of the card's bank, where it makes a difference. */
export function countryForm({ locale, token, country, countries }: PayablePage): Html | undefined {
  if (countries.length === 0) return undefined;
  const t = speaker(locale);
  const named = countries
    .map((code) => ({ code, name: countryName(locale, code) }))
    .sort((a, b) => a.name.localeCompare(b.name, tagOf(locale)));
  const option = (value: string, name: string) =>
    html`<option value="${value}" ${value === (country ?? "") ? html`selected` : undefined}>${name}</option>`;
  return html`<details ${country === undefined ? undefined : html`open`}>
    <summary>${t("pay-country-differs")}</summary>
    <form method="get" action="/p/${token}">
      <input type="hidden" name="lang" value="${locale}" />
      <label for="country">${t("pay-country")}</label>
      <select id="country" name="country">
        ${option("", t("pay-country-any"))}${named.map(({ code, name }) => option(code, name))}${option(ELSEWHERE, t("pay-country-other"))}
      </select>
      <button class="second">${t("pay-country-show")}</button>
    </form>
  </details>`;
}

function countryName(locale: Locale, code: string): string {
  const t = speaker(locale);
  if (territories.includes(code)) return t(`pay-country-${code.toLowerCase()}`);
  return new Intl.DisplayNames(tagOf(locale), { type: "region" }).of(code) ?? code;
}

/** The ways to pay. With only one there is nothing to choose, and nothing is shown. */
export function waysField({ locale, ways, sent }: PayablePage): Html | undefined {
  const t = speaker(locale);
  const choices = choicesOf(ways);
  const [first] = choices;
  const shown = ways.filter(({ kind }) => kind !== "share");
  if (first && shown.length === 1 && choices.length === 1) {
    return html`<input type="hidden" name="choice" value="${first.id}" />`;
  }
  const chosen = choices.find(({ id }) => id === sent?.choice) ?? first;
  // Where all cost the same, the sum stands above and on the button.
  const priced = choices.some(({ currency }) => currency !== first?.currency);
  return html`<fieldset>
    <legend>${t("pay-ways")}</legend>
    ${first ? undefined : html`<p>${t("pay-ways-none")}</p>`}
    ${ways.map((way) => oneWay(locale, way, { chosen, priced }))}
  </fieldset>`;
}

function oneWay(
  locale: Locale,
  way: Way,
  { chosen, priced }: { readonly chosen: Choice | undefined; readonly priced: boolean },
): Html {
  switch (way.kind) {
    case "share":
      return html``;
    case "closed":
      return html`<div class="way closed">
        <b>${localized(way.title, locale)}</b>
        <span class="soft">${localized(way.otherwise, locale)}</span>
      </div>`;
    case "payable": {
      const title = way.title ? localized(way.title, locale) : speaker(locale)("pay-way-online");
      const advice = way.advice && html`<span class="soft">${localized(way.advice, locale)}</span>`;
      return html`${way.choices.map(
        (choice) =>
          html`<label class="way">
            <input
              type="radio"
              name="choice"
              value="${choice.id}"
              ${choice.id === chosen?.id ? html`checked` : undefined}
            />
            <span><b>${title}${priced ? ` · ${formatMoney(locale, choice)}` : ""}</b> ${advice}</span>
          </label>`,
      )}`;
    }
  }
}
