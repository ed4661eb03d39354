import { petOf } from "../../../core/pets/pet.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { askPetPhoto } from "./pet-details.ts";

/** Another photo of a pet, from the button under the news that the last one would not do. */
export async function petPhoto(dialog: Dialog<OwnerCore>, id: string): Promise<void> {
  const known = await dialog.read("pet", async ({ core, person }) => (await petOf(core, person, id)) ?? null);
  if (!known) return dialog.say(t("pet-gone"));
  await askPetPhoto(dialog, id, known.name);
}
