import { expectFile } from "../../../core/messaging/files.ts";
import { bornOf, readBirth } from "../../../core/pets/born.ts";
import { editPet, type PetChange } from "../../../core/pets/keep.ts";
import { readChip, readWeight } from "../../../core/pets/measures.ts";
import { petOf } from "../../../core/pets/pet.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { t, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { askBreed, askSpecies, short } from "./pet-kind.ts";

/** What may be told of a pet beside its photo, in the order offered. */
export const details = [
  "sex",
  "neutered",
  "born",
  "weight",
  "chip",
  "allergies",
  "chronic",
  "name",
  "kind",
  "breed",
] as const;
export type Detail = (typeof details)[number];

/** A vet reads it before the first word: longer stories belong in the consultation. */
const MAX_NOTE = 500;

/** Asks for one detail and keeps it. */
export async function askDetail(dialog: Dialog<OwnerCore>, id: string, detail: Detail): Promise<void> {
  const change = await ask(dialog, id, detail);
  if (!change) return;
  await dialog.do(`edit-${detail}`, ({ core, person }) => editPet(core, person, id, change));
  await dialog.say(t("pet-saved"));
}

/** Asks for a photo and keeps it; what it shows is looked into before anybody sees it. */
export async function askPetPhoto(dialog: Dialog<OwnerCore>, id: string, name: string): Promise<void> {
  const photo = await dialog.askMedia(t("pet-photo-ask", { name }), ["photo"]);
  await dialog.do("pet-photo", async ({ core, person, channel }) => {
    const file = await expectFile(core, { channel, ...photo, personId: person });
    await editPet(core, person, id, { photo: file });
  });
  await dialog.say(t("pet-photo-saved"));
}

const clear = { skip: t("pet-detail-clear") };

async function ask(dialog: Dialog<OwnerCore>, id: string, detail: Detail): Promise<PetChange | undefined> {
  switch (detail) {
    case "sex": {
      const options = [
        { value: "male" as const, label: t("pet-male") },
        { value: "female" as const, label: t("pet-female") },
      ];
      return { sex: (await dialog.choose(t("pet-ask-sex"), options, { columns: 2, ...clear })) ?? null };
    }
    case "neutered": {
      const options = [
        { value: "yes", label: t("dialog-yes") },
        { value: "no", label: t("dialog-no") },
      ];
      const said = await dialog.choose(t("pet-ask-neutered"), options, { columns: 2, ...clear });
      return { neutered: said === undefined ? null : said === "yes" };
    }
    case "born":
      return askBorn(dialog);
    case "weight":
      return { weightGrams: (await dialog.ask(t("pet-ask-weight"), weight, clear)) ?? null };
    case "chip":
      return { chip: (await dialog.ask(t("pet-ask-chip"), chip, clear)) ?? null };
    case "allergies":
      return { allergies: (await dialog.ask(t("pet-ask-allergies"), note, clear)) ?? null };
    case "chronic":
      return { chronic: (await dialog.ask(t("pet-ask-chronic"), note, clear)) ?? null };
    case "name":
      return { name: await dialog.ask(t("pet-name"), short) };
    case "kind": {
      const kind = await askSpecies(dialog);
      const breed = await askBreed(dialog, kind.species);
      return { kind, breed: breed ?? null };
    }
    case "breed": {
      const known = await dialog.read(
        "species",
        async ({ core, person }) => (await petOf(core, person, id))?.species ?? null,
      );
      if (known === null) return undefined;
      if (known === "other") return { breed: { words: await dialog.ask(t("pet-breed-own"), short) } };
      return { breed: (await askBreed(dialog, known)) ?? null };
    }
  }
}

const weight = (words: string) => readWeight(words) ?? reject(t("pet-weight-unreadable"));
const chip = (words: string) => readChip(words) ?? reject(t("pet-chip-unreadable"));
const note = (words: string) =>
  words.length <= MAX_NOTE ? words : reject(t("words-too-long", { max: MAX_NOTE }));

/** A birth date or an age, as exactly as the owner knows. */
async function askBorn(dialog: Dialog<OwnerCore>): Promise<PetChange> {
  const { zone = "UTC" } = await dialog.person();
  for (let question: Text = t("pet-ask-born"); ; question = t("pet-born-impossible")) {
    const told = await dialog.ask(
      question,
      (words) => readBirth(words) ?? reject(t("pet-born-unreadable")),
      clear,
    );
    if (told === undefined) return { born: null };
    const born = await dialog.read("born", async ({ core }) => bornOf(told, core.clock.now(), zone) ?? null);
    if (born !== null) return { born };
  }
}
