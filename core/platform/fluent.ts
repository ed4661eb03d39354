import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { tagOf } from "./format.ts";
import { locales, type Locale } from "./locale.ts";

/** Languages written from right to left wrap every value, so that it cannot reorder the sentence; the others need not. */
const rightToLeft: Record<Locale, boolean> = { ru: false, en: false };

/** Says a message of the `.ftl` files in a language. Throws for a key or an argument that is missing. */
export type Say = (locale: Locale, id: string, args?: Readonly<Record<string, FluentVariable>>) => string;

/** Loads the texts of every wing of a folder, in every language. */
export function loadTexts(folder: string): Say {
  const bundles = new Map<Locale, FluentBundle>(locales.map((locale) => [locale, load(folder, locale)]));
  return (locale, id, args) => {
    const bundle = bundles.get(locale);
    const pattern = bundle?.getMessage(id)?.value;
    if (!bundle || !pattern) throw new Error(`No text "${id}" in ${locale}`);
    const errors: Error[] = [];
    const words = bundle.formatPattern(pattern, args, errors);
    if (errors[0]) throw new Error(`Text "${id}" in ${locale}: ${errors[0].message}`);
    return words;
  };
}

function load(folder: string, locale: Locale): FluentBundle {
  const bundle = new FluentBundle(tagOf(locale), { useIsolating: rightToLeft[locale] });
  for (const file of textFiles(folder, locale)) {
    bundle.addResource(new FluentResource(readFileSync(file, "utf8")));
  }
  return bundle;
}

/** Keys of the messages that take no arguments: they say the same whenever they are said. */
export function fixedKeys(folder: string): string[] {
  return textFiles(folder, locales[0]).flatMap((file) =>
    new FluentResource(readFileSync(file, "utf8")).body.flatMap(({ id, value }) =>
      typeof value === "string" ? [id] : [],
    ),
  );
}

/** The `.ftl` files of a language: those of `<wing>/texts/<locale>/` of every wing of a folder (`bots/`). */
export function textFiles(folder: string, locale: string): string[] {
  const wings = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return wings.flatMap((wing) => filesOf(join(folder, wing.name, "texts", locale)));
}

function filesOf(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".ftl"));
    return names.sort().map((name) => join(folder, name));
  } catch {
    return []; // a wing without texts
  }
}
