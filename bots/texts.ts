import { fileURLToPath } from "node:url";
import type { FluentVariable } from "@fluent/bundle";
import { fixedKeys, loadTexts } from "../core/platform/fluent.ts";
import { formatDateTime, formatDay, formatMoney } from "./format.ts";
import { locales, type Locale } from "./locale.ts";
import type { Text } from "./text.ts";

export { isLocale, locales, type Locale } from "./locale.ts";
export { day, lines, moment, money, plain, t, type Text } from "./text.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const say = loadTexts(folder);

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

let wordings: ReadonlyMap<string, readonly string[]> | undefined;

/** The same words in every language, where they are a text of ours that never varies; else the words alone. */
export function inEveryLanguage(words: string): readonly string[] {
  wordings ??= new Map(
    fixedKeys(folder).flatMap((id) => {
      const all = renderAll({ id });
      return all.map((each) => [each, all] as const);
    }),
  );
  return wordings.get(words) ?? [words];
}

function message(locale: Locale, text: Extract<Text, { id: string }>): string {
  const args: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(text.args ?? {})) {
    args[name] = typeof value === "object" ? render(locale, value) : value;
  }
  return say(locale, text.id, args);
}
