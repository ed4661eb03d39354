import type { Channel, Side } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { abilities } from "./channels.ts";
import { retireChoices } from "./choices.ts";
import type { Content } from "./content.ts";
import { keyOf, messagesAt, type Place } from "./copies.ts";
import { audiences, type Audience, type Correspondence } from "./correspondence.ts";
import { queueAll, type Bound } from "./outbox.ts";
import { partsOf } from "./parts.ts";
import { record } from "./record.ts";
import { tellWhoWaits } from "./stopped.ts";

export interface Said {
  readonly conversation: Pick<Correspondence, "id">;
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
  const [id] = await relayAll(core, [said]);
  if (id === undefined) throw new Error("a message without an id");
  return { id };
}

/** Relays messages of many people, in the order given, and returns their ids. */
export async function relayAll(core: Core, all: readonly Said[]): Promise<string[]> {
  if (all.length === 0) return [];
  const quoted = await messagesAt(
    core,
    all.flatMap(({ replyTo }) => replyTo ?? []),
  );
  const messages = all.map((said) => {
    const { id: conversation } = said.conversation;
    const found = said.replyTo && quoted.get(keyOf(said.replyTo));
    // A quotation out of another conversation is dropped: nothing may pass between cases.
    const reply = found?.conversation === conversation ? found : undefined;
    return {
      ...said,
      id: core.ids(),
      conversation,
      replyToId: reply?.message ?? null,
      replyPart: reply?.part ?? 0,
    };
  });
  await record(core, messages);
  for (const { author, places } of all) {
    const [{ channel }] = places;
    if (!abilities[channel].buttons) await retireChoices(core, { personId: author, channel });
  }
  await showAll(core, messages);
  return messages.map(({ id }) => id);
}

export interface Shown {
  readonly id: string;
  /** Id of the conversation it belongs to. */
  readonly conversation: string;
  readonly content: Content;
  readonly side: Side;
  /** Whom it is shown to, if not the other side as it is now. */
  readonly to?: string;
  readonly replyToId: string | null;
  readonly replyPart?: number;
}

/** Queues messages of conversations for whoever hears them, in the parts that their messengers need. */
export async function showAll(core: Core, messages: readonly Shown[]): Promise<void> {
  const heard = await audiences(core, messages);
  const items = messages.flatMap((message, at) => {
    const audience = heard[at];
    return audience?.to && audience.channel ? piecesOf(message, audience, audience.to, audience.channel) : [];
  });
  await queueAll(core, items);
  for (const [at, { side, conversation }] of messages.entries()) {
    const { channel, stopped } = heard[at] ?? {};
    if (side !== "owner" && channel && stopped) await tellWhoWaits(core, { channel, conversation });
  }
}

function piecesOf(shown: Shown, { frame }: Audience, to: string, channel: Channel): Bound[] {
  return partsOf(shown.content, abilities[channel]).map(({ content, part }): Bound => {
    const replyTo =
      part === 0 && shown.replyToId ? { message: shown.replyToId, part: shown.replyPart ?? 0 } : undefined;
    return {
      to,
      channel,
      conversation: shown.conversation,
      message: { id: shown.id, part },
      operation: {
        op: "send",
        content,
        frame,
        ...(replyTo && { replyTo }),
        ...(shown.side === "owner" && { topic: shown.conversation }),
      },
    };
  });
}
