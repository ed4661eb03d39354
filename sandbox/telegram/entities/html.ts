/** parse_mode=HTML: tags become entities (core.telegram.org/bots/api#html-style). */
import type { MessageEntity } from "grammy/types";
import { bad } from "../errors.ts";
import { sortEntities } from "./auto.ts";

export interface Formatted {
  text: string;
  entities: MessageEntity[];
}

interface Open {
  tag: string;
  offset: number;
  attributes: Map<string, string>;
  nested?: MessageEntity;
}

const PLAIN: Record<string, "bold" | "italic" | "underline" | "strikethrough" | "spoiler" | "code"> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  code: "code",
};
const OTHERS = new Set(["a", "pre", "span", "blockquote", "tg-emoji", "tg-time"]);

const TAG = /^<(\/?)([a-z0-9-]+)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*>/i;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/gi;
const REFERENCE = /^&(?:(lt|gt|amp|quot)|#(\d+)|#x([0-9a-f]+));/i;
const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function decode(source: string): { text: string; length: number } {
  const match = REFERENCE.exec(source);
  if (!match) return { text: source.slice(0, 1), length: 1 };
  const [whole, name, decimal, hex] = match;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  const text = name === undefined ? String.fromCodePoint(code) : (NAMED[name.toLowerCase()] ?? "");
  return { text, length: whole.length };
}

function decodeAll(source: string): string {
  return source.replaceAll(/&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);/gi, (each) => decode(each).text);
}

function close(open: Open, length: number): MessageEntity | undefined {
  const span = { offset: open.offset, length };
  const plain = PLAIN[open.tag];
  if (plain !== undefined) return { type: plain, ...span };
  const attribute = (name: string) => open.attributes.get(name);
  switch (open.tag) {
    case "a": {
      const url = attribute("href");
      return url === undefined || url === "" ? undefined : { type: "text_link", ...span, url };
    }
    case "pre": {
      const language = attribute("language");
      return { type: "pre", ...span, ...(language === undefined ? {} : { language }) };
    }
    case "span":
      return { type: "spoiler", ...span };
    case "blockquote":
      return { type: open.attributes.has("expandable") ? "expandable_blockquote" : "blockquote", ...span };
    case "tg-emoji":
      return { type: "custom_emoji", ...span, custom_emoji_id: attribute("emoji-id") ?? "" };
    default:
      return undefined;
  }
}

export function parseHtml(source: string): Formatted {
  let text = "";
  let at = 0;
  const entities: MessageEntity[] = [];
  const stack: Open[] = [];
  const byte = () => Buffer.byteLength(source.slice(0, at));

  function openTag(tag: string, raw: string): void {
    const attributes = new Map<string, string>();
    for (const [, name, a, b, c] of raw.matchAll(ATTRIBUTE))
      attributes.set((name ?? "").toLowerCase(), decodeAll(a ?? b ?? c ?? ""));
    if (tag === "span" && attributes.get("class") !== "tg-spoiler")
      bad(`can't parse entities: Tag "span" must have class "tg-spoiler" at byte offset ${byte()}`);
    stack.push({ tag, offset: text.length, attributes });
  }

  function closeTag(tag: string): void {
    const open = stack.pop();
    if (!open) return bad(`can't parse entities: Unexpected end tag at byte offset ${byte()}`);
    if (open.tag !== tag)
      bad(
        `can't parse entities: Unmatched end tag at byte offset ${byte()}, expected "</${open.tag}>", found "</${tag}>"`,
      );
    const language = /^language-(.+)$/.exec(open.attributes.get("class") ?? "")?.[1];
    const parent = stack.at(-1);
    // <pre><code class="language-x"> is one block with a language.
    if (tag === "code" && parent?.tag === "pre" && parent.offset === open.offset && language !== undefined) {
      parent.attributes.set("language", language);
      return;
    }
    const entity = text.length > open.offset ? close(open, text.length - open.offset) : undefined;
    if (entity) entities.push(entity);
  }

  while (at < source.length) {
    const rest = source.slice(at);
    if (rest.startsWith("<")) {
      const match = TAG.exec(rest);
      const tag = (match?.[2] ?? /^<\/?([^\s>]*)/.exec(rest)?.[1] ?? "").toLowerCase();
      if (!match || !(tag in PLAIN || OTHERS.has(tag)))
        return bad(`can't parse entities: Unsupported start tag "${tag}" at byte offset ${byte()}`);
      if (match[1] === "/") closeTag(tag);
      else openTag(tag, match[3] ?? "");
      at += match[0].length;
      continue;
    }
    const next = rest.startsWith("&") ? decode(rest) : { text: rest.slice(0, 1), length: 1 };
    text += next.text;
    at += next.length;
  }
  const unclosed = stack.at(-1);
  if (unclosed) bad(`can't parse entities: Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text, entities: sortEntities(entities) };
}
