import { ageOf } from "../../../core/pets/born.ts";
import { petOf, type Born, type Pet } from "../../../core/pets/pet.ts";
import { day, lines, plain, t, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";

/** A pet as its card shows it: with its age as of now. */
export interface PetFile {
  readonly pet: Pet;
  readonly age: { readonly years: number; readonly months?: number } | null;
}

/** Reads a pet of the person's; null when there is none such. */
export async function petFile({ core, person }: OwnerCore, id: string): Promise<PetFile | null> {
  const pet = await petOf(core, person, id);
  if (!pet) return null;
  const { timeZone } = await core.db.person.findUniqueOrThrow({
    where: { id: person },
    select: { timeZone: true },
  });
  return { pet, age: pet.born ? ageOf(pet.born, core.clock.now(), timeZone ?? "UTC") : null };
}

/** All that is known of a pet; what is not known is not mentioned. */
export function petLines({ pet, age }: PetFile): Text {
  const facts: (Text | undefined)[] = [
    kindOf(pet),
    pet.sex && sexOf(pet.sex, pet.neutered),
    !pet.sex && pet.neutered !== undefined
      ? t(pet.neutered ? "pet-neutered-yes" : "pet-neutered-no")
      : undefined,
    pet.born && t("pet-line-born", { born: bornWords(pet.born), age: age ? ageWords(age) : plain("") }),
    pet.weightGrams === undefined
      ? undefined
      : t("pet-line-weight", { weight: weightWords(pet.weightGrams) }),
    pet.chip === undefined ? undefined : t("pet-line-chip", { chip: pet.chip }),
    pet.allergies === undefined ? undefined : t("pet-line-allergies", { words: pet.allergies }),
    pet.chronic === undefined ? undefined : t("pet-line-chronic", { words: pet.chronic }),
  ];
  return lines(facts.filter((fact) => fact !== undefined));
}

/** `Собака · Лабрадор-ретривер`. */
export function kindOf({ species, speciesName, breed, breedName }: Pet): Text {
  const kind = speciesName === undefined ? t(`species-${species}`) : plain(speciesName);
  const named = breedName === undefined ? undefined : plain(breedName);
  const race = breed === undefined ? named : t(`breed-${species}-${breed}`);
  return race ? lines([kind, race], " · ") : kind;
}

function sexOf(sex: "male" | "female", neutered: boolean | undefined): Text {
  if (neutered === undefined) return t(`pet-${sex}`);
  return t(`pet-${sex}-${neutered ? "neutered" : "intact"}`);
}

/** As exactly as it is known: `12 мая 2021 г.`, `05.2021`, `2021`. */
export function bornWords({ day: date, precision }: Born): Text {
  const [year = "", month = ""] = date.split("-");
  if (precision === "day") return day(date);
  return plain(precision === "month" ? `${month}.${year}` : year);
}

function ageWords({ years, months }: { years: number; months?: number }): Text {
  if (months === undefined) return years === 0 ? t("pet-age-young") : t("pet-age-about", { years });
  if (years === 0) return months === 0 ? t("pet-age-young") : t("pet-age-months", { months });
  // Months matter while an animal grows.
  return years < 2 && months > 0 ? t("pet-age-both", { years, months }) : t("pet-age-years", { years });
}

/** Grams below a kilogram, kilograms above. */
export const weightWords = (grams: number): Text =>
  grams < 1000 ? t("pet-grams", { grams }) : t("pet-kilograms", { kilograms: grams / 1000 });
