import type { Locale } from "./locale.ts";
import type { Money } from "./money.ts";
import { memoized } from "./memoized.ts";

/** How dates, sums and numbers are written: en-GB puts the day before the month and counts hours to 24, as ru does. */
const tags: Record<Locale, string> = { ru: "ru-RU", en: "en-GB" };

/** The BCP 47 tag whose customs a language follows here. */
export const tagOf = (locale: Locale): string => tags[locale];

/**
 * Formatters that are kept: more than the zones a clinic's owners live in, or its currencies, times the languages. One
 * takes twenty times as long to make as to use.
 */
export const MOST_FORMATS = 500;

const currencyFormat = memoized(
  MOST_FORMATS,
  (tag: string, currency: string) =>
    new Intl.NumberFormat(tag, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      trailingZeroDisplay: "stripIfInteger",
    }),
);

/** An amount of minor units as a person writes it: `499 ₽`, `499,50 ₽`. Whole sums lose their zeros. */
export function formatMoney(locale: Locale, { amount, currency }: Money): string {
  const format = currencyFormat(tags[locale], currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
