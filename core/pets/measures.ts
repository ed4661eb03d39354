import { latinDigits } from "../accounts/days.ts";

/** The lightest pet anyone weighs and the heaviest: a newborn mouse, a draught horse. The database holds the same. */
export const MIN_GRAMS = 1;
export const MAX_GRAMS = 2_000_000;

const WEIGHT =
  /^(\d{1,4}(?:[.,]\d{1,3})?)\s*(кг|килограмм\w*|kg|kgs|kilo\w*|г|гр|грамм\w*|g|gr|grams?)?\.?$/iu;

/**
 * A weight as typed (`4,5`, `4.5 кг`, `350 г`, `350g`) in grams; a bare number is kilograms. `undefined` for what is
 * no weight of a pet.
 */
export function readWeight(words: string): number | undefined {
  const [, number, unit = "kg"] = WEIGHT.exec(latinDigits(words.trim())) ?? [];
  if (!number) return undefined;
  const kilograms = /^(к|k)/iu.test(unit);
  const grams = Math.round(Number(number.replace(",", ".")) * (kilograms ? 1000 : 1));
  return grams >= MIN_GRAMS && grams <= MAX_GRAMS ? grams : undefined;
}

/** A microchip's number as typed or scanned, with whatever blanks or dashes, as 15 digits (ISO 11784 and 11785). */
export function readChip(words: string): string | undefined {
  const digits = latinDigits(words).replace(/[\s.-]/gu, "");
  return /^\d{15}$/.test(digits) ? digits : undefined;
}
