import { open, seal, type Keys } from "./seal.ts";

/** Seals a JSON value. `context` names the table and row, so that a box moved to another row does not open. */
export function sealJson(keys: Keys, context: string, value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal(keys, context, JSON.stringify(value)));
}

/** Opens what `sealJson` made. Throws on another context, a forged box or a missing key. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what it sealed
export function openJson<T>(keys: Keys, context: string, box: Uint8Array): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed by us, so of the form we gave it
  return JSON.parse(new TextDecoder().decode(open(keys, context, box))) as T;
}
