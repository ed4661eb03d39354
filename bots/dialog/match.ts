import { renderAll } from "../texts.ts";
import type { Text } from "../text.ts";

/** Whether typed words are a button's label, in any language; case, ё and decoration (arrows, emoji, dots) do not count. */
export function isLabel(words: string, label: Text): boolean {
  const typed = plainWords(words);
  return renderAll(label).some((known) => plainWords(known) === typed);
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
