import { breeds } from "../../../core/pets/breeds.ts";
import type { BreedGiven, SpeciesGiven } from "../../../core/pets/keep.ts";
import { species, type Species } from "../../../core/pets/species.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";

/** Longest words of an owner's own for a species, a breed or a name, in characters. */
export const MAX_WORDS = 60;

/** Refuses what is longer than a line has room for. */
export const short = (words: string) =>
  words.length <= MAX_WORDS ? words : reject(t("words-too-long", { max: MAX_WORDS }));

/** Asks what animal it is. */
export async function askSpecies(dialog: Dialog<OwnerCore>): Promise<SpeciesGiven> {
  const code = await dialog.choose(
    t("pet-species"),
    species.map((value) => ({ value, label: t(`species-${value}`) })),
    { columns: 2, pageSize: 12, search: true },
  );
  if (code !== "other") return { species: code };
  return { species: "other", words: await dialog.ask(t("pet-species-own"), short) };
}

/** Asks for the breed, from the list of the species or in words; it may be passed over. */
export async function askBreed(dialog: Dialog<OwnerCore>, of: Species): Promise<BreedGiven | undefined> {
  const codes = breeds[of];
  if (codes.length === 0) return undefined;
  const code = await dialog.choose(
    t(breedQuestion(of)),
    [
      ...codes.map((value) => ({ value, label: t(`breed-${of}-${value}`) })),
      { value: "own", label: t("pet-breed-other") },
    ],
    { search: true, skip: t("pet-breed-unknown") },
  );
  if (code === undefined) return undefined;
  return code === "own" ? { words: await dialog.ask(t("pet-breed-own"), short) } : { code };
}

/** A species that is a group is asked for its kind. */
const breedQuestion = (of: Species): string =>
  of === "dog" || of === "cat" || of === "rabbit" || of === "horse" ? "pet-breed" : "pet-kind";
