import type { Core } from "../platform/core.ts";
import { birthDateProblem, type BirthDateProblem } from "./birth-date.ts";
import { readEmail } from "./email.ts";
import { readName } from "./names.ts";
import { readPhone } from "./phone.ts";
import type { Profile } from "./profile.ts";

/** Why a profile is not taken. */
export type ProfileRefusal =
  | { readonly kind: "phone_taken" }
  | { readonly kind: "invalid"; readonly field: keyof Profile }
  | { readonly kind: "birth_date"; readonly problem: BirthDateProblem };

/** Longest name of a city kept, in characters. */
const MAX_CITY = 100;

/** The profile in the form it is stored in, or what is wrong with it. */
export function tidyProfile(
  core: Core,
  given: Profile,
): { kind: "ok"; profile: Profile } | Exclude<ProfileRefusal, { kind: "phone_taken" }> {
  const firstName = readName(given.firstName);
  if (!firstName) return invalid("firstName");
  const lastName = readName(given.lastName);
  if (!lastName) return invalid("lastName");
  const patronymic = given.patronymic === undefined ? undefined : readName(given.patronymic);
  if (given.patronymic !== undefined && !patronymic) return invalid("patronymic");
  const phone = readPhone(given.phone);
  if (!phone) return invalid("phone");
  const email = readEmail(given.email);
  if (!email) return invalid("email");
  const city = given.city.replace(/\s+/gu, " ").trim();
  if (!city || city.length > MAX_CITY) return invalid("city");
  const { timeZone, birthDate } = given;
  if (!isZone(timeZone)) return invalid("timeZone");
  if (!/^\d{4}-\d\d-\d\d$/.test(birthDate)) return invalid("birthDate");
  const problem = birthDateProblem(birthDate, core.clock.now(), timeZone);
  if (problem) return { kind: "birth_date", problem };
  const profile = {
    firstName,
    lastName,
    ...(patronymic && { patronymic }),
    ...(given.sex && { sex: given.sex }),
    phone,
    birthDate,
    email,
    city,
    timeZone,
  };
  return { kind: "ok", profile };
}

const invalid = (field: keyof Profile) => ({ kind: "invalid", field }) as const;

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
