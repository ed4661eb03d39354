import { petsOf } from "../../../core/pets/pet.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { withAccount } from "./account.ts";
import { askNewPet } from "./add-pet.ts";
import { petPage } from "./pet.ts";
import { kindOf } from "./pet-card.ts";

/** One pet's card, and then the list. `id`: of the pet. */
export async function pet(dialog: Dialog<OwnerCore>, id: string): Promise<void> {
  if (!(await withAccount(dialog, t("account-for-pets")))) return;
  await petPage(dialog, id);
  await pets(dialog);
}

/** Adds a pet: what it is and its name; then its card, where one may tell more, and the list. */
export async function addPet(dialog: Dialog<OwnerCore>): Promise<void> {
  if (!(await withAccount(dialog, t("account-for-pets")))) return;
  const id = await askNewPet(dialog);
  if (id === undefined) return;
  await petPage(dialog, id);
  await pets(dialog);
}

/** The owner's pets, each with its card, and those put away. */
export async function pets(dialog: Dialog<OwnerCore>): Promise<void> {
  if (!(await withAccount(dialog, t("account-for-pets")))) return;
  for (;;) {
    const all = await dialog.read("pets", ({ core, person }) => petsOf(core, person, "all"));
    const home = all.filter(({ archived }) => !archived);
    const put = all.length - home.length;
    const choice = await dialog.choose(
      t(home.length > 0 ? "pets-list" : put > 0 ? "pets-all-archived" : "pets-none"),
      [
        ...home.map((one) => ({
          value: one.id,
          label: t("pet-in-list", { name: one.name, kind: kindOf(one) }),
        })),
        { value: "add", label: t("pets-add") },
        ...(put > 0 ? [{ value: "archive", label: t("pets-archive", { count: put }) }] : []),
        { value: "done", label: t("done") },
      ],
    );
    if (choice === "done") return dialog.say(t("done-here"));
    if (choice === "archive") await archive(dialog);
    else {
      const id = choice === "add" ? await askNewPet(dialog) : choice;
      if (id !== undefined) await petPage(dialog, id);
    }
  }
}

async function archive(dialog: Dialog<OwnerCore>): Promise<void> {
  const put = await dialog.read("archived-pets", ({ core, person }) => petsOf(core, person, "archived"));
  if (put.length === 0) return;
  const choice = await dialog.choose(t("pets-archived"), [
    ...put.map((one) => ({
      value: one.id,
      label: t(one.deceased ? "pet-in-memory" : "pet-in-list", { name: one.name, kind: kindOf(one) }),
    })),
    { value: "back", label: t("pets-to-list") },
  ]);
  if (choice !== "back") await petPage(dialog, choice);
}
