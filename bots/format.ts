import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Locale } from "./locale.ts";
import type { Money, MomentStyle } from "./text.ts";

/** How dates, sums and numbers are written: en-GB puts the day before the month and counts hours to 24, as ru does. */
const tags: Record<Locale, string> = { ru: "ru-RU", en: "en-GB" };

/** The BCP 47 tag whose customs a language follows here. */
export const tagOf = (locale: Locale): string => tags[locale];

/** An amount of minor units as a person writes it: `499 ₽`, `499,50 ₽`. Whole sums lose their zeros. */
export function formatMoney(locale: Locale, { amount, currency }: Money): string {
  const format = new Intl.NumberFormat(tags[locale], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

const momentStyles: Record<MomentStyle, Intl.DateTimeFormatOptions> = {
  full: { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  day: { day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
};

/** A moment in a zone (IANA name). Throws `RangeError` for a zone or an instant that does not exist. */
export function formatDateTime(
  locale: Locale,
  zone: string,
  instant: Date | string,
  style: MomentStyle = "full",
): string {
  const format = new Intl.DateTimeFormat(tags[locale], { timeZone: zone, ...momentStyles[style] });
  return format.format(new Date(instant));
}

/** A day of the calendar, `YYYY-MM-DD`, the same wherever the reader is. */
export const formatDay = (locale: Locale, date: string): string =>
  formatDateTime(locale, "UTC", `${date}T00:00:00Z`, "day");

/** A phone in its country's grouping: `+7 999 000 11 22`. What is no phone stays as it is. */
export function formatPhone(phone: string): string {
  const international = phone.startsWith("+") ? phone : `+${phone}`;
  return parsePhoneNumberFromString(international)?.formatInternational() ?? phone;
}

/** Wraps words whose direction is unknown, so that they cannot reorder a sentence around them (U+2068, U+2069). */
export const isolate = (words: string): string => `\u2068${words}\u2069`;
