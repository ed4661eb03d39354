import type { Core } from "../platform/core.ts";
import type { Content, MediaKind, Words } from "./content.ts";
import type { Operation } from "./operation.ts";
import { openContent } from "./record.ts";
import { targetOf } from "./resolve.ts";
import { splitWords } from "./split.ts";

/**
 * UTF-16 units of what is quoted, a line or two on a phone: enough to know it again, and with the line that says whose
 * message it is no more than a first part has room for (split.ts).
 */
const LENGTH = 60;

/** For what has no words, and before those that stand under a file: the same in every language. */
const SIGNS: Readonly<Record<MediaKind | "location" | "contact", string>> = {
  photo: "🖼",
  video: "🎬",
  animation: "🎬",
  video_note: "🎬",
  voice: "🎤",
  audio: "🎵",
  document: "📎",
  sticker: "🖼",
  location: "📍",
  contact: "👤",
};

/**
 * The beginning of the message that an operation replies to, where that message does not stand in the reader's chat:
 * it was written in their other messenger. Undefined: there is nothing to quote, or it is not for the reader.
 */
export async function quotationFor(core: Core, operation: Operation): Promise<string | undefined> {
  if (operation.op !== "send" && operation.op !== "notice") return undefined;
  const target = targetOf(operation);
  if (!target || !("message" in target)) return undefined;
  const message = await core.db.message.findUnique({
    where: { id: target.message },
    select: { id: true, sealed: true, internal: true, withdrawnAt: true },
  });
  if (!message || message.internal || message.withdrawnAt) return undefined;
  try {
    return beginningOf(openContent(core, message.id, message.sealed), target.part ?? 0);
  } catch {
    // Its key was taken away: what replies to it is worth reading without it.
    return undefined;
  }
}

/** The first words of a content (of an album: of one part), in one line. */
export function beginningOf(content: Content, part: number): string {
  if (content.kind === "text") return shortened(content.text);
  if (content.kind === "location") return shortened(`${SIGNS.location} ${content.title ?? ""}`);
  if (content.kind === "contact") return shortened(`${SIGNS.contact} ${content.firstName}`);
  const media = content.kind === "media" ? content.media : (content.parts[part] ?? content.parts[0]);
  if (!media) return "";
  return shortened(`${SIGNS[media.kind]} ${media.caption?.text ?? media.name ?? ""}`);
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  const [first = line] = splitWords({ text: line }, LENGTH).map((words) => words.text);
  return first === line ? line : `${first.trimEnd()}…`;
}

/** Words below what they reply to. Each messenger shows the quotation in its own form. */
export function quoting(quoted: string | undefined, words: Words): Words {
  if (!quoted) return words;
  const lead = words.text ? `${quoted}\n` : quoted;
  const moved = (words.entities ?? []).map((entity) => ({ ...entity, offset: entity.offset + lead.length }));
  return {
    text: lead + words.text,
    entities: [{ type: "blockquote", offset: 0, length: quoted.length }, ...moved],
  };
}

/** A content whose words, where it has room for any, stand below what they reply to. */
export function quotingIn(quoted: string | undefined, content: Content): Content {
  if (!quoted) return content;
  const worded = (caption: Words | undefined) => quoting(quoted, caption ?? { text: "" });
  switch (content.kind) {
    case "text":
      return { kind: "text", ...worded(content) };
    case "media":
      return { ...content, media: { ...content.media, caption: worded(content.media.caption) } };
    case "album":
      return {
        ...content,
        parts: content.parts.map((media, at) =>
          at === 0 ? { ...media, caption: worded(media.caption) } : media,
        ),
      };
    case "location":
    case "contact":
      return content;
  }
}
