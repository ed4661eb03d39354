import { archivePet, restorePet } from "../../../core/pets/keep.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { petFile, petLines } from "./pet-card.ts";
import { askDetail, askPetPhoto, details } from "./pet-details.ts";

/** A pet's card, and what may be done with it, until the owner goes back to the list. `id`: of the pet. */
export async function petPage(dialog: Dialog<OwnerCore>, id: string): Promise<void> {
  for (;;) {
    const file = await dialog.read("pet", (owner) => petFile(owner, id));
    if (!file) return dialog.say(t("pet-gone"));
    const { name, archived, deceased, photo } = file.pet;
    const title = deceased ? "pet-card-memory" : archived ? "pet-card-archived" : "pet-card";
    const wish = await dialog.choose(
      t(title, { name, facts: petLines(file) }),
      [
        ...(archived ? [] : [{ value: "edit" as const, label: t("pet-edit") }]),
        ...(archived
          ? []
          : [{ value: "photo" as const, label: t(photo ? "pet-photo-change" : "pet-photo-add") }]),
        archived
          ? { value: "restore" as const, label: t("pet-restore") }
          : { value: "archive" as const, label: t("pet-archive") },
        { value: "done" as const, label: t("pet-done") },
      ],
      photo ? { photo } : {},
    );
    switch (wish) {
      case "edit":
        await edit(dialog, id, name);
        break;
      case "photo":
        await askPetPhoto(dialog, id, name);
        break;
      case "archive":
        await putAway(dialog, id, name);
        break;
      case "restore":
        await dialog.do("restore-pet", ({ core, person }) => restorePet(core, person, id));
        await dialog.say(t("pet-restored", { name }));
        break;
      case "done":
        return;
    }
  }
}

/** One detail after another, in the order the owner likes. */
async function edit(dialog: Dialog<OwnerCore>, id: string, name: string): Promise<void> {
  const options = [
    ...details.map((value) => ({ value, label: t(`pet-detail-${value}`) })),
    { value: "done" as const, label: t("pet-edit-done") },
  ];
  for (;;) {
    const detail = await dialog.choose(t("pet-edit-which", { name }), options, { columns: 2, pageSize: 12 });
    if (detail === "done") return;
    await askDetail(dialog, id, detail);
  }
}

/** A pet that has moved or died goes out of the way; nobody says "delete". */
async function putAway(dialog: Dialog<OwnerCore>, id: string, name: string): Promise<void> {
  const why = await dialog.choose(t("pet-archive-why", { name }), [
    { value: "away", label: t("pet-archive-away") },
    { value: "deceased", label: t("pet-archive-deceased") },
    { value: "keep", label: t("pet-archive-keep") },
  ]);
  if (why === "keep") return;
  const deceased = why === "deceased";
  await dialog.do("archive-pet", ({ core, person }) => archivePet(core, person, id, { deceased }));
  await dialog.say(t(deceased ? "pet-condolence" : "pet-archived", { name }));
}
