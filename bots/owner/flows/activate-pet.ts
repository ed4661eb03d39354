import { petOf, petsOf } from "../../../core/pets/pet.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { askNewPet } from "./add-pet.ts";
import { kindOf } from "./pet-card.ts";

export interface ChosenPet {
  readonly id: string;
  readonly name: string;
}

/** Asks which pet it is about; a new one can be added on the way. `undefined`: it could not be, which was said. */
export async function askPet(dialog: Dialog<OwnerCore>): Promise<ChosenPet | undefined> {
  const pets = await dialog.read("pets", ({ core, person }) => petsOf(core, person));
  if (pets.length === 0) await dialog.say(t("activate-first-pet"));
  const choice =
    pets.length === 0
      ? "add"
      : await dialog.choose(t("activate-pet"), [
          ...pets.map((pet) => ({
            value: pet.id,
            label: t("pet-in-list", { name: pet.name, kind: kindOf(pet) }),
          })),
          { value: "add", label: t("pets-add") },
        ]);
  const known = pets.find(({ id }) => id === choice);
  if (known) return { id: known.id, name: known.name };
  const added = await askNewPet(dialog);
  if (added === undefined) return undefined;
  const pet = await dialog.read(
    "new-pet",
    async ({ core, person }) => (await petOf(core, person, added)) ?? null,
  );
  return pet ? { id: pet.id, name: pet.name } : undefined;
}
