import { z } from "zod";

/** The same words in several languages, by BCP 47 tag: `{"ru": "…", "en": "…"}`. Columns of the catalogue hold them as JSON. */
export type Words = Readonly<Record<string, string>>;

/** Languages that every text of a catalogue must be given in. */
export const requiredLocales = ["ru", "en"] as const;

const stored = z.record(z.string(), z.string());

/** Words out of a JSON column. */
export const wordsOf = (json: unknown): Words => stored.parse(json);

/**
 * The words in a language; else in its main language (`en` for `en-GB`), else in Russian, else in whichever there
 * is. Empty only if there are none at all.
 */
export function localized(words: Words, locale: string): string {
  const main = locale.split("-")[0] ?? locale;
  return words[locale] ?? words[main] ?? words["ru"] ?? Object.values(words)[0] ?? "";
}
