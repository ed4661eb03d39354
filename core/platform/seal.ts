import { createCipheriv, createDecipheriv, createHash, randomFillSync } from "node:crypto";

/**
 * Encryption of what is stored: AES-256-GCM. A box is
 *
 *     format (1) | key id (1) | nonce (12) | ciphertext | tag (16)
 *
 * and opens only with the context it was sealed with (its table and row), so it cannot be moved elsewhere.
 */
const FORMAT = 1;
const HEADER = 2;
/** Random nonces of 96 bits allow 2^32 boxes for one key (NIST SP 800-38D, 8.3); then the key is rotated. */
const NONCE = 12;
const TAG = 16;
const KEY = 32;

/** Keys by their id. What is sealed is sealed with the current one; all of them open. */
export interface Keys {
  readonly current: number;
  readonly byId: ReadonlyMap<number, Buffer>;
}

/** The box was sealed with a key that is not configured, with another context, or was tampered with. */
export class SealError extends Error {
  override name = "SealError";
}

function decode(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  const key = Buffer.from(text, "base64");
  return key.length === KEY && /^[\w+/-]{43}=?$/.test(text) ? key : undefined;
}

/** An id that stays with the key when the order of the list changes. */
const idOf = (key: Buffer) => createHash("sha256").update("pawline key id").update(key).digest()[0] ?? 0;

/**
 * Reads `SECRETS_KEY`: one key of 32 bytes in base64 or hex, or several separated by commas. To rotate, put a new
 * one in front and keep the old ones for as long as anything is sealed with them.
 * @throws Error that says which key is wrong, without quoting it
 */
export function parseKeys(text: string): Keys {
  const byId = new Map<number, Buffer>();
  for (const [index, part] of text.split(",").entries()) {
    const key = decode(part.trim());
    if (!key)
      throw new Error(`key ${index + 1} is not 32 bytes in base64 or hex; make one: openssl rand -base64 32`);
    const id = idOf(key);
    if (byId.has(id)) throw new Error(`key ${index + 1} cannot be told from an earlier one; make another`);
    byId.set(id, key);
  }
  // A map keeps the order of its entries.
  const [current = 0] = byId.keys();
  return { current, byId };
}

/** Random nonces, each given once. Made many at a time: to ask for some costs more than the bytes themselves. */
function nonces(): () => Uint8Array {
  const some = Buffer.alloc(256 * NONCE);
  let next = some.length;
  return () => {
    if (next === some.length) {
      randomFillSync(some);
      next = 0;
    }
    next += NONCE;
    return some.subarray(next - NONCE, next);
  };
}

const nextNonce = nonces();

const boundTo = (header: Uint8Array, context: string) =>
  Buffer.concat([header, Buffer.from(context, "utf8")]);

/** Seals bytes or a text with the current key. `context` names where the box is kept, e.g. `message:<id>`. */
export function seal(keys: Keys, context: string, plain: Uint8Array | string): Uint8Array {
  const key = keys.byId.get(keys.current);
  if (!key) throw new SealError("There is no key to seal with");
  const header = Uint8Array.of(FORMAT, keys.current);
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(boundTo(header, context));
  const bytes = typeof plain === "string" ? Buffer.from(plain, "utf8") : plain;
  return Buffer.concat([header, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what `seal` made.
 * @throws SealError on a missing key, another context or a forged box
 */
export function open(keys: Keys, context: string, box: Uint8Array): Uint8Array {
  const header = box.subarray(0, HEADER);
  const [format, id] = header;
  if (format !== FORMAT || box.length < HEADER + NONCE + TAG) throw new SealError("This is not a sealed box");
  const key = id === undefined ? undefined : keys.byId.get(id);
  if (!key) throw new SealError(`Sealed with a key that is not configured (id ${id})`);
  const nonce = box.subarray(HEADER, HEADER + NONCE);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce)
    .setAAD(boundTo(header, context))
    .setAuthTag(box.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(box.subarray(HEADER + NONCE, -TAG)), decipher.final()]);
  } catch (cause) {
    throw new SealError("The box was sealed for another place, or changed since", { cause });
  }
}
