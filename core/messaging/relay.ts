import type { Side } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import { abilities } from "./channels.ts";
import { retireChoices } from "./choices.ts";
import type { Content } from "./content.ts";
import { messageAt, placeCopies, type Place } from "./copies.ts";
import { frameFor, recipientOf, type Correspondence } from "./correspondence.ts";
import { queue } from "./outbox.ts";
import { partsOf } from "./parts.ts";
import { tellWhoWaits } from "./stopped.ts";

export interface Said {
  readonly conversation: Correspondence;
  readonly author: string;
  readonly side: Exclude<Side, "service">;
  readonly content: Content;
  /** Where its author wrote it: one place, or one for each part of an album. */
  readonly places: readonly [Place, ...Place[]];
  /** The message its author quoted. */
  readonly replyTo?: Place | undefined;
}

/**
 * Writes a message into a conversation and queues it for the other side: the owner, or the one member of staff who
 * has the conversation now. While nobody has it, it waits
 * to be shown to who takes it (bots/vet/history.ts).
 */
export async function relay(core: Core, said: Said): Promise<{ id: string }> {
  const { conversation, author, side, content, places } = said;
  const id = core.ids();
  const quoted = said.replyTo && (await messageAt(core, said.replyTo));
  // A quotation out of another conversation is dropped: nothing may pass between cases.
  const reply = quoted && quoted.message.conversationId === conversation.id ? quoted : undefined;
  await core.db.message.create({
    data: {
      id,
      conversationId: conversation.id,
      authorId: author,
      side,
      sealed: sealContent(core, id, content),
      replyToId: reply?.message.id ?? null,
      createdAt: core.clock.now(),
    },
    select: { id: true },
  });
  await placeCopies(core, id, places, { original: true });
  const [{ channel }] = places;
  if (!abilities[channel].buttons) await retireChoices(core, { personId: author, channel });
  const to = recipientOf(conversation, side);
  if (to)
    await show(
      core,
      { id, content, side, replyToId: reply?.message.id ?? null, replyPart: reply?.part ?? 0 },
      conversation,
      to,
    );
  return { id };
}

export interface Shown {
  readonly id: string;
  readonly content: Content;
  readonly side: Side;
  readonly replyToId: string | null;
  readonly replyPart?: number;
}

/** Queues a message of a conversation for one person, in the parts their messenger needs. */
export async function show(
  core: Core,
  shown: Shown,
  conversation: Correspondence,
  to: string,
): Promise<void> {
  const { channel, selectedId } = await core.db.person.findUniqueOrThrow({
    where: { id: to },
    select: { channel: true, selectedId: true },
  });
  const toStaff = shown.side === "owner";
  const frame = await frameFor(core, conversation, shown.side, !toStaff && selectedId !== conversation.id);
  for (const { content, part } of partsOf(shown.content, abilities[channel])) {
    const replyTo =
      part === 0 && shown.replyToId ? { message: shown.replyToId, part: shown.replyPart ?? 0 } : undefined;
    await queue(core, {
      to,
      channel,
      conversation: conversation.id,
      message: { id: shown.id, part },
      operation: {
        op: "send",
        content,
        frame,
        ...(replyTo && { replyTo }),
        ...(toStaff && { topic: conversation.id }),
      },
    });
  }
  if (!toStaff) await tellWhoWaits(core, { channel, conversation: conversation.id });
}

export const sealContent = (core: Core, id: string, content: Content) =>
  sealJson(core.keys, `message:${id}`, content);
export const openContent = (core: Core, id: string, sealed: Uint8Array) =>
  openJson<Content>(core.keys, `message:${id}`, sealed);
