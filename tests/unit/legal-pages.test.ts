import { expect, it } from "vitest";
import { pages } from "../../bots/owner/flows/legal.ts";

it("a short text is one page", () => expect(pages("Short.\n\nText.")).toEqual(["Short.\n\nText."]));

it("a long text is cut between paragraphs, else between words, and nothing is lost", () => {
  const paragraph = `${"word ".repeat(60).trim()}.`;
  const text = Array.from({ length: 10 }, (_, index) => `${index}. ${paragraph}`).join("\n\n");
  const cut = pages(text, 700);
  expect(cut.length).toBeGreaterThan(3);
  for (const page of cut) expect(page.length).toBeLessThanOrEqual(700);
  for (const page of cut) expect(page).toMatch(/^\d\. /);
  expect(cut.join("\n\n")).toBe(text);
});

it("a text without any gap is cut all the same", () => {
  expect(pages("x".repeat(25), 10)).toEqual(["x".repeat(10), "x".repeat(10), "x".repeat(5)]);
});
