import { renderAll, type Text } from "./texts.ts";

interface Labelled {
  readonly label: Text;
}

/** Labels are fixed texts: what they are in every language is found out once for a menu. */
const known = new WeakMap<readonly Labelled[], ReadonlyMap<string, Labelled>>();

/** The entry of a menu that a person means who writes its label, in whichever language. */
export function entryLabelled<Entry extends Labelled>(
  menu: readonly Entry[],
  words: string,
): Entry | undefined {
  const entries = known.get(menu) ?? labelsOf(menu);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries of this very menu
  return entries.get(words.trim()) as Entry | undefined;
}

function labelsOf(menu: readonly Labelled[]): ReadonlyMap<string, Labelled> {
  const entries = new Map(
    menu.toReversed().flatMap((entry) => renderAll(entry.label).map((label) => [label, entry] as const)),
  );
  known.set(menu, entries);
  return entries;
}
