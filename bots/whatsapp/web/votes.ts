/** Votes in our polls. */
import type { PollVote } from "whatsapp-web.js";
import { z } from "zod";
import { isPrivate, type Heard, type Sender } from "./read.ts";

/** What the page says of a vote: the library's declarations say less, and in part something else. */
const vote = z.looseObject({
  parentMsgKey: z.object({ _serialized: z.string() }),
  /** Milliseconds since 1970, by the voter's phone. */
  interractedAtTs: z.number(),
  /** One at most, as our polls are; none: the person took the vote back. */
  selectedOptions: z.array(z.looseObject({ localId: z.number() })),
});

/** Id of a message of ours, and the chat in it: who votes may go by another of their names than who writes. */
const OURS = /^true_([^_]+)_/;

interface Vote {
  readonly chat: string;
  /** Seconds since 1970. */
  readonly at: number;
  heard(sender: Sender): Heard;
}

/** What somebody chose in a poll of ours; undefined: nothing, or the poll is not ours. */
export function readVote(told: PollVote): Vote | undefined {
  const { data } = vote.safeParse(told);
  const id = data?.parentMsgKey._serialized ?? "";
  const chat = OURS.exec(id)?.[1];
  const [selected] = data?.selectedOptions ?? [];
  if (!data || chat === undefined || !isPrivate(chat) || !selected) return undefined;
  const { localId: option } = selected;
  const key = `${id} vote ${data.interractedAtTs}`;
  const event = { kind: "vote", id, chat, option } as const;
  return {
    chat,
    at: data.interractedAtTs / 1000,
    heard: ({ phone }) => ({ key, event: { ...event, ...(phone !== undefined && { phone }) } }),
  };
}
