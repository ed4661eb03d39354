import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { formatDateTime, formatDay, formatMoney, tagOf } from "./format.ts";
import { locales, type Locale } from "./locale.ts";
import type { Text } from "./text.ts";

export { isLocale, locales, type Locale } from "./locale.ts";
export { day, lines, moment, money, plain, t, type Money, type Text, type TextArgs } from "./text.ts";

/** Languages written from right to left wrap every value, so that it cannot reorder the sentence; the others need not. */
const rightToLeft: Record<Locale, boolean> = { ru: false, en: false };

const bundles = new Map<Locale, FluentBundle>(locales.map((locale) => [locale, load(locale)]));

/**
 * Turns a text into the words of a language. Values of arguments appear as they are: nothing in them is interpreted.
 * Throws for a key or an argument that is missing: `npm run check:texts` finds both beforehand.
 */
export function render(locale: Locale, text: Text): string {
  if ("plain" in text) return text.plain;
  if ("money" in text) return formatMoney(locale, text.money);
  if ("moment" in text)
    return formatDateTime(locale, text.moment.zone, text.moment.instant, text.moment.style);
  if ("day" in text) return formatDay(locale, text.day);
  if ("parts" in text) return text.parts.map((part) => render(locale, part)).join(text.separator);
  return message(locale, text);
}

/** The words of a text in every language, the given one first: what a person may type for a button. */
export function renderAll(text: Text): string[] {
  return [...new Set(locales.map((locale) => render(locale, text)))];
}

function message(locale: Locale, text: Extract<Text, { id: string }>): string {
  const bundle = bundles.get(locale);
  const pattern = bundle?.getMessage(text.id)?.value;
  if (!bundle || !pattern) throw new Error(`No text "${text.id}" in ${locale}`);
  const args: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(text.args ?? {})) {
    args[name] = typeof value === "object" ? render(locale, value) : value;
  }
  const errors: Error[] = [];
  const words = bundle.formatPattern(pattern, args, errors);
  if (errors[0]) throw new Error(`Text "${text.id}" in ${locale}: ${errors[0].message}`);
  return words;
}

function load(locale: Locale): FluentBundle {
  const bundle = new FluentBundle(tagOf(locale), { useIsolating: rightToLeft[locale] });
  for (const file of textFiles(fileURLToPath(new URL(".", import.meta.url)), locale)) {
    bundle.addResource(new FluentResource(readFileSync(file, "utf8")));
  }
  return bundle;
}

/** The `.ftl` files of a language: those of `<wing>/texts/<locale>/` of every wing of `folder` (`bots/`). */
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
