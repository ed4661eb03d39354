const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Cut to so many UTF-16 units, with a sign that it was, and not through an emoji. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    if (index + segment.length > limit - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}
