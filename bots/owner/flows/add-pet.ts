import { addPet as add } from "../../../core/pets/keep.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { askBreed, askSpecies, short } from "./pet-kind.ts";

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
