import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/**
 * A phone number in E.164 (`+79990001122`), checked against the numbering plans. Digits without a plus are read as
 * messengers share them, with the country's code first, or else as numbers of `country` (ISO 3166). `undefined` when
 * no such number can exist.
 */
export function readPhone(words: string, country: "RU" = "RU"): string | undefined {
  const typed = words.trim();
  const candidates = typed.startsWith("+") ? [typed] : [`+${typed}`, typed];
  for (const candidate of candidates) {
    const phone = parsePhoneNumberFromString(candidate, { defaultCountry: country, extract: false });
    if (phone?.isValid()) return phone.number;
  }
  return undefined;
}
