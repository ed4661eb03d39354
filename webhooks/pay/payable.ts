import type { LegalDocument } from "../../core/catalog/legal.ts";
import { localized } from "../../core/catalog/words.ts";
import { choicesOf, type Ways } from "../../core/payments/choices.ts";
import type { PaymentPage } from "../../core/payments/page.ts";
import { formatMoney } from "../../core/platform/format.ts";
import { locales, type Locale } from "../../core/platform/locale.ts";
import { help, type Support } from "./help.ts";
import { document, html, type Html } from "./html.ts";
import { share } from "./share.ts";
import { speaker } from "./speaker.ts";
import { countryForm, waysField } from "./ways.ts";

export interface PayablePage extends Ways {
  readonly locale: Locale;
  readonly token: string;
  readonly order: PaymentPage;
  readonly terms: readonly LegalDocument[];
  /** Of the card, where the payer told it. */
  readonly country: string | undefined;
  /** Address of this page, to be passed on. */
  readonly link: string;
  readonly support: Support;
  /** What was sent and is not right, with what has to be kept of it. */
  readonly sent?: Sent;
}

export interface Sent {
  /** As it was typed. */
  readonly email: string;
  /** Id of the choice. */
  readonly choice: string | undefined;
  readonly wrong: "email" | "choice";
}

/** The order, its sum, the ways to pay and a button. Works without a script. */
export function payablePage(page: PayablePage): string {
  const { locale, token, order, country, ways, sent } = page;
  const t = speaker(locale);
  const sum = (amount: number) => formatMoney(locale, { amount, currency: order.currency });
  const title = t("pay-title", { number: String(order.number) });
  const choices = choicesOf(ways);
  const asked = country === undefined ? "" : `&country=${country}`;
  return document(
    locale,
    title,
    html`<h1>${localized(order.title, locale)}</h1>
      <p class="soft">${title} · ${t("pay-sessions", { count: order.sessions })}</p>
      <dl>
        ${order.discount > 0 ? row(t("pay-price"), sum(order.listAmount)) : undefined}${
          order.discount > 0 ? row(t("pay-discount"), `−${sum(order.discount)}`) : undefined
        }
        <dt class="total">${t("pay-total")}</dt>
        <dd class="total">${sum(order.amount)}</dd>
      </dl>
      ${order.begun ? html`<p role="status">${t("pay-begun")}</p>` : undefined}
      ${
        order.invoice === undefined
          ? undefined
          : html`<p role="status">
              ${t("pay-invoice-waits", { reference: order.invoice })}
              <a href="/p/${token}/invoice?lang=${locale}">${t("pay-invoice-open")}</a>
            </p>`
      }
      ${sent?.wrong === "choice" ? html`<p role="alert" class="wrong">${t("pay-choice-gone")}</p>` : undefined}
      ${countryForm(page)}
      <form method="post" action="/p/${token}/pay?lang=${locale}${asked}" novalidate>
        ${waysField(page)}${choices.length > 0 ? payFields(page) : undefined}
      </form>
      ${share(page)} ${help(page)} ${otherLanguage(locale, asked)}`,
  );
}

/** Where the receipt goes, what is accepted, and the button. */
function payFields({ locale, token, order, terms, ways, sent }: PayablePage): Html {
  const t = speaker(locale);
  const wrongEmail = sent?.wrong === "email";
  return html`<label for="email">${t("pay-email")}</label>
    <input
      id="email"
      name="email"
      type="email"
      maxlength="254"
      autocomplete="email"
      inputmode="email"
      aria-describedby="hint"
      value="${sent?.email ?? ""}"
      ${wrongEmail ? html` aria-invalid="true" autofocus` : undefined}
    />
    <p id="hint" class="${wrongEmail ? "wrong" : "soft"}">
      ${
        wrongEmail
          ? t("pay-email-wrong")
          : order.receiptAddressed
            ? t("pay-email-optional")
            : t("pay-email-empty")
      }
    </p>
    <p>${t("pay-terms")}</p>
    <ul>
      ${terms.map(({ kind, title }) => html`<li><a href="/p/${token}/${kind}?lang=${locale}">${title}</a></li>`)}
    </ul>
    <button>${payLabel(locale, ways)}</button>
    <p class="soft">${t("pay-where")}</p>`;
}

/** Names the sum where it is the same whatever is chosen. */
function payLabel(locale: Locale, ways: Ways["ways"]): string {
  const [first, ...others] = choicesOf(ways);
  const t = speaker(locale);
  if (!first || others.some(({ currency }) => currency !== first.currency)) return t("pay-go-on");
  return t("pay-button", { sum: formatMoney(locale, first) });
}

function otherLanguage(locale: Locale, asked: string): Html {
  const [other = locale] = locales.filter((one) => one !== locale);
  const to = `?lang=${other}${asked}`;
  return html`<p>
    <a href="${to}" lang="${other}" hreflang="${other}">${speaker(locale)("pay-other-language")}</a>
  </p>`;
}

const row = (term: string, value: string): Html =>
  html`<dt>${term}</dt>
    <dd>${value}</dd>`;
