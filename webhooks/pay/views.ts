import { fileURLToPath } from "node:url";
import type { FluentVariable } from "@fluent/bundle";
import { localized } from "../../core/catalog/words.ts";
import type { LegalDocument } from "../../core/catalog/legal.ts";
import type { PaymentPage } from "../../core/payments/page.ts";
import { loadTexts } from "../../core/platform/fluent.ts";
import { formatMoney } from "../../core/platform/format.ts";
import { locales, type Locale } from "../../core/platform/locale.ts";
import { document, html, type Html } from "./html.ts";

const say = loadTexts(fileURLToPath(new URL("..", import.meta.url)));

type Args = Readonly<Record<string, FluentVariable>>;
const speaker = (locale: Locale) => (id: string, args?: Args) => say(locale, id, args);

/** What a page without an order tells; each says what can be done next. */
export type Message =
  | "paid"
  | "checking"
  | "failed"
  | "cancelled"
  | "not-found"
  | "unavailable"
  | "too-often"
  | "bad-request"
  | "broken";

/** A page that says one thing. `link`: where its button leads, and what the button says. */
export function messagePage(
  locale: Locale,
  message: Message,
  link?: { readonly to: string; readonly label: "check-again" | "try-again" },
): string {
  const t = speaker(locale);
  const title = t(`pay-${message}`);
  return document(
    locale,
    title,
    html`<h1>${title}</h1>
      <p role="status">${t(`pay-${message}-next`)}</p>
      ${link && html`<p><a class="button" href="${link.to}">${link.label === "check-again" ? t("pay-check-again") : t("pay-try-again")}</a></p>`}`,
  );
}

export interface PayablePage {
  readonly locale: Locale;
  readonly token: string;
  readonly order: PaymentPage;
  /** Documents that are accepted by paying. */
  readonly terms: readonly LegalDocument[];
  /** What was typed and is no address. */
  readonly wrongEmail?: string;
}

/** The order with its button. The form works without a script. */
export function payablePage({ locale, token, order, terms, wrongEmail }: PayablePage): string {
  const t = speaker(locale);
  const { number, currency } = order;
  const sum = (amount: number) => formatMoney(locale, { amount, currency });
  const title = t("pay-title", { number: String(number) });
  const [other = locale] = locales.filter((one) => one !== locale);
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
      <form method="post" action="/p/${token}/pay?lang=${locale}" novalidate>
        <label for="email">${t("pay-email")}</label>
        <input
          id="email"
          name="email"
          type="email"
          maxlength="254"
          autocomplete="email"
          inputmode="email"
          aria-describedby="hint"
          value="${wrongEmail ?? ""}"
          ${wrongEmail === undefined ? undefined : html` aria-invalid="true" autofocus`}
        />
        <p id="hint" class="${wrongEmail === undefined ? "soft" : "wrong"}">
          ${
            wrongEmail !== undefined
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
        <button>${t("pay-button", { sum: sum(order.amount) })}</button>
      </form>
      <p class="soft">${t("pay-where")}</p>
      <p class="soft">${t("pay-share")}</p>
      <p><a href="?lang=${other}" lang="${other}" hreflang="${other}">${t("pay-other-language")}</a></p>`,
  );
}

/** A legal text, as it was published. */
export const legalPage = (locale: Locale, { title, body }: LegalDocument, back: string): string =>
  document(
    locale,
    title,
    html`<h1>${title}</h1>
      <div class="text">${body}</div>
      <p><a href="${back}">${speaker(locale)("pay-try-again")}</a></p>`,
  );

const row = (term: string, value: string): Html =>
  html`<dt>${term}</dt>
    <dd>${value}</dd>`;
