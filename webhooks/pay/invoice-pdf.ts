import { fileURLToPath } from "node:url";
import { localized } from "../../core/catalog/words.ts";
import type { Invoice } from "../../core/payments/bank-transfer/invoice.ts";
import { tagOf } from "../../core/platform/format.ts";
import type { Locale } from "../../core/platform/locale.ts";
import { bankRows, day, purpose } from "./invoice.ts";
import { speaker } from "./speaker.ts";

const template = fileURLToPath(new URL("invoice.typ", import.meta.url));

/**
 * An invoice as a PDF. The same invoice gives the same document. The compiler is loaded with the first of them: most
 * services never make one. Then each takes some ten milliseconds.
 */
export async function invoicePdf(locale: Locale, invoice: Invoice): Promise<Uint8Array> {
  const typst = await compiler();
  return typst.pdf({
    mainFilePath: template,
    inputs: { data: JSON.stringify(dataOf(locale, invoice)) },
  });
}

/** What the template says (invoice.typ). */
function dataOf(locale: Locale, invoice: Invoice): unknown {
  const t = speaker(locale);
  const { reference, order, issuedAt, zone, until } = invoice;
  return {
    lang: locale,
    title: t("invoice-title", { reference }),
    subtitle: t("invoice-of", { date: day(locale, issuedAt, zone) }),
    bank: bankRows(locale, invoice),
    payment: [
      [t("invoice-purpose"), purpose(locale, invoice)],
      [
        t("invoice-for"),
        `${localized(invoice.title, locale)} (${t("pay-title", { number: String(order) })})`,
      ],
      [t("invoice-until"), day(locale, new Date(`${until}T12:00:00Z`), "UTC")],
    ],
    total: t("invoice-total", { sum: inFull(locale, invoice) }),
    notes: [t("invoice-purpose-exactly"), t("invoice-sum-exactly"), t("invoice-days")],
  };
}

/** `499,00 RUB`: as banks write it, and without a sign that a font may not have. */
function inFull(locale: Locale, { amount, currency }: Invoice): string {
  const style = { style: "currency", currency, currencyDisplay: "code" } as const;
  const format = new Intl.NumberFormat(tagOf(locale), style);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

type Compiler = import("@myriaddreamin/typst-ts-node-compiler").NodeCompiler;
let loaded: Promise<Compiler> | undefined;

/** With the fonts it brings along and no others: an invoice looks the same on every machine. */
const compiler = (): Promise<Compiler> =>
  (loaded ??= import("@myriaddreamin/typst-ts-node-compiler").then(({ NodeCompiler }) =>
    NodeCompiler.create({ workspace: fileURLToPath(new URL(".", import.meta.url)) }),
  ));
