import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { checkCatalog } from "../../core/catalog/check.ts";
import { localized } from "../../core/catalog/words.ts";

const seed = join(import.meta.dirname, "../../prisma/seed/demo.yaml");
const demo = readFileSync(seed, "utf8");

function problems(source: string): readonly string[] {
  const checked = checkCatalog(source);
  return "problems" in checked ? checked.problems : [];
}

/** The demo catalogue with one value put in or taken out. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const document = parseDocument(demo);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  return document.toString();
}

describe("the demo catalogue", () => {
  it("is right and holds what a newcomer tries", () => {
    const checked = checkCatalog(demo);
    if ("problems" in checked) throw new Error(checked.problems.join("\n"));
    const { packages, vets, faq, promoCodes, legal } = checked.catalog;
    const amounts = (prices: readonly { amount: number }[]) => prices.map(({ amount }) => amount);
    expect(packages.map(({ sessions, prices }) => [sessions, ...amounts(prices)])).toEqual([
      [1, 49_900, 900, 4_990_000],
      [1, 54_900, 1000, 5_490_000],
      [3, 134_900, 2400, 13_490_000],
      [10, 399_000, 6900, 39_900_000],
    ]);
    for (const { prices } of packages)
      expect(prices.map(({ currency }) => currency)).toEqual(["RUB", "EUR", "IRR"]);
    expect(new Set(vets.map(({ species }) => species.join())).size).toBe(5);
    expect(new Set(vets.map(({ specialities }) => specialities.ru)).size).toBe(5);
    expect(faq.length).toBeGreaterThanOrEqual(8);
    expect(promoCodes.length).toBeGreaterThanOrEqual(4);
    expect(legal.every(({ sample }) => sample)).toBe(true);
  });
});

describe("a mistake is told with its line and path", () => {
  it.each<[string, (string | number)[], unknown, string]>([
    ["a text without English", ["packages", 0, "title", "en"], undefined, "packages[0].title.en is missing"],
    ["an empty text", ["clinic", "name", "ru"], "  ", "clinic.name.ru is empty"],
    ["a language that is not there", ["clinic", "name", "eng"], "x", "clinic.name.eng is not a field"],
    ["a text too long for a card", ["vets", 0, "about", "ru"], "а".repeat(451), "longer than 450 characters"],
    ["a video package", ["packages", 1, "format"], "video", "packages[1].format can only be chat"],
    [
      "a second opinion",
      ["packages", 1, "kind"],
      "second-opinion",
      "packages[1].kind can only be consultation",
    ],
    ["a free package", ["packages", 0, "prices"], { RUB: 0 }, "packages[0].prices.RUB is not a price"],
    [
      "a third digit of kopecks",
      ["packages", 0, "prices"],
      { RUB: "499.999" },
      "packages[0].prices.RUB is not a price",
    ],
    ["a negative price", ["packages", 0, "prices"], { RUB: -5 }, "packages[0].prices.RUB is not a price"],
    [
      "an unknown currency",
      ["packages", 0, "prices"],
      { RUR: 499 },
      "packages[0].prices.RUR is not a currency",
    ],
    ["half a consultation", ["packages", 0, "sessions"], 1.5, "packages[0].sessions must be a whole number"],
    ["no consultation", ["packages", 0, "sessions"], 0, "packages[0].sessions must be at least 1"],
    [
      "two packages of one name",
      ["packages", 1, "slug"],
      "consultation",
      "packages[1].slug is here twice: consultation",
    ],
    ["two vets of one name", ["vets", 1, "slug"], "vera-lugova", "vets[1].slug is here twice: vera-lugova"],
    [
      "two codes of one name",
      ["promoCodes", 1, "code"],
      "WELCOME",
      "promoCodes[1].code is here twice: WELCOME",
    ],
    [
      "an unknown package of a vet",
      ["vets", 0, "packages", 0],
      "video",
      "vets[0].packages[0] names a package",
    ],
    [
      "an unknown package of a code",
      ["promoCodes", 1, "packages", 0],
      "gold",
      "promoCodes[1].packages[0] names",
    ],
    ["an unknown species", ["vets", 0, "species", 0], "dragon", "vets[0].species[0] is not one of: dog, cat"],
    [
      "a small-letter code",
      ["promoCodes", 0, "code"],
      "welcome",
      "promoCodes[0].code must be 3 to 32 capital",
    ],
    ["a code of 101 %", ["promoCodes", 0, "percent"], 101, "promoCodes[0].percent must be at most 100"],
    [
      "a code of both kinds",
      ["promoCodes", 0, "amount"],
      { RUB: 5 },
      "promoCodes[0] must have either percent",
    ],
    [
      "an impossible day",
      ["promoCodes", 3, "validUntil"],
      "2026-02-30",
      "promoCodes[3].validUntil must be a day",
    ],
    [
      "an end before the start",
      ["promoCodes", 3, "validUntil"],
      "2026-02-01",
      "promoCodes[3].validUntil is before",
    ],
    ["an unknown zone", ["clinic", "timeZone"], "MSK", "clinic.timeZone is not a time zone"],
    ["a time after midnight", ["clinic", "hours", 0, "to"], "25:00", "clinic.hours[0].to must be a time"],
    ["a document of no kind", ["legal", 0, "kind"], "terms", "legal[0].kind is not one of"],
    ["no offer", ["legal", 4], undefined, "legal has no text of the kind offer"],
    [
      "forced advertisements",
      ["legal", 2, "required"],
      true,
      "legal[2].required cannot be true for marketing",
    ],
    [
      "optional processing",
      ["legal", 1, "required"],
      false,
      "legal[1].required cannot be false for processing",
    ],
    ["a required offer", ["legal", 4, "required"], true, "legal[4].required is not for offer"],
    ["a version that is a number", ["legal", 0, "version"], 1.1, "legal[0].version must be a text"],
    ["a field nobody knows", ["clinic", "colour"], "green", "clinic.colour is not a field of a catalogue"],
    ["no vets", ["vets"], [], "vets must not be empty"],
    [
      "a digit of the account mistyped",
      ["clinic", "bank", "account"],
      "40702810500000000018",
      "clinic.bank.account cannot be an account of this bank",
    ],
    [
      "another bank's correspondent account",
      ["clinic", "bank", "correspondentAccount"],
      "30101810500000000999",
      "clinic.bank.correspondentAccount cannot be this bank's account",
    ],
    [
      "a BIC that is a number",
      ["clinic", "bank", "bic"],
      44525999,
      "clinic.bank.bic must be a text (in quotes",
    ],
    ["a way nowhere", ["waysToPay", 0, "gateways"], [], "waysToPay[0] must have either gateways"],
    [
      "an unknown gateway",
      ["waysToPay", 0, "gateways", 0],
      "paypal",
      "waysToPay[0].gateways[0] is not one of",
    ],
    [
      "no country",
      ["waysToPay", 0, "countries", 0],
      "XX",
      "waysToPay[0].countries[0] is not a country's code",
    ],
    ["two ways of one name", ["waysToPay", 1, "slug"], "russian-card", "waysToPay[1].slug is here twice"],
    [
      "a budget in dollars",
      ["promoCodes", 1, "budget"],
      { USD: 5 },
      "promoCodes[1].budget must be in the currency",
    ],
    ["two budgets", ["promoCodes", 0, "budget"], { RUB: 5, EUR: 5 }, "promoCodes[0].budget must be in one"],
    [
      "a code of another clinic",
      ["promoCodes", 0, "clinic"],
      "elsewhere",
      "promoCodes[0].clinic names a clinic that is not in this file: elsewhere",
    ],
  ])("%s", (_name, path, value, told) => {
    const found = problems(changed(path, value));
    expect(found.filter((problem) => problem.includes(told))).toHaveLength(1);
    expect(found.every((problem) => /^line \d+: /.test(problem))).toBe(true);
  });

  it("and the line is that of the file", () => {
    const line = demo.split("\n").findIndex((text) => text.includes("prices: { RUB: 549,")) + 1;
    expect(problems(demo.replace("RUB: 549", "RUB: five"))).toEqual([
      `line ${line}: packages[1].prices.RUB is not a price; write 499 or 499.50.`,
    ]);
  });

  it("all of them at once, of form and of sense, in the order of the file", () => {
    const wrong = demo
      .replace("slug: dietician", "slug: consultation")
      .replace("sessions: 3", "sessions: three")
      .replace("timeZone: Europe/Moscow", "timeZone: Moscow");
    const found = problems(wrong);
    expect(found.map((problem) => problem.replace(/^line \d+: (\S+) .*$/, "$1"))).toEqual([
      "clinic.timeZone",
      "packages[1].slug",
      "packages[2].sessions",
      "vets[2].packages[0]",
    ]);
  });
});

function aliases(): string {
  const names = ["a", "b", "c", "d", "e", "f"];
  return names
    .slice(1)
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${names[index]}`).join(",")}]`)
    .join("\n");
}

describe("what is no catalogue", () => {
  it.each([
    ["nothing", ""],
    ["a list", "- 1"],
    ["broken YAML", "clinic: [1"],
    ["a key given twice", "clinic: 1\nclinic: 2"],
    ["aliases that unfold without end", `a: &a [x,x,x,x,x,x,x,x,x]\n${aliases()}`],
    ["a very long file", `# ${"x".repeat(2_000_001)}`],
  ])("%s is refused in words", (_name, source) => {
    const found = problems(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join("\n")).not.toMatch(/undefined|\[object|at Object/);
  });
});

describe("words", () => {
  it("are given in the language asked for, its main one, Russian, or whichever there is", () => {
    expect(localized({ ru: "да", en: "yes" }, "en")).toBe("yes");
    expect(localized({ ru: "да", en: "yes" }, "en-GB")).toBe("yes");
    expect(localized({ ru: "да", en: "yes" }, "fa")).toBe("да");
    expect(localized({ en: "yes" }, "fa")).toBe("yes");
    expect(localized({}, "ru")).toBe("");
  });
});
