/** Longest first or last name kept, in UTF-16 units; the longest on a passport are well below. */
export const MAX_NAME = 60;

/** Letters of any script with the marks, spaces, hyphens, apostrophes and dots that real names have. */
const NAME = /^[\p{L}\p{M}]['\p{L}\p{M}\u200c .-]*$/u;

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
