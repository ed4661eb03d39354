/** Entities that Telegram finds by itself in plain text: commands, links, addresses, phones, mentions, hashtags. */
import type { MessageEntity } from "grammy/types";

type AutoType = "bot_command" | "url" | "email" | "phone_number" | "mention" | "hashtag";

const PATTERNS: [AutoType, RegExp][] = [
  ["bot_command", /(?<![\w/])\/[A-Za-z0-9_]{1,32}(?:@[A-Za-z]\w{3,31})?(?![\w/])/g],
  ["url", /(?:https?:\/\/|www\.)[^\s<>"']*[^\s<>"'.,:;!?)]/gi],
  ["email", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ["phone_number", /(?<![\w+])\+\d(?:[ ()-]?\d){9,13}(?!\d)/g],
  ["mention", /(?<![\w@])@[A-Za-z]\w{3,31}/g],
  ["hashtag", /(?<![\w#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
];

/** Adds what is found outside of the given entities; offsets and lengths in UTF-16 units, sorted as Telegram sorts. */
export function withAutoEntities(text: string, given: MessageEntity[] = []): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      // Inside bold and the like a link is still a link; inside code and text links nothing is looked for.
      const blocked = [...found, ...given.filter((each) => OPAQUE.has(each.type))];
      if (!blocked.some((other) => overlap(other, entity))) found.push(entity);
    }
  return sortEntities([...given, ...found]);
}

const OPAQUE = new Set([
  "code",
  "pre",
  "text_link",
  "text_mention",
  "custom_emoji",
  ...PATTERNS.map(([type]) => type),
]);

type Span = Pick<MessageEntity, "offset" | "length">;

function overlap(a: Span, b: Span): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
