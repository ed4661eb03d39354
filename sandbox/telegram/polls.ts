/** Polls, as far as a private chat needs them: shown, not counted. */
import { randomInt } from "node:crypto";
import type { Poll } from "grammy/types";

export function pollContent(question: string, options: string[]): { poll: Poll } {
  return {
    poll: {
      id: String(randomInt(2 ** 47)),
      question,
      options: options.map((text, index) => ({
        text,
        voter_count: 0,
        persistent_id: String(index),
      })),
      total_voter_count: 0,
      is_closed: false,
      is_anonymous: true,
      type: "regular",
      allows_multiple_answers: false,
      allows_revoting: true,
      members_only: false,
    },
  };
}
