import { open, seal, type Keys } from "./seal.ts";

/** Seals a JSON value. `context` names the table and row, so that a box moved to another row does not open. */
export function sealJson(keys: Keys, context: string, value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal(keys, context, JSON.stringify(value)));
}

/** Opens what `sealJson` made. Throws on another context, a forged box or a missing key. */
export function openJson<T>(keys: Keys, context: string, box: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(open(keys, context, box))) as T;
}
