import { renderAll } from "../texts.ts";
import type { Text } from "../text.ts";

/** Whether typed words are a button's label, in any language; case, ё and decoration (arrows, emoji, dots) do not count. */
export const isLabel = (words: string, label: Text): boolean => isOneOf(words, renderAll(label));

/** The same for one of several wordings. */
export function isOneOf(words: string, wordings: readonly string[]): boolean {
  const typed = plainWords(words);
  return wordings.some((known) => plainWords(known) === typed);
}

/** Whether a label contains the typed words, in any language. */
export function contains(label: Text, words: string): boolean {
  const typed = plainWords(words);
  return typed !== "" && renderAll(label).some((known) => plainWords(known).includes(typed));
}

/** A typed number of a list, from 1; undefined for other words. */
export function numberIn(words: string): number | undefined {
  return /^\d{1,4}\.?$/.test(words.trim()) ? Number.parseInt(words, 10) : undefined;
}

function plainWords(words: string): string {
  const folded = words.normalize("NFKC").toLowerCase().replaceAll("ё", "е");
  const bare = folded.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
  return bare === "" ? folded.trim() : bare; // a label of signs alone is compared as it is
}
