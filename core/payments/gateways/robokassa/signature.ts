import { createHash, timingSafeEqual } from "node:crypto";

/** Hashes a shop can choose in its technical settings. */
export type Hash = "md5" | "sha256" | "sha384" | "sha512";

/** A signature: the hash of the parts joined by colons, in lower-case hex. */
export const sign = (hash: Hash, parts: readonly string[]): string =>
  createHash(hash).update(parts.join(":"), "utf8").digest("hex");

/** Compares in constant time; Robokassa writes hex in either case. */
export function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [expected, given].map((text) => Buffer.from(text.toLowerCase(), "utf8"));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}

/**
 * A shop's own fields (`Shp_…`) as they end a signature's base: `name=value`, sorted by name. The names are compared
 * by their code units, as Robokassa does.
 */
export const ownFields = (fields: Iterable<readonly [string, string]>): string[] =>
  [...fields]
    .filter(([name]) => /^shp_/i.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
