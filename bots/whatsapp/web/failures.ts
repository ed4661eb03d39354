/** What an error of the library means for a message. It rejects with errors of the page, of puppeteer, and with strings. */
import type { Outcome } from "../../../core/messaging/messenger.ts";

const UPLOAD_AGAIN_MS = 10_000;

/**
 * - No such WhatsApp account: the page refuses before anything is sent.
 * - A file that could not be uploaded: nothing was sent either.
 * - Else nobody knows, above all where the page went away in the middle.
 */
export function failureOf(error: unknown): Exclude<Outcome, { kind: "sent" }> {
  const message = error instanceof Error ? error.message : String(error);
  if (/No LID for user|invalid wid|wid error/i.test(message)) return { kind: "refused", reason: "blocked" };
  if (/upload failed|media-fault|Failed to fetch/i.test(message))
    return { kind: "later", ms: UPLOAD_AGAIN_MS, chat: false };
  return { kind: "unknown" };
}

export const LATE = Symbol("late");

/** Waits no longer than that; a rejection that comes later is nobody's. */
export async function limited<T>(promise: Promise<T>, ms: number): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
