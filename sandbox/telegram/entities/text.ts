/** The text or caption of a bot's message: parsed, measured, with the entities that Telegram finds itself. */
import type { MessageEntity } from "grammy/types";
import { bad } from "../errors.ts";
import { withAutoEntities } from "./auto.ts";
import { parseHtml, type Formatted } from "./html.ts";
import { parseMarkdown } from "./markdown.ts";

/** Characters after parsing (core.telegram.org/bots/api#sendmessage, #sendphoto). */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;

export function format(
  source: string,
  parseMode: string | undefined,
  entities: readonly MessageEntity[] | undefined,
): Formatted {
  const formatted = parsed(source, parseMode, entities);
  return { text: formatted.text, entities: withAutoEntities(formatted.text, formatted.entities) };
}

function parsed(
  source: string,
  parseMode: string | undefined,
  given: readonly MessageEntity[] = [],
): Formatted {
  switch (parseMode?.toLowerCase()) {
    case undefined:
    case "":
      break;
    case "html":
      return parseHtml(source);
    case "markdownv2":
      return parseMarkdown(source);
    default:
      return bad("unsupported parse_mode");
  }
  for (const { offset, length } of given)
    if (offset < 0 || length < 0 || offset + length > source.length) bad("ENTITY_BOUNDS_INVALID");
  return { text: source, entities: given.filter(({ length }) => length > 0) };
}

interface TextParams {
  text: string;
  parse_mode?: string;
  entities?: readonly MessageEntity[];
}

export function textContent(params: TextParams): { text: string; entities?: MessageEntity[] } {
  if (params.text === "") bad("message text is empty");
  const { text, entities } = format(params.text, params.parse_mode, params.entities);
  if (text.trim() === "") bad("text must be non-empty");
  if (text.length > TEXT_LIMIT) bad("message is too long");
  return entities.length > 0 ? { text, entities } : { text };
}

interface CaptionParams {
  caption?: string;
  parse_mode?: string;
  caption_entities?: readonly MessageEntity[];
}

export function captionContent(params: CaptionParams): {
  caption?: string;
  caption_entities?: MessageEntity[];
} {
  if (params.caption === undefined || params.caption === "") return {};
  const { text, entities } = format(params.caption, params.parse_mode, params.caption_entities);
  if (text.length > CAPTION_LIMIT) bad("message caption is too long");
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}
