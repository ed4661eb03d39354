import { Temporal } from "temporal-polyfill";

/** The day of the calendar (`YYYY-MM-DD`) that a moment falls on in a zone. */
export function dayOf(moment: Date, zone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(moment.getTime());
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A day as Prisma writes `date` columns: midnight in UTC. */
export const toColumn = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** A `date` column as a day. */
export const fromColumn = (column: Date): string => column.toISOString().slice(0, 10);

const WRITTEN = [/^(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4})$/, /^(\d{2})(\d{2})(\d{4})$/];

/**
 * A day typed with its day first (`31.12.1990`, `31/12/1990`, `31121990`) as `YYYY-MM-DD`; `undefined` when it is
 * written otherwise or is not in the calendar.
 */
export function readDay(words: string): string | undefined {
  const typed = latinDigits(words.trim());
  const match = WRITTEN.map((pattern) => pattern.exec(typed)).find((found) => found !== null);
  const [, day, month, year] = match ?? [];
  return day && month && year ? makeDay(Number(year), Number(month), Number(day)) : undefined;
}

/** `undefined` when there is no such day. */
export function makeDay(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

/** Persian and Arabic keyboards type digits of their own. */
export const latinDigits = (words: string): string =>
  words.replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
