import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatDateTime, formatDay, formatMoney, formatPhone, isolate } from "../../bots/format.ts";
import { day, isLocale, lines, moment, money, plain, render, renderAll, t } from "../../bots/texts.ts";
import { checkTexts } from "../checks/texts.ts";

/** Intl writes no-break spaces, which a reader does not see. */
const seen = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, " ");

const found = (count: number) => t("dialog-found", { count, query: "x" });

describe("render", () => {
  test("chooses the plural form of each language", () => {
    expect(render("en", found(1))).toContain("1 match ");
    expect(render("ru", found(3))).toContain("3 варианта");
    expect(render("ru", found(5))).toContain("5 вариантов");
    expect(render("ru", found(21))).toContain("21 вариант:");
  });

  test("shows what people typed as they typed it", () => {
    const typed = "<b>Rex</b> { $count } *_`\\ \u{1F436} سگ \u200f";
    expect(render("en", t("dialog-nothing-found", { query: typed }))).toBe(
      `Nothing found for “${typed}”. Check the spelling or choose from the list.`,
    );
  });

  test("renders texts inside texts in the same language", () => {
    const inner = t("dialog-nothing-found", { query: t("dialog-yes") });
    expect(render("ru", inner)).toContain("«Да»");
    expect(render("en", lines([plain("Rex"), t("dialog-no")]))).toBe("Rex\nNo");
  });

  test("writes sums, moments and days as the language does", () => {
    const parts = lines(
      [
        money({ amount: 49_900, currency: "RUB" }),
        moment("2026-11-22T10:00:00Z", "Europe/Moscow"),
        moment("2026-11-22T22:30:00Z", "Europe/Moscow", "day"),
        day("2019-05-01"),
      ],
      " | ",
    );
    expect(seen(render("ru", parts))).toBe(
      "499 ₽ | 22 ноября в 13:00 GMT+3 | 23 ноября 2026 г. | 1 мая 2019 г.",
    );
    expect(seen(render("en", parts))).toBe(
      "₽499 | 22 November at 13:00 GMT+3 | 23 November 2026 | 1 May 2019",
    );
  });

  test("refuses a key or an argument that is missing", () => {
    expect(() => render("en", t("no-such-text"))).toThrow('No text "no-such-text" in en');
    expect(() => render("en", t("dialog-nothing-found"))).toThrow("query");
  });

  test("gives every language's words once", () => {
    expect(renderAll(t("dialog-yes"))).toEqual(["Да", "Yes"]);
    expect(renderAll(t("dialog-next"))).toEqual(["▶"]);
    expect([isLocale("en"), isLocale("xx")]).toEqual([true, false]);
  });
});

describe("formats", () => {
  test("money: minor units, by the currency's own number of digits", () => {
    expect(seen(formatMoney("ru", { amount: 149_950, currency: "RUB" }))).toBe("1 499,50 ₽");
    expect(formatMoney("en", { amount: 500, currency: "JPY" })).toBe("¥500");
    expect(seen(formatMoney("ru", { amount: -5, currency: "RUB" }))).toBe("-0,05 ₽");
  });

  test("moments: in the person's zone, also across midnight", () => {
    expect(formatDateTime("en", "Asia/Vladivostok", "2026-11-22T20:00:00Z", "time")).toBe("06:00");
    expect(formatDateTime("en", "UTC", new Date("2026-11-22T00:00:00Z"), "time")).toBe("00:00");
    expect(() => formatDateTime("en", "No/Where", "2026-11-22T20:00:00Z")).toThrow(RangeError);
    expect(formatDay("en", "2000-02-29")).toBe("29 February 2000");
  });

  test("phones: grouped, and left alone when they are none", () => {
    expect(formatPhone("79990001122")).toBe("+7 999 000 11 22");
    expect(formatPhone("extension 5")).toBe("extension 5");
  });

  test("words of unknown direction are isolated", () => {
    expect(isolate("سگ")).toBe("\u2068سگ\u2069");
  });
});

