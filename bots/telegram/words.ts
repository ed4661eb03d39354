import type { MessageEntity } from "grammy/types";
import type { Entity, Words } from "../../core/messaging/content.ts";

/** A text with what the person formatted. */
export function words(text: string, entities: readonly MessageEntity[] | undefined): Words {
  // Commands, addresses and numbers are found again by the messenger; what the person formatted has to be carried.
  const kept = (entities ?? []).flatMap((entity) => carried(entity) ?? []);
  return kept.length > 0 ? { text, entities: kept } : { text };
}

const FORMATS = new Set([
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "blockquote",
  "expandable_blockquote",
  "code",
  "pre",
  "text_link",
]);

function carried(entity: MessageEntity): Entity | undefined {
  if (!FORMATS.has(entity.type)) return undefined;
  const { type, offset, length } = entity;
  return {
    type,
    offset,
    length,
    ...(entity.type === "text_link" && { url: entity.url }),
    ...(entity.type === "pre" && entity.language && { language: entity.language }),
  };
}
