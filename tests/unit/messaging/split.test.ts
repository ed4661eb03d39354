import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entity } from "../../../core/messaging/content.ts";
import { splitWords } from "../../../core/messaging/split.ts";

const pieces = fc.constantFrom(
  "слово ",
  "word\n",
  "👨‍👩‍👧‍👦",
  "🇷🇺",
  "é",
  "سلام ",
  "a",
  " ",
  "x".repeat(50),
  "\u200f",
  "𝒳",
);
const text = fc.array(pieces, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(""));

describe("splitting words", () => {
  it("loses nothing, keeps to the limits and never cuts a surrogate pair", () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 70, max: 200 }),
        fc.integer({ min: 66, max: 70 }),
        (text, limit, first) => {
          const parts = splitWords({ text }, limit, first);
          expect(parts.map((part) => part.text).join("")).toBe(text);
          for (const [index, part] of parts.entries()) {
            expect(part.text.length).toBeLessThanOrEqual(index === 0 ? first : limit);
            expect(() => encodeURIComponent(part.text)).not.toThrow();
          }
        },
      ),
    );
  });

  it("carries every formatted unit into the part where its text went", () => {
    const run = fc.record({ offset: fc.nat(200), length: fc.integer({ min: 1, max: 300 }) });
    fc.assert(
      fc.property(text, run, (text, { offset, length }) => {
        const start = Math.min(offset, text.length - 1);
        const entity: Entity = { type: "bold", offset: start, length: Math.min(length, text.length - start) };
        const parts = splitWords({ text, entities: [entity] }, 80);
        const bold = parts.map(({ text, entities = [] }) =>
          entities.map(({ offset, length }) => text.slice(offset, offset + length)).join(""),
        );
        expect(bold.join("")).toBe(text.slice(entity.offset, entity.offset + entity.length));
      }),
    );
  });

  it("cuts between lines rather than words, and between words rather than letters", () => {
    const lines = `${"a".repeat(75)}\n${"b ".repeat(30)}`;
    expect(splitWords({ text: lines }, 100)[0]?.text).toBe(`${"a".repeat(75)}\n`);
    const words = `${"c".repeat(90)} ${"d".repeat(50)}`;
    expect(splitWords({ text: words }, 100)[0]?.text).toBe(`${"c".repeat(90)} `);
  });

  it("keeps a joined emoji whole at the cut", () => {
    const family = "👨‍👩‍👧‍👦";
    const parts = splitWords({ text: "a".repeat(95) + family + "b".repeat(20) }, 100);
    expect(parts[1]?.text.startsWith(family)).toBe(true);
  });

  it("leaves words that fit as they are", () => {
    const words = { text: "Здравствуйте", entities: [{ type: "bold", offset: 0, length: 12 }] };
    expect(splitWords(words, 4096)).toEqual([words]);
  });
});
