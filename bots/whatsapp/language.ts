/** What people read most in a country, by its calling code: only a first guess, the bot asks. */
const LANGUAGES: readonly (readonly [code: string, language: string])[] = [
  ["375", "be"],
  ["380", "uk"],
  ["374", "hy"],
  ["992", "tg"],
  ["993", "tk"],
  ["994", "az"],
  ["996", "ky"],
  ["998", "uz"],
  ["98", "fa"],
  ["48", "pl"],
  ["7", "ru"],
];

/** The language of whoever has this number (E.164 without the plus); undefined: nothing tells. */
export function languageOf(phone: string | undefined): string | undefined {
  if (phone === undefined) return undefined;
  return LANGUAGES.find(([code]) => phone.startsWith(code))?.[1] ?? "en";
}
