import type { File } from "../../prisma/generated/client.ts";
import { abilities } from "../../core/messaging/channels.ts";
import type { Content, Media } from "../../core/messaging/content.ts";
import { queue } from "../../core/messaging/outbox.ts";
import { partsOf } from "../../core/messaging/parts.ts";
import { sealContent } from "../../core/messaging/record.ts";
import { render, type Text } from "../texts.ts";
import type { StaffTurn } from "./turn.ts";

/**
 * Says something of the service's own in a conversation's place at the desk. It is kept as an internal message, so
 * that a reply to it finds the conversation where there are no topics. Returns the operation that shows its first part.
 */
export async function post(
  turn: StaffTurn,
  conversation: string,
  { text, photos }: { readonly text: Text; readonly photos: readonly File[] },
): Promise<string | undefined> {
  const { core, person, locale } = turn;
  const content = contentOf(render(locale, text), photos);
  const id = core.ids();
  await core.db.message.create({
    data: {
      id,
      conversationId: conversation,
      authorId: person,
      side: "service",
      internal: true,
      sealed: sealContent(core, id, content),
      createdAt: core.clock.now(),
    },
  });
  return queueParts(turn, conversation, content, id);
}

/** Keeps what an operation shows on top of a conversation's topic, if the chat has topics. */
export async function pin(turn: StaffTurn, conversation: string, operation: string): Promise<void> {
  if (!turn.member.topics) return;
  await queue(turn.core, {
    to: turn.person,
    channel: "staff",
    conversation,
    operation: { op: "pin", target: { operation }, topic: conversation },
  });
}

/** Queues a content for the writer of a turn, in the parts the messenger needs; returns the first part's operation. */
export async function queueParts(
  turn: StaffTurn,
  conversation: string,
  content: Content,
  message?: string,
): Promise<string | undefined> {
  let first: string | undefined;
  for (const { content: piece, part } of partsOf(content, abilities.staff)) {
    const operation = await queue(turn.core, {
      to: turn.person,
      channel: "staff",
      conversation,
      ...(message && { message: { id: message, part } }),
      operation: { op: "send", content: piece, topic: conversation },
    });
    first ??= operation;
  }
  return first;
}

function contentOf(text: string, photos: readonly File[]): Content {
  const [first, ...rest] = photos.map(({ id, kind }): Media => ({ kind: shownAs(kind), file: id }));
  if (!first) return { kind: "text", text };
  const captioned = { ...first, caption: { text } };
  return rest.length === 0
    ? { kind: "media", media: captioned }
    : { kind: "album", parts: [captioned, ...rest] };
}

/** Files of a card are pictures; whatever else was given with a complaint is shown as a document. */
const shownAs = (kind: string): Media["kind"] => (kind === "photo" || kind === "video" ? kind : "document");
