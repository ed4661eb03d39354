import { localized } from "../../core/catalog/words.ts";
import type { Invoice } from "../../core/payments/bank-transfer/invoice.ts";
import { formatMoney, tagOf } from "../../core/platform/format.ts";
import type { Locale } from "../../core/platform/locale.ts";
import { help, type Support } from "./help.ts";
import { document, html } from "./html.ts";
import { speaker } from "./speaker.ts";

export interface InvoicePage {
  readonly locale: Locale;
  readonly token: string;
  readonly invoice: Invoice;
  readonly support: Support;
}

/** What to write into a transfer, and the invoice to download. */
export function invoicePage({ locale, token, invoice, support }: InvoicePage): string {
  const t = speaker(locale);
  const { reference, until, order, open } = invoice;
  const title = t("invoice-title", { reference });
  const sum = formatMoney(locale, invoice);
  const rows = [...bankRows(locale, invoice), [t("invoice-purpose"), purpose(locale, invoice)] as const];
  return document(
    locale,
    title,
    html`<h1>${title}</h1>
      <p class="soft">${localized(invoice.title, locale)} · ${t("pay-title", { number: String(order) })}</p>
      ${
        open
          ? html`<p role="status">
              ${t("invoice-pay-until", { sum, date: day(locale, new Date(`${until}T12:00:00Z`), "UTC") })}
            </p>`
          : html`<p role="status" class="wrong">${t("invoice-closed")}</p>`
      }
      <p><a class="button" href="/p/${token}/invoice.pdf?lang=${locale}">${t("invoice-download")}</a></p>
      <dl class="long">
        ${rows.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
      <p>${t("invoice-purpose-exactly")}</p>
      <p>${t("invoice-days")}</p>
      <p><a class="button second" href="/p/${token}?lang=${locale}">${t("invoice-other-way")}</a></p>
      ${help({ locale, order: { number: order }, support })}`,
  );
}

/** The payee, as a payment order asks for it. */
export function bankRows(locale: Locale, { bank }: Invoice): (readonly [string, string])[] {
  const t = speaker(locale);
  return [
    [t("invoice-recipient"), bank.recipient],
    [t("invoice-inn"), bank.kpp === undefined ? bank.inn : `${bank.inn} / ${bank.kpp}`],
    [t("invoice-account"), bank.account],
    [t("invoice-bank"), bank.bank],
    [t("invoice-bic"), bank.bic],
    [t("invoice-correspondent"), bank.correspondentAccount],
  ];
}

/** The words that the transfer is found by. Russian banks take them in Russian letters. */
export const purpose = (locale: Locale, { reference }: Invoice): string =>
  speaker(locale)("invoice-purpose-words", { reference });

/** A date in words. */
export const day = (locale: Locale, at: Date, zone: string): string =>
  new Intl.DateTimeFormat(tagOf(locale), { dateStyle: "long", timeZone: zone }).format(at);
