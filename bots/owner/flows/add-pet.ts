import { addPet as add } from "../../../core/pets/keep.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { withAccount } from "./account.ts";
import { pet } from "./pet.ts";
import { askBreed, askSpecies, short } from "./pet-kind.ts";

/** Adds a pet: what it is and its name; then its card, where one may tell more. */
export async function addPet(dialog: Dialog<OwnerCore>): Promise<void> {
  if (!(await withAccount(dialog, t("account-for-pets")))) return;
  const id = await askNewPet(dialog);
  if (id !== undefined) await pet(dialog, id);
}

/** Asks for a new pet and adds it; returns its id. `undefined`: it could not be added, which was said. */
export async function askNewPet(dialog: Dialog<OwnerCore>): Promise<string | undefined> {
  const kind = await askSpecies(dialog);
  const breed = await askBreed(dialog, kind.species);
  const name = await dialog.ask(t("pet-name"), short);
  const result = await dialog.do("add-pet", ({ core, person }, once) =>
    add(core, person, { ...kind, name, ...(breed && { breed }) }, once),
  );
  switch (result.kind) {
    case "ok":
      await dialog.say(t("pet-added", { name }));
      return result.pet;
    case "too_many":
      await dialog.say(t("pets-too-many"));
      return undefined;
    case "not_registered":
      await dialog.say(t("profile-gone"));
      return undefined;
  }
}
