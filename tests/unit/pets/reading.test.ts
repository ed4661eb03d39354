import { describe, expect, it } from "vitest";
import { render, locales } from "../../../bots/texts.ts";
import { ageOf, bornOf, readBirth } from "../../../core/pets/born.ts";
import { breeds } from "../../../core/pets/breeds.ts";
import { readChip, readWeight } from "../../../core/pets/measures.ts";
import { species } from "../../../core/pets/species.ts";

const now = new Date("2026-11-23T12:00:00Z");
const born = (words: string) => {
  const told = readBirth(words);
  return told && bornOf(told, now, "UTC");
};

describe("a birth date or an age", () => {
  it.each([
    ["12.05.2021", "2021-05-12", "day"],
    ["05.2021", "2021-05-01", "month"],
    ["2021", "2021-01-01", "year"],
    ["2021 г.", "2021-01-01", "year"],
    ["3 года", "2023-01-01", "year"],
    ["около 3 лет", "2023-01-01", "year"],
    ["3", "2023-01-01", "year"],
    ["5 месяцев", "2026-06-01", "month"],
    ["5 мес.", "2026-06-01", "month"],
    ["1 год 3 месяца", "2025-08-01", "month"],
    ["1.5 года", "2025-05-01", "month"],
    ["2 years 3 months", "2024-08-01", "month"],
    ["3 years", "2023-01-01", "year"],
    ["8 months", "2026-03-01", "month"],
  ])("%s is %s, to the %s", (words, day, precision) => expect(born(words)).toEqual({ day, precision }));

  it.each([
    "",
    "давно",
    "31.02.2021",
    "13.2021",
    "0",
    "200 лет",
    "-3",
    "24.11.2026",
    "2027",
    "12.2026",
    "1800",
  ])("%j cannot be", (words) => expect(born(words)).toBeUndefined());

  it("makes an age as exact as it is itself", () => {
    expect(ageOf({ day: "2021-05-12", precision: "day" }, now, "UTC")).toEqual({ years: 5, months: 6 });
    expect(ageOf({ day: "2021-01-01", precision: "year" }, now, "UTC")).toEqual({ years: 5 });
  });
});

describe("a weight", () => {
  it.each([
    ["4,5", 4500],
    ["4.5 кг", 4500],
    ["350 г", 350],
    ["350g", 350],
    ["12kg", 12_000],
    ["0,035", 35],
    ["600 кг", 600_000],
  ])("%s is %d g", (words, grams) => expect(readWeight(words)).toBe(grams));

  it.each(["", "heavy", "0", "-4", "4..5", "3000 кг", "4 lb", "4,5,6"])("%j is none", (words) =>
    expect(readWeight(words)).toBeUndefined(),
  );
});

describe("a microchip", () => {
  it("is 15 digits, however grouped", () => {
    expect(readChip("643 0981 0000 1234")).toBe("643098100001234");
    expect(readChip("643-098-100-001-234")).toBe("643098100001234");
  });
  it.each(["", "64309810000123", "6430981000012345", "64309810000123A"])("%j is none", (words) =>
    expect(readChip(words)).toBeUndefined(),
  );
});

describe("the lists", () => {
  it("are long enough to find one's own in", () => {
    expect(breeds.dog.length).toBeGreaterThan(30);
    expect(breeds.cat.length).toBeGreaterThan(20);
    const few = species.filter((code) => breeds[code].length < 7);
    expect(few).toEqual(["ferret", "other"]);
  });

  it.each(locales)("have a name of its own for each in %s", (locale) => {
    for (const code of species) {
      const names = breeds[code].map((breed) => render(locale, { id: `breed-${code}-${breed}` }));
      expect(new Set(names).size).toBe(names.length);
      expect(render(locale, { id: `species-${code}` })).not.toBe("");
    }
  });
});
