/** Codes of the species list, the most usual first. `other` goes with words of the owner's own. */
export const species = [
  "dog",
  "cat",
  "rabbit",
  "rodent",
  "bird",
  "ferret",
  "reptile",
  "fish",
  "horse",
  "farm",
  "exotic",
  "other",
] as const;

export type Species = (typeof species)[number];

export function isSpecies(code: string): code is Species {
  return species.some((known) => known === code);
}
