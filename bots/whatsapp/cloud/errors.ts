import type { Refusal } from "../../../core/messaging/notice.ts";

/**
 * What an error of the Cloud API means for a message. `retry`: the same will do in a while; `chat`: it is about this
 * person alone. `template`: they have not written for 24 hours. `stop`: nothing works until somebody mends the
 * account. `final`: this message will never pass.
 */
export type Verdict =
  | { readonly do: "retry"; readonly ms: number; readonly chat: boolean }
  | { readonly do: "template" }
  | { readonly do: "stop"; readonly ms: number }
  | { readonly do: "final"; readonly reason: Refusal };

/** A stumble of the platform: over in seconds, or the queue counts the tries. */
const SOON_MS = 5_000;
/** One person gets a message every six seconds when the platform says that it was too many (131056). */
const PAIR_MS = 6_000;
/** The number's quality, or maintenance: minutes. */
const LONG_MS = 5 * 60_000;
/** Between looks whether the account has been mended. */
const STOP_MS = 60_000;

const soon: Verdict = { do: "retry", ms: SOON_MS, chat: false };
const long: Verdict = { do: "retry", ms: LONG_MS, chat: false };
const stop: Verdict = { do: "stop", ms: STOP_MS };
const final = (reason: Refusal): Verdict => ({ do: "final", reason });

/** By code, after Meta's list (WhatsApp Business Platform, "Error codes"). What is not here is final. */
const VERDICTS: ReadonlyMap<number, Verdict> = new Map([
  // The platform: unknown, down, overloaded, internal.
  [1, soon],
  [2, soon],
  [131000, soon],
  [131016, soon],
  [133004, soon],
  // Too much: calls of the app, of the account, messages a second.
  [4, soon],
  [80007, soon],
  [130429, soon],
  // Too much for one person; for a number whose messages people report; for a number in maintenance.
  [131056, { do: "retry", ms: PAIR_MS, chat: true }],
  [131048, long],
  [131057, long],
  // The person last wrote more than 24 hours ago.
  [131047, { do: "template" }],
  // Token, permission, policy, lock, payment.
  [0, stop],
  [10, stop],
  [190, stop],
  [368, stop],
  [131031, stop],
  [131042, stop],
  // This person cannot be reached: no WhatsApp, an old one, its terms not accepted, or we are blocked.
  [131026, final("blocked")],
  // The file was taken and could not be used.
  [131053, final("unreadable")],
]);

const PERMISSIONS = { from: 200, to: 299 };

/** @param code of the error, where the answer has one; @param status of the HTTP answer */
export function verdictOf(code: number | undefined, status: number): Verdict {
  const known = code === undefined ? undefined : VERDICTS.get(code);
  if (known) return known;
  if (code !== undefined && code >= PERMISSIONS.from && code <= PERMISSIONS.to) return stop;
  if (status >= 500 || status === 429) return soon;
  if (status === 401 || status === 403) return code === undefined ? stop : final("rejected");
  return final(status === 413 ? "too_big" : "rejected");
}
