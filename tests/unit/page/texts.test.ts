import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FluentParser, type Entry } from "@fluent/syntax";
import { describe, expect, it } from "vitest";

const PAGE = fileURLToPath(new URL("../../../sandbox/page/", import.meta.url));

function entries(locale: string): Entry[] {
  return new FluentParser().parse(readFileSync(`${PAGE}texts/${locale}.ftl`, "utf8")).body;
}

/** Keys with the variables they are made with. */
function keys(locale: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const entry of entries(locale)) {
    if (entry.type !== "Message") continue;
    const names = JSON.stringify(entry).matchAll(
      /"VariableReference","id":\{"type":"Identifier","name":"(\w+)"/g,
    );
    found[entry.id.name] = [...new Set([...names].map(([, name]) => name ?? ""))].sort();
  }
  return found;
}

const code = readdirSync(`${PAGE}app`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .map((name) => readFileSync(`${PAGE}app/${name}`, "utf8"))
  .join("\n");

/** What the code asks for by its whole name, and the beginnings of names that it makes. */
const whole = [...code.matchAll(/"([a-z]+(?:[-_][a-z0-9_]+)*)"/g)].map(([, key]) => key);
const beginnings = [...code.matchAll(/`((?:[a-z]+-)+)\$\{/g)].map(([, start]) => start ?? "");

/** A note belongs to what it is a note of. */
function used(key: string): boolean {
  const name = key.replace(/-(?:note|how|then|examples)$/, "");
  return whole.includes(name) || beginnings.some((start) => name.startsWith(start));
}

describe("the texts of the page", () => {
  it.each(["en", "ru"])("are well written Fluent: %s", (locale) => {
    expect(entries(locale).filter((entry) => entry.type === "Junk")).toEqual([]);
  });

  it("say the same things in both languages", () => {
    expect(keys("ru")).toEqual(keys("en"));
  });

  it("have every word that the code asks for", () => {
    const asked = [...code.matchAll(/\bt\(\s*"([\w-]+)"/g)].map(([, key]) => key);
    expect(asked.filter((key) => key === undefined || !(key in keys("en")))).toEqual([]);
  });

  it("have nothing that nobody asks for", () => {
    expect(Object.keys(keys("en")).filter((key) => !used(key))).toEqual([]);
  });
});