describe("check of texts", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "texts-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, content: string) => {
    const file = join(root, "bots", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const problems = () => checkTexts(root).map(({ file, line, problem }) => `${file}:${line}: ${problem}`);

  /** Two languages that agree with each other and with the code. */
  beforeEach(() => {
    write(
      "owner/texts/en/pets.ftl",
      "pets-name = Name of { $kind }?\npets-dog = Dog\npets-all = All { -brand }\n-brand = Paws\n",
    );
    write(
      "owner/texts/ru/pets.ftl",
      "pets-name = Имя: { $kind }?\npets-dog = Собака\npets-all = Все { -brand }\n-brand = Лапы\n",
    );
    write("owner/a.ts", 'ask(t("pets-name", { kind }));\nt(`pets-${kind}`);\n');
  });

  test("finds nothing where all is well", () => {
    expect(problems()).toEqual([]);
  });

  test("a key of one language alone", () => {
    write("owner/texts/en/more.ftl", "# a comment\npets-cat = Cat\n");
    expect(problems()).toEqual(["bots/owner/texts/en/more.ftl:2: pets-cat (en) is missing in ru"]);
    rmSync(join(root, "bots/owner/texts/en/more.ftl"));
    write("vet/texts/ru/more.ftl", "pets-cat = Кошка\n");
    expect(problems()).toEqual(["bots/vet/texts/ru/more.ftl:1: pets-cat (ru) is missing in en"]);
  });

  test("a variable of one language alone, also inside a choice", () => {
    write(
      "owner/texts/ru/pets.ftl",
      "pets-name = Имя: { $kind ->\n  [one] { $name }\n *[other] -\n }\npets-dog = Собака\npets-all = Все { -brand }\n-brand = Лапы\n",
    );
    expect(problems()).toEqual([
      "bots/owner/texts/ru/pets.ftl:1: pets-name (ru) has $name, which en has not",
      "bots/owner/a.ts:1: pets-name is not given $name",
    ]);
  });

  test("the same key twice, a reference to nothing, and what is no Fluent", () => {
    for (const locale of ["ru", "en"])
      write(`owner/texts/${locale}/z.ftl`, "pets-dog = Dog\npets-x = { pets-y }\n");
    write("vet/texts/en/z.ftl", "\n\nthis is junk\n");
    expect(problems()).toEqual([
      "bots/owner/texts/ru/z.ftl:1: pets-dog is already in bots/owner/texts/ru/pets.ftl",
      "bots/owner/texts/en/z.ftl:1: pets-dog is already in bots/owner/texts/en/pets.ftl",
      expect.stringMatching(/^bots\/vet\/texts\/en\/z\.ftl:3: not Fluent: /),
      "bots/owner/texts/ru/z.ftl:2: pets-x refers to pets-y, which is not there",
      "bots/owner/texts/en/z.ftl:2: pets-x refers to pets-y, which is not there",
    ]);
  });

  test("a key the code asks for in vain, whatever comments say", () => {
    write(
      "owner/b.ts",
      '// t("pets-comment")\n/* t("x-y") */ const url = "//t(";\nsay(\n  t(\n    "pets-nmae",\n  ),\n);\nt(`cats-${x}`);\n',
    );
    expect(problems()).toEqual([
      "bots/owner/b.ts:4: no text pets-nmae",
      "bots/owner/b.ts:8: no text begins with cats-",
    ]);
  });

  test("arguments that are missing or too many", () => {
    write(
      "owner/b.ts",
      't("pets-name");\nt("pets-name", { kind: f({ a: 1 }), "other": 2 });\nt("pets-name", { ...all });\nt("pets-name", args);\n',
    );
    expect(problems()).toEqual([
      "bots/owner/b.ts:1: pets-name is not given $kind",
      "bots/owner/b.ts:2: pets-name is given $other, which it has not",
    ]);
  });

  test("a key that no code uses; one in a table counts as used", () => {
    write("owner/a.ts", 'ask(t("pets-name", { kind }));\n');
    expect(problems()).toEqual([
      "bots/owner/texts/ru/pets.ftl:2: pets-dog is used nowhere",
      "bots/owner/texts/ru/pets.ftl:3: pets-all is used nowhere",
      "bots/owner/texts/ru/pets.ftl:4: -brand is used nowhere",
    ]);
    write("owner/table.ts", 'const labels = { dog: "pets-dog", all: "pets-all" };\n');
    expect(problems()).toEqual([]);
  });

  test("as a command: silent success, or the findings and a failure", () => {
    const run = () =>
      execFileSync(process.execPath, ["--import", "tsx", "tests/checks/texts.ts", root], { stdio: "pipe" });
    expect(String(run())).toContain("agree");
    cpSync(join(root, "bots/owner/texts/en/pets.ftl"), join(root, "bots/owner/texts/en/twice.ftl"));
    expect(run).toThrow(/twice\.ftl:1: pets-name is already in/);
  });
});
