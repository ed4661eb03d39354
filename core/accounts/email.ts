import * as z from "zod";

/** RFC 5321: a path holds 256 octets with its brackets. */
const MAX_EMAIL = 254;

const Email = z.email().max(MAX_EMAIL);

/** An e-mail address as typed, its domain in lower case; `undefined` when it is none. */
export function readEmail(words: string): string | undefined {
  const { success, data } = Email.safeParse(words.trim());
  if (!success) return undefined;
  const at = data.lastIndexOf("@");
  return data.slice(0, at) + data.slice(at).toLowerCase();
}
