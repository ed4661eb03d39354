import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../../core/commands/run.ts";

const seed = join(import.meta.dirname, "../../prisma/seed");
const demo = join(seed, "demo.yaml");
const folder = await mkdtemp(join(tmpdir(), "pawline-catalogue-"));
await cp(join(seed, "photos"), join(folder, "photos"), { recursive: true });
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Without any configuration: nothing here needs a service. */
async function run(command: "catalog" | "staff", args: string[]) {
  const lines: string[] = [];
  const code = await runCommand(command, args, { print: (line) => void lines.push(line), env: {} });
  return { code, lines };
}

/** The demo catalogue with something else in it. */
async function changed(change: (yaml: string) => string): Promise<string> {
  const file = join(folder, "catalogue.yaml");
  await writeFile(file, change(await readFile(demo, "utf8")));
  return file;
}

describe("catalog check", () => {
  it("says what a right file holds", async () => {
    expect(await run("catalog", ["check", demo])).toEqual({
      code: 0,
      lines: [
        `${demo} is right: 4 packages, 5 vets, 4 promo codes, 10 questions, 5 legal texts.`,
        "Its legal texts are samples: a live service refuses them.",
      ],
    });
  });

  it("says nothing of samples where there are none", async () => {
    const file = await changed((yaml) => yaml.replaceAll("sample: true", "sample: false"));
    expect((await run("catalog", ["check", file])).lines).toHaveLength(1);
  });

  it("tells every mistake with file and line", async () => {
    const file = await changed((yaml) =>
      yaml.replace("RUB: 499,", "RUB: free,").replace("[ru, en]", "[russian]"),
    );
    expect(await run("catalog", ["check", file])).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(/catalogue\.yaml, line \d+: packages\[0\]\.prices\.RUB is not a price/),
        expect.stringMatching(
          /catalogue\.yaml, line \d+: vets\[0\]\.languages\[0\] must be a language's code/,
        ),
      ],
    });
  });

  it("looks for the pictures", async () => {
    const file = await changed((yaml) => yaml.replace("photos/vera-lugova.png", "photos/nobody.png"));
    expect(await run("catalog", ["check", file])).toEqual({
      code: 1,
      lines: ["vet vera-lugova: the photo photos/nobody.png cannot be read."],
    });
  });

  it("of a file that is not there says so", async () => {
    const missing = join(folder, "missing.yaml");
    expect(await run("catalog", ["check", missing])).toEqual({
      code: 1,
      lines: [`${missing} cannot be read.`],
    });
  });

  it.each([
    [[]],
    [["check"]],
    [["publish", "a.yaml"]],
    [["check", "a.yaml", "b.yaml"]],
    [["check", "a.yaml", "--fast"]],
  ])("shows how it is used for %j", async (args) => {
    const { code, lines } = await run("catalog", args);
    expect(code).toBe(1);
    expect(lines[0]).toContain("npm run catalog -- check FILE");
  });
});

describe("staff", () => {
  const nameless = "--name is missing: the name that owners see above messages.";

  it.each([
    [
      ["invite", "--role", "nurse", "--name", "x"],
      ["--role is one of: vet, operator, cashier, administrator."],
    ],
    [["invite", "--role", "operator"], [nameless]],
    [["invite", "--role", "operator", "--name", "  "], [nameless]],
    [["invite", "--role", "operator", "--name", "x".repeat(61)], ["--name is longer than 60 characters."]],
    [["invite"], [expect.stringContaining("--role"), nameless]],
  ])("%j is answered in words", async (args, lines) => {
    expect(await run("staff", args)).toEqual({ code: 1, lines });
  });

  it.each([[[]], [["hire"]], [["list", "all"]], [["revoke"]], [["invite", "--rank", "vet"]]])(
    "shows how it is used for %j",
    async (args) => {
      const { code, lines } = await run("staff", args);
      expect(code).toBe(1);
      expect(lines[0]).toContain("npm run staff -- invite");
    },
  );
});
