import type { Outcome } from "../../../core/messaging/messenger.ts";
import { verdictOf, type Verdict } from "./errors.ts";
import type { Answer } from "./graph.ts";

/** Meta was not reached: the connection comes back within seconds, or the queue counts the tries. */
const NOT_REACHED_MS = 2_000;

type Failed = Exclude<Outcome, { kind: "sent" }>;

/** What an answer without a result means for the message; `stop`: nothing should be tried for so many milliseconds. */
export function outcomeOf(answer: Answer): { readonly outcome: Failed; readonly stop?: number } {
  // A success in a form that nobody knows: it may well have been sent.
  if (answer.ok === true) return { outcome: { kind: "unknown" } };
  if (answer.ok === "unknown")
    return {
      outcome: answer.left ? { kind: "unknown" } : { kind: "later", ms: NOT_REACHED_MS, chat: false },
    };
  const verdict = verdictOf(answer.code, answer.status);
  return { outcome: outcomeFor(verdict), ...(verdict.do === "stop" && { stop: verdict.ms }) };
}

export function outcomeFor(verdict: Verdict): Exclude<Failed, { kind: "unknown" }> {
  switch (verdict.do) {
    case "retry":
      return { kind: "later", ms: verdict.ms, chat: verdict.chat };
    case "template":
      return { kind: "closed" };
    case "stop":
      return { kind: "later", ms: verdict.ms, chat: false };
    case "final":
      return { kind: "refused", reason: verdict.reason };
  }
}
