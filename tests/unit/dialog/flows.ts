import { reject, type Dialog, type Option } from "../../../bots/dialog/dialog.ts";
import { plain } from "../../../bots/texts.ts";
import type { Notes } from "./person.ts";

export type D = Dialog<Notes>;

/** A question whose words name its step. */
export const q = (name: string) => plain(`${name}?`, name);
export const options = <V extends string>(...values: readonly V[]): Option<V>[] =>
  values.map((value) => ({ value, label: plain(value) }));
export const year = (words: string) =>
  /^(19|20)\d\d$/.test(words) ? Number(words) : reject(plain("A year, please: 2019."));

export async function addPet(dialog: D) {
  const name = await dialog.ask(q("name"));
  const kind = await dialog.choose(q("species"), options("dog", "cat", "parrot"));
  const breed = kind === "parrot" ? "-" : await dialog.ask(q("breed"));
  const born = await dialog.ask(q("born"), year);
  await dialog.do("save", (core) => core.note([name, kind, breed, born].join(" ")));
  await dialog.say(plain(`Saved ${name}`));
}

/** After a deploy: a question inserted in the middle, an option gone. */
export async function addPetWithSex(dialog: D) {
  const name = await dialog.ask(q("name"));
  const kind = await dialog.choose(q("species"), options("dog", "cat"));
  const sex = await dialog.choose(q("sex"), options("he", "she"));
  const breed = await dialog.ask(q("breed"));
  const born = await dialog.ask(q("born"), year);
  await dialog.do("save", (core) => core.note([name, kind, sex, breed, born].join(" ")));
  await dialog.say(plain(`Saved ${name}`));
}

/** After another deploy: the species is no longer asked. */
export async function addDog(dialog: D) {
  const name = await dialog.ask(q("name"));
  const breed = await dialog.ask(q("breed"));
  await dialog.do("save", (core) => core.note([name, breed].join(" ")));
}

/** A file as somebody sends it. */
export const media = (ref: string, kind: "photo" | "video" | "sticker" = "photo") => ({ kind, ref });
