/** A value of a request: Stripe's bodies and queries are forms with names like `line_items[0][quantity]`. */
export type Value = string | { [name: string]: Value };

/** Reads a form with bracketed names into what it means. */
export function readBrackets(encoded: string | URLSearchParams): { [name: string]: Value } {
  const root: { [name: string]: Value } = {};
  for (const [path, value] of new URLSearchParams(encoded)) {
    const names = path.replaceAll("]", "").split("[");
    const last = names.pop() ?? "";
    let at = root;
    for (const name of names) {
      const next = at[name];
      if (typeof next === "object") at = next;
      else {
        const made: { [name: string]: Value } = {};
        at[name] = made;
        at = made;
      }
    }
    // `expand[]=a&expand[]=b`
    at[last === "" ? String(Object.keys(at).length) : last] = value;
  }
  return root;
}
