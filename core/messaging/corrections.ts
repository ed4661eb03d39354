import type { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { abilities } from "./channels.ts";
import type { Content, Words } from "./content.ts";
import { messageAt, type Place } from "./copies.ts";
import { correspondence, frameFor, recipientOf, type Correspondence } from "./correspondence.ts";
import type { Operation } from "./operation.ts";
import { queue } from "./outbox.ts";
import { partsOf } from "./parts.ts";
import { standsIn } from "./reach.ts";
import { openContent, sealContent } from "./record.ts";

/** `unknown`: the place shows no message of a conversation; `closed`: nothing passes there any more. */
export type Corrected = "passed" | "unknown" | "closed";

type Found = NonNullable<Awaited<ReturnType<typeof at>>>;

async function at(core: Core, place: Place) {
  const found = await messageAt(core, place);
  if (!found) return null;
  const conversation: Correspondence = await core.db.conversation.findUniqueOrThrow({
    where: { id: found.message.conversationId },
    select: correspondence,
  });
  return { ...found, conversation };
}

/** Only the author, by the message as they wrote it; and staff only while the conversation is theirs. */
function mayCorrect(person: string, { original, message, conversation }: Found): boolean {
  if (!original || message.authorId !== person) return false;
  return message.side !== "staff" || conversation.staffId === person;
}

/** The author changed a text or a caption: the other side's copy follows. */
export async function relayEdit(core: Core, person: string, place: Place, words: Words): Promise<Corrected> {
  const found = await at(core, place);
  if (!found || !mayCorrect(person, found)) return "unknown";
  const { message, part, conversation } = found;
  if (!conversation.open) return "closed";
  if (message.withdrawnAt) return "unknown";
  const before = openContent(core, message.id, message.sealed);
  const after = reworded(before, part, words);
  await core.db.message.update({
    where: { id: message.id },
    data: { sealed: sealContent(core, message.id, after), editedAt: core.clock.now() },
    select: { id: true },
  });
  const to = recipientOf(conversation, message.side);
  if (!to || message.internal) return "passed";
  await queueEdits(core, { to, conversation, message, before, after });
  return "passed";
}

function reworded(content: Content, part: number, words: Words): Content {
  if (content.kind === "text") return { kind: "text", ...words };
  if (content.kind === "media") return { ...content, media: { ...content.media, caption: words } };
  if (content.kind === "album")
    return {
      ...content,
      parts: content.parts.map((media, i) => (i === part ? { ...media, caption: words } : media)),
    };
  return content;
}

interface Edit {
  readonly to: string;
  readonly conversation: Correspondence;
  readonly message: { readonly id: string; readonly side: "owner" | "staff" | "service" };
  readonly before: Content;
  readonly after: Content;
}

/**
 * Where the message stands it is edited. Who has gone over to another messenger since reads the new words there, too:
 * an answer that was put right must not be missed.
 */
async function queueEdits(core: Core, edit: Edit): Promise<void> {
  const { channel } = await core.db.person.findUniqueOrThrow({
    where: { id: edit.to },
    select: { channel: true },
  });
  const shown = await standsIn(core, edit.message.id, edit.to);
  for (const where of shown.length > 0 ? shown : [channel]) await editIn(core, where, edit);
  if (shown.length > 0 && !shown.includes(channel)) await tellAnew(core, channel, edit);
}

async function tellAnew(core: Core, channel: Channel, edit: Edit): Promise<void> {
  const { to, conversation, message, before, after } = edit;
  const frame = await frameFor(core, conversation, message.side);
  const was = wordsByPart(before, channel);
  for (const [part, words] of wordsByPart(after, channel))
    if (JSON.stringify(was.get(part)) !== JSON.stringify(words))
      await queue(core, {
        to,
        channel,
        conversation: conversation.id,
        message: { id: message.id, part },
        operation: { op: "send", content: { kind: "text", ...words }, frame: { ...frame, edited: true } },
      });
}

/** Part by part: those whose words changed are edited, new ones sent, those no longer needed deleted. */
async function editIn(
  core: Core,
  channel: Channel,
  { to, conversation, message, before, after }: Edit,
): Promise<void> {
  const was = wordsByPart(before, channel);
  const now = wordsByPart(after, channel);
  const topic = message.side === "owner" ? { topic: conversation.id } : {};
  const frame = await frameFor(core, conversation, message.side);
  const put = (operation: Operation, shows?: number) =>
    queue(core, {
      to,
      channel,
      conversation: conversation.id,
      operation,
      ...(shows !== undefined && { message: { id: message.id, part: shows } }),
    });
  for (const [part, words] of now) {
    const target = { message: message.id, part };
    if (!was.has(part)) await put({ op: "send", content: { kind: "text", ...words }, frame, ...topic }, part);
    else if (JSON.stringify(was.get(part)) !== JSON.stringify(words))
      await put({ op: "edit", target, words, frame, ...topic });
  }
  for (const part of was.keys())
    if (!now.has(part)) await put({ op: "delete", target: { message: message.id, part } });
}

function wordsByPart(content: Content, channel: Channel): Map<number, Words> {
  const parts = partsOf(content, abilities[channel]).flatMap(({ content, part }): [number, Words][] => {
    if (content.kind === "text")
      return [[part, { text: content.text, ...(content.entities && { entities: content.entities }) }]];
    if (content.kind === "media") return [[part, content.media.caption ?? { text: "" }]];
    if (content.kind === "album")
      return content.parts.map((media, i) => [part + i, media.caption ?? { text: "" }]);
    return [];
  });
  return new Map(parts);
}

/** A reaction (null: taken away) on any message of a conversation, shown by our bot on the other side's copy. */
export async function relayReaction(
  core: Core,
  person: string,
  place: Place,
  emoji: string | null,
): Promise<Corrected> {
  const found = await at(core, place);
  if (!found) return "unknown";
  const { message, part, conversation } = found;
  if (!conversation.open) return "closed";
  const side = person === conversation.ownerId ? "owner" : "staff";
  if (side === "staff" && conversation.staffId !== person) return "unknown";
  const to = recipientOf(conversation, side);
  if (!to || message.internal) return "passed";
  const frame = await frameFor(core, conversation, side);
  const shown = await standsIn(core, message.id, to);
  for (const channel of shown.length > 0 ? shown : [undefined])
    await queue(core, {
      to,
      ...(channel && { channel }),
      conversation: conversation.id,
      operation: {
        op: "react",
        target: { message: message.id, part },
        emoji,
        frame,
        ...(side === "owner" && { topic: conversation.id }),
      },
    });
  return "passed";
}

/** An owner deleted a message where they wrote it: the vet keeps what was said, and is told that it was withdrawn. */
export async function relayDeletion(core: Core, person: string, place: Place): Promise<Corrected> {
  const found = await at(core, place);
  if (!found || !mayCorrect(person, found)) return "unknown";
  const { message, part, conversation } = found;
  if (!conversation.open) return "closed";
  const { count } = await core.db.message.updateMany({
    where: { id: message.id, withdrawnAt: null },
    data: { withdrawnAt: core.clock.now() },
  });
  const to = recipientOf(conversation, message.side);
  // The parts of an album go one by one: it is told once.
  if (count === 0 || !to) return "passed";
  await queue(core, {
    to,
    conversation: conversation.id,
    operation: {
      op: "notice",
      notice: { kind: "withdrawn" },
      replyTo: { message: message.id, part },
      topic: conversation.id,
    },
  });
  return "passed";
}

/** The author takes a message back (Unsend): the other side's copies are deleted. */
export async function withdraw(core: Core, person: string, place: Place): Promise<Corrected> {
  const found = await at(core, place);
  if (!found || !mayCorrect(person, found)) return "unknown";
  const { message, conversation } = found;
  if (!conversation.open) return "closed";
  const { count } = await core.db.message.updateMany({
    where: { id: message.id, withdrawnAt: null },
    data: { withdrawnAt: core.clock.now() },
  });
  const to = recipientOf(conversation, message.side);
  if (count === 0 || !to) return "passed";
  const content = openContent(core, message.id, message.sealed);
  for (const channel of await standsIn(core, message.id, to))
    for (const { part, content: piece } of partsOf(content, abilities[channel])) {
      const messages = piece.kind === "album" ? piece.parts.map((_, i) => part + i) : [part];
      for (const shown of messages)
        await queue(core, {
          to,
          channel,
          conversation: conversation.id,
          operation: { op: "delete", target: { message: message.id, part: shown } },
        });
    }
  return "passed";
}
