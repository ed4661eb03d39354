/** Longest first or last name kept, in UTF-16 units; the longest on a passport are well below. */
export const MAX_NAME = 60;

/** Letters of any script with the marks, spaces, hyphens, apostrophes and dots that real names have. */
const NAME = /^[\p{L}\p{M}]['\p{L}\p{M}\u200c .-]*$/u;

/** What people call themselves when they are asked for their name. */
export interface GivenName {
  readonly firstName: string;
  readonly patronymic?: string;
  /** Told in one go with the others, before it was asked for. */
  readonly lastName?: string;
}

/** Endings of patronymics in Russian and Ukrainian, and in Latin letters; "ич" alone also ends surnames. */
const PATRONYMIC =
  /\p{L}(ович|евич|овна|евна|івна|ївна|ична|ovich|evich|ovna|evna|ichna)$|^(иль|кузьм|лук|никит|савв|фом)ич$/iu;
/** Turkic patronymics are two words: "Гасан оглы". */
const SON_OR_DAUGHTER = /^(оглы|оглу|улы|кызы|кизи|ogly|oglu|uly|kyzy|qizi)$/iu;

/**
 * A given name as typed, with the patronymic and the surname where they came with it: "Анна Павловна", "Иванова Анна
 * Павловна", "Анна Павловна Иванова". A patronymic is known by its ending; without one all of it is the first name,
 * for names of two words are common elsewhere ("Mary Ann"). `undefined` for what is no name.
 */
export function readGivenName(words: string): GivenName | undefined {
  const firstName = readName(words);
  if (!firstName) return undefined;
  const parts = joined(firstName.split(" "));
  const [one, two, three] = parts;
  if (!one || !two || parts.length > 3) return { firstName };
  if (PATRONYMIC.test(two) || SON_OR_DAUGHTER.test(lastWord(two)))
    return { firstName: one, patronymic: two, ...(three && { lastName: three }) };
  if (three && (PATRONYMIC.test(three) || SON_OR_DAUGHTER.test(lastWord(three))))
    return { lastName: one, firstName: two, patronymic: three };
  return { firstName };
}

const lastWord = (name: string): string => name.slice(name.lastIndexOf(" ") + 1);

/** The words of a name, "оглы" and the like with the name before it. */
function joined(words: readonly string[]): string[] {
  const parts: string[] = [];
  for (const word of words) {
    const before = SON_OR_DAUGHTER.test(word) ? parts.pop() : undefined;
    parts.push(before === undefined ? word : `${before} ${word}`);
  }
  return parts;
}

/**
 * A person's name as typed, tidied: single spaces, plain apostrophes and hyphens. `undefined` for what is no name
 * (digits, emoji, markup) or is too long.
 */
export function readName(words: string): string | undefined {
  const name = words
    .normalize("NFC")
    .replace(/[’ʼ`´]/gu, "'")
    .replace(/[‐‑–—]/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();
  return NAME.test(name) && name.length <= MAX_NAME ? name : undefined;
}
