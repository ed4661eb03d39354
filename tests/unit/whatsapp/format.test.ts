import { describe, expect, it } from "vitest";
import { marked, unmarked } from "../../../bots/whatsapp/format.ts";

describe("formatting for WhatsApp", () => {
  it("writes bold, italic, struck and fixed words in WhatsApp's marks", () => {
    const text = "bold italic gone fixed";
    const entities = [
      { type: "bold", offset: 0, length: 4 },
      { type: "italic", offset: 5, length: 6 },
      { type: "strikethrough", offset: 12, length: 4 },
      { type: "code", offset: 17, length: 5 },
    ];
    expect(marked({ text, entities })).toBe("*bold* _italic_ ~gone~ `fixed`");
  });

  it("nests marks, keeps blanks out of them and surrogate pairs whole", () => {
    const text = "🐈 very well ";
    const entities = [
      { type: "bold", offset: 3, length: 10 },
      { type: "italic", offset: 8, length: 4 },
    ];
    expect(marked({ text, entities })).toBe("🐈 *very _well_* ");
  });

  it("writes the address behind words after them, and leaves out what WhatsApp has no mark for", () => {
    const entities = [
      { type: "text_link", offset: 4, length: 4, url: "https://example.com/" },
      { type: "spoiler", offset: 0, length: 3 },
    ];
    expect(marked({ text: "see here", entities })).toBe("see here (https://example.com/)");
  });

  it("does not mark over the end of a line, but for a block", () => {
    expect(marked({ text: "a\nb", entities: [{ type: "bold", offset: 0, length: 3 }] })).toBe("a\nb");
    expect(marked({ text: "a\nb", entities: [{ type: "pre", offset: 0, length: 3 }] })).toBe("```a\nb```");
  });
});

describe("a quotation", () => {
  it("has its mark before each of its lines", () => {
    const entities = [{ type: "blockquote", offset: 5, length: 3 }];
    expect(marked({ text: "Vera\na\nb\nc", entities })).toBe("Vera\n> a\n> b\nc");
  });
});

describe("formatting from WhatsApp", () => {
  it("takes marks away and keeps what they meant", () => {
    expect(unmarked("he is *very* _ill_")).toEqual({
      text: "he is very ill",
      entities: [
        { type: "bold", offset: 6, length: 4 },
        { type: "italic", offset: 11, length: 3 },
      ],
    });
    expect(unmarked("```a\nb``` then")).toEqual({
      text: "a\nb then",
      entities: [{ type: "pre", offset: 0, length: 3 }],
    });
  });

  it.each(["2*3*4", "* a *", "snake_case_name", "~ 5 kg", "* one\n* two", "a * b", "**"])(
    "shows %j as it was typed",
    (text) => {
      expect(unmarked(text)).toEqual({ text });
    },
  );

  it("brings back what it wrote", () => {
    const words = { text: "so bold", entities: [{ type: "bold", offset: 3, length: 4 }] };
    expect(unmarked(marked(words))).toEqual(words);
  });
});
