import { expect, test } from "vitest";
import type { Content, Media, MediaKind } from "../../../core/messaging/content.ts";
import { beginningOf, quoting, quotingIn } from "../../../core/messaging/quotation.ts";

test("words stand below what they reply to, with their formatting", () => {
  const words = { text: "a b", entities: [{ type: "bold", offset: 2, length: 1 }] };
  expect(quoting("before", words)).toEqual({
    text: "before\na b",
    entities: [
      { type: "blockquote", offset: 0, length: 6 },
      { type: "bold", offset: 9, length: 1 },
    ],
  });
  expect(quoting(undefined, words)).toBe(words);
});

test("an album is quoted for under its first picture, and what holds no words stays as it is", () => {
  const part = (file: string) => ({ kind: "photo", file }) as const;
  const album: Content = { kind: "album", parts: [part("1"), part("2")] };
  expect(quotingIn("before", album)).toMatchObject({
    parts: [{ file: "1", caption: { text: "before" } }, { file: "2" }],
  });
  const place: Content = { kind: "location", latitude: 1, longitude: 2 };
  expect(quotingIn("before", place)).toBe(place);
});

test("what is quoted is known again by its first words, or by a sign of what it is", () => {
  const media = (kind: MediaKind, more: Partial<Media> = {}) => ({ kind, file: "1", ...more });
  const voice: Content = { kind: "media", media: media("voice") };
  const album: Content = {
    kind: "album",
    parts: [media("photo", { caption: { text: "the\nleft paw" } }), media("document", { name: "tests.pdf" })],
  };
  expect(beginningOf(voice, 0)).toBe("🎤");
  expect([0, 1].map((part) => beginningOf(album, part))).toEqual(["🖼 the left paw", "📎 tests.pdf"]);
  expect(beginningOf({ kind: "text", text: "👩‍👩‍👧‍👦".repeat(20) }, 0)).toBe(`${"👩‍👩‍👧‍👦".repeat(5)}…`);
});
