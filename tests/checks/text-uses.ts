/** A call of `t` in the code. */
export interface Use {
  readonly line: number;
  /** The key; or, when `open`, what it begins with: t(`species-${name}`). */
  readonly key: string;
  readonly open: boolean;
  /** Names of the arguments, when they can be read from the call; absent otherwise. */
  readonly args?: readonly string[];
}

export interface TextUses {
  readonly calls: readonly Use[];
  /** All string literals: a key may also be looked up in a table. */
  readonly literals: ReadonlySet<string>;
}

/** What a source file says of texts. A reader of tokens, not a parser: comments and strings are told apart, no more. */
export function textUses(source: string): TextUses {
  const code = source.replaceAll(commentsAndStrings, (found) =>
    found.startsWith("//") || found.startsWith("/*") ? found.replaceAll(/[^\n]/g, " ") : found,
  );
  const literals = new Set([...code.matchAll(/(["'`])([a-z][\w-]*)\1/g)].map((found) => found[2] ?? ""));
  const calls: Use[] = [];
  for (const found of code.matchAll(/(?<![\w.$])t\(\s*(?:(["'])([\w-]*)\1|`([\w-]*)(`|\$\{))/g)) {
    const [all, , quoted, template = "", end] = found;
    const line = code.slice(0, found.index).split("\n").length;
    const args = argsAt(code, found.index + all.length);
    const open = end === "${";
    calls.push({ line, key: quoted ?? template, open, ...(!open && args && { args }) });
  }
  return { calls, literals };
}

const commentsAndStrings =
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The names of an object literal that follows as the second argument; [] when the call ends; undefined for the rest. */
function argsAt(code: string, at: number): string[] | undefined {
  const rest = code.slice(at);
  if (/^\s*,?\s*\)/.test(rest)) return [];
  const start = /^\s*,\s*\{/.exec(rest)?.[0].length;
  if (start === undefined) return undefined;
  const names: string[] = [];
  let depth = 1;
  let fresh = true; // at the start of a property
  for (const { 0: token } of rest.slice(start).matchAll(tokens)) {
    if (token.trim() === "") continue;
    if ("({[".includes(token)) depth++;
    if (")}]".includes(token)) depth--;
    if (depth === 0) return names;
    if (depth > 1) fresh = false;
    else if (token === ",") fresh = true;
    else if (fresh) {
      if (!/^["'\w$]/.test(token)) return undefined; // a spread or a computed name: not to be known here
      names.push(token.replaceAll(/["']/g, ""));
      fresh = false;
    }
  }
  return undefined;
}

const tokens = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[\w$]+|\s+|[\s\S]/g;
