import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Document } from "yaml";

/** Keys and indexes from the top of a document. */
export type Path = readonly (string | number)[];

export type ReadYaml =
  | {
      readonly value: unknown;
      /** The line of what stands at a path, or of what is nearest above it; the first is 1. */
      lineOf(path: Path): number;
    }
  | { readonly problems: readonly string[] };

/** A catalogue of a large clinic with its legal texts has some 300 kB. */
const MAX_LENGTH = 2_000_000;

/** Reads a YAML document, or tells where it is none. */
export function readYaml(source: string): ReadYaml {
  if (source.length > MAX_LENGTH) return { problems: ["the file is longer than 2 MB."] };
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(
        ({ pos, message }) => `line ${lines.linePos(pos[0]).line}: this is not YAML: ${message}.`,
      ),
    };
  }
  try {
    // Few aliases: a small file could else unfold to gigabytes.
    const value: unknown = document.toJS({ maxAliasCount: 50 });
    return { value, lineOf: (path) => lines.linePos(offsetOf(document, path)).line };
  } catch {
    return { problems: ["the file repeats itself by aliases too often."] };
  }
}

function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = typeof key === "number" ? node.items[key] : undefined;
      if (!hasRange(node)) break;
      offset = node.range[0];
    } else break;
  }
  return offset;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
