import type { Channel } from "../prisma/generated/enums.ts";
import { wroteInCases } from "../core/consultations/wrote.ts";
import type { Received } from "../core/messaging/claims.ts";
import type { Words } from "../core/messaging/content.ts";
import { relayAll } from "../core/messaging/relay.ts";
import { standings, type Standing } from "../core/messaging/standing.ts";
import type { Core } from "../core/platform/core.ts";
import type { Incoming } from "./incoming.ts";

/** Words that somebody says in a chat, and nothing else: no command, no button, no file. */
export interface Plain {
  readonly externalId: string;
  readonly words: Words;
  readonly replyTo?: string | undefined;
  readonly topic?: string | undefined;
}

/** How a bot tells the messages that only have to be passed on. What it does not tell takes a turn of its own. */
export interface PlainRules {
  /** What an update says, if it is plain. */
  readonly read: (update: unknown) => Plain | undefined;
  /** The conversation it is for, if nothing else comes first. */
  readonly destination: (standing: Standing) => string | null;
}

/** The message of an event, if it is plain as far as any bot can tell. */
export function plainOf(incoming: Incoming | undefined): Plain | undefined {
  if (incoming?.kind !== "message" || incoming.content.kind !== "text") return undefined;
  const { kind: _, ...words } = incoming.content;
  const { externalId, replyTo, topic } = incoming;
  return { externalId, words, replyTo, topic };
}

interface Passing {
  readonly received: Received;
  readonly plain: Plain;
  readonly chat: string;
  readonly person: string;
  readonly conversation: string;
  readonly side: "owner" | "staff";
}

/**
 * Most of what people send is words for whoever they are in conversation with. All of it that has come in is passed on
 * together, by a handful of statements for however many messages: each of its writers has an open consultation, and
 * nothing else is asked of them. Returns the events that are done with, for the caller to finish; the others wait for turns of
 * their own.
 */
export async function passPlain(
  core: Core,
  batch: readonly Received[],
  rules: Readonly<Partial<Record<Channel, PlainRules>>>,
): Promise<ReadonlySet<Received>> {
  const read = batch.flatMap((received) => {
    const plain = readPlain(received, rules);
    return plain ? [{ received, plain }] : [];
  });
  if (read.length === 0) return new Set();
  const stands = await standings(
    core,
    read.map(({ received: { head }, plain: { replyTo, topic } }) => ({
      person: head.personId,
      channel: head.channel,
      replyTo,
      topic,
    })),
  );
  const bound = read.flatMap(({ received, plain }, at): Passing[] => {
    const { channel, personId: person } = received.head;
    const standing = stands[at];
    const conversation = standing && rules[channel]?.destination(standing);
    if (!conversation) return [];
    return [
      {
        received,
        plain,
        chat: standing.chat,
        person,
        conversation,
        side: channel === "staff" ? "staff" : "owner",
      },
    ];
  });
  const passing = await wroteInCases(core, bound);
  await relayAll(core, passing.map(saidIn));
  return new Set(passing.map(({ received }) => received));
}

function readPlain(
  { head, updates }: Received,
  rules: Readonly<Partial<Record<Channel, PlainRules>>>,
): Plain | undefined {
  const [update, ...others] = updates;
  // What failed before is tried by itself.
  if (head.mergedIntoId !== null || head.tries > 0 || others.length > 0) return undefined;
  return rules[head.channel]?.read(update);
}

function saidIn({ received, plain, chat, person, conversation, side }: Passing) {
  const place = (externalId: string) => ({ channel: received.head.channel, chat, externalId });
  return {
    conversation: { id: conversation },
    author: person,
    side,
    content: { kind: "text" as const, ...plain.words },
    places: [place(plain.externalId)] as const,
    replyTo: plain.replyTo === undefined ? undefined : place(plain.replyTo),
  };
}
