import { Temporal } from "temporal-polyfill";

/** Minor units of a sum as somebody types it (`1 500,50`, `1500.5`, `499 ₽`); undefined: it is none. */
export function readAmount(typed: string, currency: string): number | undefined {
  const bare = typed.replaceAll(/[\s'’]/gu, "").replaceAll(/[^\d.,]/gu, "");
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const [, whole, fraction = ""] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(bare) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  const amount = Number(whole + fraction.padEnd(digits, "0"));
  return amount > 0 && amount <= MAX ? amount : undefined;
}

/** What a column of 32 bits holds. */
const MAX = 2_147_483_647;

/**
 * The day that somebody types, `2026-11-23`: `23.11.2026`, `23.11`, `2026-11-23`, or the words `today` and `yesterday`
 * of buttons. A day without a year is the latest one. Undefined: there is no such day, or it has not come yet.
 */
export function readDay(typed: string, today: Temporal.PlainDate): string | undefined {
  const text = typed.trim();
  if (text === "today") return today.toString();
  if (text === "yesterday") return today.subtract({ days: 1 }).toString();
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text);
  if (iso) return dayOf(today, iso[1], iso[2], iso[3]);
  const [, day, month, year] = /^(\d\d?)[./](\d\d?)(?:[./](\d{4}|\d\d))?$/.exec(text) ?? [];
  if (year !== undefined) return dayOf(today, year.length === 2 ? `20${year}` : year, month, day);
  return dayOf(today, String(today.year), month, day) ?? dayOf(today, String(today.year - 1), month, day);
}

function dayOf(today: Temporal.PlainDate, year = "", month = "", day = ""): string | undefined {
  try {
    const fields = { year: Number(year), month: Number(month), day: Number(day) };
    const date = Temporal.PlainDate.from(fields, { overflow: "reject" });
    return Temporal.PlainDate.compare(date, today) > 0 ? undefined : date.toString();
  } catch {
    return undefined;
  }
}
