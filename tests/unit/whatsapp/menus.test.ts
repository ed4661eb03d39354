import { describe, expect, it } from "vitest";
import type { Menu } from "../../../core/messaging/operation.ts";
import { keyed, listed } from "../../../bots/whatsapp/menus.ts";
import { page } from "../../../bots/whatsapp/render.ts";

const list: Menu = [
  [{ label: "Dog", data: "1", role: "option" }],
  [{ label: "Cat", data: "2", role: "option" }],
  [
    { label: "◀", data: "p", role: "previous" },
    { label: "2/5", data: "-", role: "position" },
    { label: "▶", data: "n", role: "next" },
  ],
  [
    { label: "← Back", data: "b", role: "back" },
    { label: "Skip", data: "s", role: "skip" },
  ],
];

describe("a list in WhatsApp", () => {
  it("counts what can be chosen from 1 and leads back by 0", () => {
    const { notes, lines, choices } = listed("en", list, "choice");
    expect(notes).toEqual(["(2/5)"]);
    expect(lines).toEqual(["1. Dog", "2. Cat", "3. More", "4. Previous", "5. Skip", "0. ← Back"]);
    expect(choices.map(({ number, does }) => [number, does])).toEqual([
      [1, { data: "1" }],
      [2, { data: "2" }],
      [3, { data: "n" }],
      [4, { data: "p" }],
      [5, { data: "s" }],
      [0, { data: "b" }],
    ]);
  });

  it("passes over a question that is answered in words by a word: a number may be the answer", () => {
    const { lines, choices } = listed("en", list.slice(3), "words");
    expect(lines).toEqual(["Or write “Skip”.", "0. ← Back"]);
    expect(choices).toContainEqual({ number: null, label: "Skip", does: { data: "s" } });
  });

  it("writes an address where it can be pressed", () => {
    const menu: Menu = [[{ label: "Pay", url: "https://example.com/p/1" }], [{ label: "Later", data: "x" }]];
    const { text, bare } = page("en", { text: "Ready" }, { menu });
    expect(text).toBe("Ready\n\nPay: https://example.com/p/1\n\n1. Later");
    expect(bare).toBe("Ready\n\nPay: https://example.com/p/1");
  });
});

describe("a keyboard in WhatsApp", () => {
  const keyboard = { rows: [[{ label: "Buy" }, { label: "My pets" }], [{ label: "Support" }]] };

  it("is read out where it was asked for, and says how to choose", () => {
    const { text, choices } = page("en", { text: "The menu:" }, { keyboard });
    expect(text).toBe("The menu:\n\n1. Buy\n2. My pets\n3. Support\nTo choose, send its number.");
    expect(choices[1]).toEqual({ number: 2, label: "My pets", does: { says: "My pets" } });
  });

  it("that only comes to stand there is one line", () => {
    const { lines, choices } = keyed("en", { ...keyboard, quiet: true }, undefined);
    expect(lines).toEqual(["Send “menu” to see everything you can do here."]);
    expect(choices).toEqual([]);
  });

  it("offers the person's own number, and says how a place is sent", () => {
    const share = {
      rows: [[{ label: "Share", request: "contact" as const }], [{ label: "← Back", role: "back" as const }]],
    };
    expect(keyed("en", share, "words")).toEqual({
      notes: [],
      lines: ["1. Share", "0. ← Back"],
      choices: [
        { number: 1, label: "Share", does: { shares: "contact" } },
        { number: 0, label: "← Back", does: { says: "← Back" } },
      ],
    });
    const place = { rows: [[{ label: "Here", request: "location" as const }]] };
    expect(keyed("en", place, "words").lines.join()).toContain("paperclip");
  });
});
