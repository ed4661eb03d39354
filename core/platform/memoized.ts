/**
 * Makes a thing once for each of its names, and gives the same again: for what costs more to make than to keep.
 * Beyond `most` of them all are forgotten, so that names which come from people never fill the memory.
 */
export function memoized<Name extends readonly string[], T>(
  most: number,
  make: (...name: Name) => T,
): (...name: Name) => T {
  const made = new Map<string, T>();
  return (...name) => {
    const key = name.join("\n");
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= most) made.clear();
    const fresh = make(...name);
    made.set(key, fresh);
    return fresh;
  };
}
