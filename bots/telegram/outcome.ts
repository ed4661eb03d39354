import type { Outcome } from "../../core/messaging/messenger.ts";
import type { Refusal } from "../../core/messaging/notice.ts";
import type { Answer } from "./caller.ts";

/** After a server error: the Bot API recovers within seconds or within minutes; the queue counts the tries. */
const SERVER_ERROR_MS = 5_000;
const NOT_REACHED_MS = 2_000;
/** A revoked token: nothing works until someone mends the configuration. */
const UNAUTHORISED_MS = 60_000;

type Failure = Exclude<Answer, { ok: true }>;

/** What an answer that is no success means for the operation. */
export function outcomeOf(answer: Failure): Exclude<Outcome, { kind: "sent" }> {
  if (answer.ok === "unknown")
    return answer.left ? { kind: "unknown" } : { kind: "later", ms: NOT_REACHED_MS, chat: false };
  const { code, description, retryAfter } = answer;
  if (code === 429) return { kind: "later", ms: (retryAfter ?? 1) * 1000, chat: true };
  if (code === 401 || code === 404) return { kind: "later", ms: UNAUTHORISED_MS, chat: false };
  if (code >= 500) return { kind: "later", ms: SERVER_ERROR_MS, chat: false };
  return { kind: "refused", reason: reasonOf(code, description) };
}

function reasonOf(code: number, description: string): Refusal {
  if (code === 403 || /chat not found|user is deactivated/i.test(description)) return "blocked";
  if (/message thread not found|TOPIC_|the chat is not a forum/i.test(description)) return "topic_gone";
  if (code === 413 || /too big|too large/i.test(description)) return "too_big";
  return "rejected";
}

export const says = (answer: Answer, pattern: RegExp): boolean =>
  answer.ok === false && answer.code === 400 && pattern.test(answer.description);
