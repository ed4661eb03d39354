import type { Entity, Words } from "./content.ts";

/** Room kept in a first part for the line that says whose message it is. */
export const FRAME_ROOM = 196;

/** Most UTF-16 units that a messenger takes. */
export interface Limits {
  readonly text: number;
  readonly caption: number;
}

/**
 * Cuts words into parts of at most `limit` UTF-16 units, the first `first`. Cuts fall between lines or words where
 * there are any in the last third, never inside a surrogate pair or a joined emoji; a run of formatting that is cut
 * goes on in the next part.
 */
export function splitWords(words: Words, limit: number, first: number = limit): Words[] {
  const parts: Words[] = [];
  let start = 0;
  while (start < words.text.length) {
    const end = cutAfter(words.text, start, parts.length === 0 ? first : limit);
    parts.push(slice(words, start, end));
    start = end;
  }
  return parts.length > 0 ? parts : [words];
}

function cutAfter(text: string, start: number, limit: number): number {
  const furthest = start + limit;
  if (furthest >= text.length) return text.length;
  const window = text.slice(start, furthest);
  const earliest = Math.floor((limit * 2) / 3);
  for (const gap of ["\n", " "]) {
    const at = window.lastIndexOf(gap);
    if (at >= earliest) return start + at + 1;
  }
  return start + wholeGraphemes(text, start, limit);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** The longest grapheme looked for at a cut: a family emoji with skin tones has 25 units. */
const LONGEST = 64;

function wholeGraphemes(text: string, start: number, limit: number): number {
  const from = start + Math.max(0, limit - LONGEST);
  let end = from;
  for (const { segment, index } of graphemes.segment(text.slice(from, start + limit + LONGEST))) {
    if (from + index + segment.length > start + limit) break;
    end = from + index + segment.length;
  }
  // One grapheme longer than the window: cut it between code points rather than not at all.
  if (end > from || from > start) return end - start || limit;
  return isHighSurrogate(text.charCodeAt(start + limit - 1)) ? limit - 1 : limit;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

function slice({ text, entities }: Words, start: number, end: number): Words {
  const kept = (entities ?? []).flatMap((entity): Entity[] => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
  return { text: text.slice(start, end), ...(kept.length > 0 && { entities: kept }) };
}
