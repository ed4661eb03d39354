import { parsePhoneNumberFromString } from "libphonenumber-js";
import { MOST_FORMATS, tagOf } from "../core/platform/format.ts";
import { memoized } from "../core/platform/memoized.ts";
import type { Locale } from "./locale.ts";
import type { MomentStyle } from "./text.ts";

export { formatMoney } from "../core/platform/format.ts";

const momentStyles: Record<MomentStyle, Intl.DateTimeFormatOptions> = {
  full: { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  day: { day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "short", day: "numeric", month: "long" },
  time: { hour: "2-digit", minute: "2-digit" },
};

const momentFormat = memoized(
  MOST_FORMATS,
  (tag: string, timeZone: string, style: MomentStyle) =>
    new Intl.DateTimeFormat(tag, { timeZone, ...momentStyles[style] }),
);

/** A moment in a zone (IANA name). Throws `RangeError` for a zone or an instant that does not exist. */
export function formatDateTime(
  locale: Locale,
  zone: string,
  instant: Date | string,
  style: MomentStyle = "full",
): string {
  return momentFormat(tagOf(locale), zone, style).format(new Date(instant));
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
