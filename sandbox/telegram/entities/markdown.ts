/** parse_mode=MarkdownV2 (core.telegram.org/bots/api#markdownv2-style), without quotations and custom emoji. */
import type { MessageEntity } from "grammy/types";
import { bad } from "../errors.ts";
import { sortEntities } from "./auto.ts";
import type { Formatted } from "./html.ts";

type Style = "bold" | "italic" | "underline" | "strikethrough" | "spoiler" | "code" | "pre";

/** Longer marks first: they are read greedily. */
const MARKS: [string, Style, string][] = [
  ["```", "pre", "PreCode"],
  ["__", "underline", "Underline"],
  ["||", "spoiler", "Spoiler"],
  ["*", "bold", "Bold"],
  ["_", "italic", "Italic"],
  ["~", "strikethrough", "Strikethrough"],
  ["`", "code", "Code"],
];
const RESERVED = "[]()>#+-=|{}.!";
const LINK = /^\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^)\\])*)\)/;

function unescape(source: string): string {
  return source.replaceAll(/\\(.)/g, "$1");
}

export function parseMarkdown(source: string): Formatted {
  let text = "";
  let at = 0;
  const entities: MessageEntity[] = [];
  const open = new Map<Style, { offset: number; byte: number; name: string; language?: string }>();
  const byte = () => Buffer.byteLength(source.slice(0, at));

  function toggle(mark: string, style: Style, name: string): void {
    const started = open.get(style);
    if (!started) {
      const language = style === "pre" ? /^```([\w-]*)\n/.exec(source.slice(at))?.[1] : undefined;
      open.set(style, { offset: text.length, byte: byte(), name, ...(language ? { language } : {}) });
      at += mark.length + (language === undefined ? 0 : language.length + 1);
      return;
    }
    open.delete(style);
    const span = { offset: started.offset, length: text.length - started.offset };
    if (span.length > 0)
      entities.push(
        style === "pre"
          ? { type: "pre", ...span, ...(started.language ? { language: started.language } : {}) }
          : { type: style, ...span },
      );
    at += mark.length;
  }

  while (at < source.length) {
    const rest = source.slice(at);
    const char = rest.slice(0, 1);
    if (char === "\\" && rest.length > 1) {
      text += rest.slice(1, 2);
      at += 2;
      continue;
    }
    const verbatim = open.has("code") || open.has("pre");
    const mark = MARKS.find(([sign, style]) => rest.startsWith(sign) && (!verbatim || open.has(style)));
    if (mark) {
      toggle(...mark);
      continue;
    }
    const link = verbatim ? null : LINK.exec(rest);
    if (link) {
      const label = unescape(link[1] ?? "");
      entities.push({
        type: "text_link",
        offset: text.length,
        length: label.length,
        url: unescape(link[2] ?? ""),
      });
      text += label;
      at += link[0].length;
      continue;
    }
    if (!verbatim && RESERVED.includes(char))
      bad(
        `can't parse entities: Character '${char}' is reserved and must be escaped with the preceding '\\'`,
      );
    text += char;
    at += 1;
  }
  for (const { name, byte } of open.values())
    bad(`can't parse entities: Can't find end of ${name} entity at byte offset ${byte}`);
  return { text, entities: sortEntities(entities) };
}
