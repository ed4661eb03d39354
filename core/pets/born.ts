import { Temporal } from "temporal-polyfill";
import { dayOf, latinDigits, makeDay, readDay } from "../accounts/days.ts";
import type { Born } from "./pet.ts";

/** A birth as an owner tells it: a date, exact or not, or how old the pet is. */
export type BirthTold =
  | { readonly kind: "date"; readonly born: Born }
  | { readonly kind: "age"; readonly years: number; readonly months: number };

/** The oldest pet there is reason to believe in: a tortoise. */
const MAX_YEARS = 150;

const YEARS = String.raw`(?:лет|год\p{L}*|г|years?|yrs?|y)\.?`;
const MONTHS = String.raw`(?:мес\p{L}*|months?|mos?|m)\.?`;
const AGE = new RegExp(
  String.raw`^(?:(\d{1,3})(?:[.,](5))?\s*${YEARS})?(?:\s*(?:и|and|,)?\s*(\d{1,2})\s*${MONTHS})?$`,
  "iu",
);

/**
 * Reads a pet's birth date or age: `12.05.2021`, `05.2021`, `2021`, `3 года`, `5 мес`, `2 years 3 months`, and a bare
 * small number as years. `undefined` when it is none of these.
 */
export function readBirth(words: string): BirthTold | undefined {
  const typed = latinDigits(words.trim()).replace(/^(~|около|примерно|about|around)\s*/iu, "");
  const exact = readDay(typed);
  if (exact) return { kind: "date", born: { day: exact, precision: "day" } };

  const [, month, yearOfMonth] = /^(\d{1,2})[./\- ](\d{4})$/.exec(typed) ?? [];
  if (month && yearOfMonth) return rounded(Number(yearOfMonth), Number(month), "month");
  const [, year] = /^(\d{4})(?:\s*(?:г|год|года)\.?)?$/iu.exec(typed) ?? [];
  if (year) return rounded(Number(year), 1, "year");
  return readAge(typed);
}

function rounded(year: number, month: number, precision: "month" | "year"): BirthTold | undefined {
  const day = makeDay(year, month, 1);
  return day ? { kind: "date", born: { day, precision } } : undefined;
}

function readAge(typed: string): BirthTold | undefined {
  const [, bare] = /^(\d{1,3})$/.exec(typed) ?? [];
  if (bare) return age(Number(bare), 0);
  const [, years, half, months] = AGE.exec(typed) ?? [];
  if (!years && !months) return undefined;
  return age(Number(years ?? 0), Number(months ?? 0) + (half ? 6 : 0));
}

const age = (years: number, months: number): BirthTold | undefined =>
  years <= MAX_YEARS && years + months > 0 ? { kind: "age", years, months } : undefined;

/**
 * When the pet was born, as of `now` in the owner's zone. An age in years is kept as a year, one with months as a
 * month. `undefined` when it would lie in the future or too far back.
 */
export function bornOf(told: BirthTold, now: Date, zone: string): Born | undefined {
  const today = Temporal.PlainDate.from(dayOf(now, zone));
  const born = told.kind === "date" ? told.born : fromAge(told, today);
  const date = Temporal.PlainDate.from(born.day);
  const possible = Temporal.PlainDate.compare(date, today) <= 0 && today.year - date.year <= MAX_YEARS;
  return possible ? born : undefined;
}

function fromAge({ years, months }: { years: number; months: number }, today: Temporal.PlainDate): Born {
  const date = today.subtract({ years, months });
  return months > 0 || years === 0
    ? { day: date.with({ day: 1 }).toString(), precision: "month" }
    : { day: date.with({ month: 1, day: 1 }).toString(), precision: "year" };
}

/** How old a pet is now: whole years, and months besides while it is young; months are absent where unknown. */
export function ageOf(born: Born, now: Date, zone: string): { years: number; months?: number } {
  const today = Temporal.PlainDate.from(dayOf(now, zone));
  const date = Temporal.PlainDate.from(born.day);
  const { years, months } = date.until(today, { largestUnit: "years" });
  return born.precision === "year" ? { years: today.year - date.year } : { years, months };
}
