/** The languages a person may choose. Adding one: an entry here and a folder of that name beside the other `.ftl` folders. */
export const locales = ["ru", "en"] as const;

export type Locale = (typeof locales)[number];

/** Tells whether a stored or received string is one of {@link locales}. */
export function isLocale(value: string): value is Locale {
  return locales.some((locale) => locale === value);
}
