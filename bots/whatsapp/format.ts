import type { Entity, Words } from "../../core/messaging/content.ts";

/** WhatsApp's own marks, which stand close round the words they format, within a line. */
const MARKS: Readonly<Record<string, string>> = {
  bold: "*",
  italic: "_",
  strikethrough: "~",
  code: "`",
  pre: "```",
};

/** What stands before each of its lines. */
const QUOTES: ReadonlySet<string> = new Set(["blockquote", "expandable_blockquote"]);

/** Words with their formatting in WhatsApp's marks; an address behind words is written after them. */
export function marked({ text, entities = [] }: Words): string {
  const inserts: { at: number; order: number; mark: string }[] = [];
  for (const [order, entity] of entities.entries()) {
    const [from, to] = trimmed(text, entity);
    if (from >= to) continue;
    if (entity.type === "text_link" && entity.url) inserts.push({ at: to, order, mark: ` (${entity.url})` });
    if (QUOTES.has(entity.type))
      for (const at of lineStarts(text, from, to)) inserts.push({ at, order: -order, mark: "> " });
    const mark = MARKS[entity.type];
    // A mark does not hold over the end of a line, but for the three of a block of code.
    if (!mark || (mark.length === 1 && text.slice(from, to).includes("\n"))) continue;
    inserts.push({ at: from, order: -order, mark }, { at: to, order, mark });
  }
  let written = "";
  let done = 0;
  // Marks opened last are closed first.
  for (const { at, mark } of inserts.sort((a, b) => a.at - b.at || b.order - a.order)) {
    written += text.slice(done, at) + mark;
    done = at;
  }
  return written + text.slice(done);
}

function lineStarts(text: string, from: number, to: number): number[] {
  const starts = [from];
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1))
    starts.push(at + 1);
  return starts;
}

/** Without the blanks at its ends, on which a mark would not hold. */
function trimmed(text: string, { offset, length }: Entity): [number, number] {
  const words = text.slice(offset, offset + length);
  const from = offset + words.length - words.trimStart().length;
  return [from, from + words.trim().length];
}

const TYPES: Readonly<Record<string, string>> = { "*": "bold", _: "italic", "~": "strikethrough" };
/** Marks at the edges of words, with no blank inside them: WhatsApp shows others as they are. */
const MARKED = /(?<![\p{L}\p{N}])(?:```([\s\S]+?)```|([*_~])(?=\S)([^\n]*?\S)\2)(?![\p{L}\p{N}])/gu;

/** What a person wrote with WhatsApp's marks, as they see it: the marks gone, the formatting apart. */
export function unmarked(written: string): Words {
  let text = "";
  let done = 0;
  const entities: Entity[] = [];
  for (const match of written.matchAll(MARKED)) {
    const [whole, block, mark = "", inner] = match;
    text += written.slice(done, match.index);
    const words = block ?? inner ?? "";
    entities.push({
      type: block === undefined ? (TYPES[mark] ?? "bold") : "pre",
      offset: text.length,
      length: words.length,
    });
    text += words;
    done = match.index + whole.length;
  }
  if (entities.length === 0) return { text: written };
  return { text: text + written.slice(done), entities };
}
