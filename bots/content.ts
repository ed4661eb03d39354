import type { Channel } from "../prisma/generated/enums.ts";
import type { Content, Media, Words } from "../core/messaging/content.ts";
import { expectFile, tooBig } from "../core/messaging/files.ts";
import type { Core } from "../core/platform/core.ts";
import type { IncomingContent, IncomingMedia } from "./incoming.ts";

export type Prepared =
  | { readonly kind: "content"; readonly content: Content }
  /** Cannot pass between the messengers: a poll, a dice, a story … */
  | { readonly kind: "unsupported"; readonly what: string }
  | { readonly kind: "too_big" };

/** Makes a message's content ours: its files are noted and will be fetched. */
export async function prepare(
  core: Core,
  person: string,
  channel: Channel,
  incoming: IncomingContent,
): Promise<Prepared> {
  switch (incoming.kind) {
    case "text":
    case "location":
      return { kind: "content", content: incoming };
    case "contact": {
      const { own: _, ...contact } = incoming;
      return { kind: "content", content: contact };
    }
    case "unsupported":
      return incoming;
    case "media": {
      if (incoming.parts.some(({ size }) => tooBig(channel, size))) return { kind: "too_big" };
      const [first, ...rest] = incoming.parts;
      const media = await ours(core, person, channel, first);
      if (rest.length === 0) return { kind: "content", content: { kind: "media", media } };
      const parts = [media];
      for (const part of rest) parts.push(await ours(core, person, channel, part));
      return { kind: "content", content: { kind: "album", parts } };
    }
  }
}

async function ours(core: Core, personId: string, channel: Channel, incoming: IncomingMedia): Promise<Media> {
  const { kind, ref, name, size, mime, duration, width, height, spoiler, emoji, caption } = incoming;
  const file = await expectFile(core, { personId, channel, kind, ref, name, size, mime });
  // A document may be any picture, and stays as clear as it is.
  const still =
    incoming.still === undefined
      ? undefined
      : await expectFile(core, { personId, channel, kind: "document", ref: incoming.still });
  return {
    kind,
    file,
    ...(name !== undefined && { name }),
    ...(duration !== undefined && { duration }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(spoiler && { spoiler }),
    ...(emoji !== undefined && { emoji }),
    ...(still !== undefined && { still }),
    ...(caption && { caption }),
  };
}

/** The words of a content that was edited: its text, or its caption. */
export function wordsOf(content: IncomingContent): Words | undefined {
  if (content.kind === "text") return content;
  if (content.kind === "media") return content.parts[0].caption ?? { text: "" };
  return undefined;
}

/** Ids of the messages that carried a content: one, or each part of an album. */
export function messageIds(externalId: string, content: IncomingContent): [string, ...string[]] {
  if (content.kind !== "media") return [externalId];
  const [first, ...rest] = content.parts;
  return [first.externalId, ...rest.map((part) => part.externalId)];
}
