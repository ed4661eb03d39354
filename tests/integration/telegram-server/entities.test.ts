import { expect, test } from "vitest";
import { format } from "../../../sandbox/telegram/entities/text.ts";

test("HTML becomes text and entities, counted in UTF-16 units", () => {
  expect(
    format('😺 <b>Мурка &amp; <i>Ко</i></b> <a href="https://example.org/?a=1&amp;b=2">here</a>', "HTML", []),
  ).toEqual({
    text: "😺 Мурка & Ко here",
    entities: [
      { type: "bold", offset: 3, length: 10 },
      { type: "italic", offset: 11, length: 2 },
      { type: "text_link", offset: 14, length: 4, url: "https://example.org/?a=1&b=2" },
    ],
  });
});

test("HTML: code with a language, spoilers, quotations, numbered characters", () => {
  const source =
    '<pre><code class="language-ts">let a</code></pre><span class="tg-spoiler">s</span><blockquote expandable>q</blockquote>&#1071;&#x1F600;';
  expect(format(source, "html", [])).toEqual({
    text: "let asqЯ😀",
    entities: [
      { type: "pre", offset: 0, length: 5, language: "ts" },
      { type: "spoiler", offset: 5, length: 1 },
      { type: "expandable_blockquote", offset: 6, length: 1 },
    ],
  });
});

test.each([
  ["<b>open", `Can't find end tag corresponding to start tag "b"`],
  ["a < b", 'Unsupported start tag "" at byte offset 2'],
  ["<div>x</div>", 'Unsupported start tag "div" at byte offset 0'],
  ["<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
])("HTML %s is refused", (source, words) => {
  expect(() => format(source, "HTML", [])).toThrow(`Bad Request: can't parse entities: ${words}`);
});

test("MarkdownV2 becomes text and entities", () => {
  expect(format("*b _i_* ||s|| `c` [l](https://example.org) 1\\.5", "MarkdownV2", [])).toEqual({
    text: "b i s c l 1.5",
    entities: [
      { type: "bold", offset: 0, length: 3 },
      { type: "italic", offset: 2, length: 1 },
      { type: "spoiler", offset: 4, length: 1 },
      { type: "code", offset: 6, length: 1 },
      { type: "text_link", offset: 8, length: 1, url: "https://example.org" },
    ],
  });
});

test.each([
  ["1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ["*open", "Can't find end of Bold entity at byte offset 0"],
])("MarkdownV2 %s is refused", (source, words) => {
  expect(() => format(source, "MarkdownV2", [])).toThrow(`can't parse entities: ${words}`);
});

test("Telegram finds commands, links, addresses, phones and mentions by itself, not inside code", () => {
  const { entities } = format(
    "/start https://example.org/a. anna@example.com +7 999 000-11-22 @pawline_bot #cat <code>/no</code>",
    "HTML",
    [],
  );
  expect(entities.map(({ type, offset, length }) => [type, offset, length])).toEqual([
    ["bot_command", 0, 6],
    ["url", 7, 21],
    ["email", 30, 16],
    ["phone_number", 47, 16],
    ["mention", 64, 12],
    ["hashtag", 77, 4],
    ["code", 82, 3],
  ]);
});

test("entities beyond the text are refused", () => {
  expect(() => format("abc", undefined, [{ type: "bold", offset: 1, length: 3 }])).toThrow(
    "ENTITY_BOUNDS_INVALID",
  );
});
