import { Temporal } from "temporal-polyfill";
import { dayOf } from "./days.ts";

/** Who may hold an account: the terms ask for legal age. */
export const MIN_AGE = 18;

/** Nobody alive was born before: an earlier year is a slip of the finger. */
const FIRST_YEAR = 1900;

export type BirthDateProblem = "future" | "too_early" | "too_young";

/** What speaks against the birth date (`YYYY-MM-DD`) of somebody who opens an account now, in their zone. */
export function birthDateProblem(birthDate: string, now: Date, zone: string): BirthDateProblem | undefined {
  const born = Temporal.PlainDate.from(birthDate);
  const today = Temporal.PlainDate.from(dayOf(now, zone));
  if (Temporal.PlainDate.compare(born, today) > 0) return "future";
  if (born.year < FIRST_YEAR) return "too_early";
  const ofAge = born.add({ years: MIN_AGE });
  return Temporal.PlainDate.compare(ofAge, today) > 0 ? "too_young" : undefined;
}
