import { createHmac, randomInt } from "node:crypto";
import type { Keys } from "../../platform/seal.ts";

/** No vowels, so that no word comes out, and nothing that looks like something else: 0 and O, 1 and I. */
const SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ";
/** 27^8 are 38 bits: with five tries a person and ten minutes a code nobody finds one. */
const LENGTH = 8;

const SHAPE = new RegExp(`^[${SIGNS}]{${LENGTH}}$`);

export const newCode = (): string =>
  Array.from({ length: LENGTH }, () => SIGNS.charAt(randomInt(SIGNS.length))).join("");

/** As it is read out and typed: `BC2D-F4GH`. */
export const written = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** Letters of a Russian keyboard that look like those of a code. */
const ALIKE: Readonly<Record<string, string>> = {
  В: "B",
  С: "C",
  Н: "H",
  К: "K",
  М: "M",
  Р: "P",
  Т: "T",
  Х: "X",
  З: "3",
};

/** The code in what somebody typed; undefined: it is none, whoever has it. */
export function readCode(typed: string): string | undefined {
  const signs = typed.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  const code = signs.replaceAll(/./gu, (sign) => ALIKE[sign] ?? sign);
  return SHAPE.test(code) ? code : undefined;
}

/** What the database holds of a code: who reads it cannot find the code, even by trying all. */
export function hashOf(keys: Keys, code: string): string {
  const key = keys.byId.get(keys.current);
  if (!key) throw new Error("there is no key to hash with");
  return createHmac("sha256", key).update(`link:${code}`).digest("hex");
}
