import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../core/commands/io.ts";
import { runCommand } from "../../core/commands/run.ts";
import type { Environment } from "../../core/platform/config.ts";
import { join as joinStaff } from "../../core/staff/invitations.ts";
import { staffOf } from "../../core/staff/members.ts";
import { createClock } from "../../sandbox/clock.ts";
import { startTelegram } from "../../sandbox/telegram/server.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";

const seed = join(import.meta.dirname, "../../prisma/seed");
const demo = join(seed, "demo.yaml");
const OWNER = "4200000001:owner-bot-of-a-test";
const STAFF = "4200000002:staff-bot-of-a-test";

const { db, url: databaseUrl, ...database } = await testDatabase();
const core = testCore(db);
const telegram = await startTelegram({ clock: createClock(), strict: true });
telegram.addBot(OWNER, { username: "pawline_bot", first_name: "Pawline" });
telegram.addBot(STAFF, { username: "pawline_staff_bot", first_name: "Staff" });
const folder = await mkdtemp(join(tmpdir(), "pawline-commands-"));
await cp(join(seed, "photos"), join(folder, "photos"), { recursive: true });

afterAll(async () => {
  await telegram.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A live service; the Bot API server is the clinic's own. */
const live: Environment = {
  OWNER_BOT_TOKEN: OWNER,
  STAFF_BOT_TOKEN: STAFF,
  TELEGRAM_API_ROOT: telegram.url,
  DATABASE_URL: databaseUrl,
  SECRETS_KEY: randomBytes(32).toString("base64"),
  DATA_DIR: folder,
};

beforeEach(async () => {
  await db.$executeRaw`truncate clinic, package, vet, faq_entry, promo_code, legal_text, file, person, staff cascade`;
});

interface Ran {
  readonly code: number;
  readonly lines: readonly string[];
}

async function run(
  command: "catalog" | "staff",
  args: string[],
  env: Environment = live,
  sandbox?: () => Promise<Connection | undefined>,
): Promise<Ran> {
  const lines: string[] = [];
  const io = { print: (line: string) => void lines.push(line), env, ...(sandbox && { sandbox }) };
  return { code: await runCommand(command, args, io), lines };
}

/** The demo catalogue with texts of the clinic's own, in a folder with its pictures. */
async function ownCatalogue(change: (yaml: string) => string = (yaml) => yaml): Promise<string> {
  const own = join(folder, "catalogue.yaml");
  const yaml = (await readFile(demo, "utf8")).replaceAll("sample: true", "sample: false");
  await writeFile(own, change(yaml));
  return own;
}

async function person(): Promise<string> {
  const id = core.ids();
  await db.person.create({ data: { id, channel: "staff", createdAt: new Date() } });
  return id;
}

/** Takes up the invitation that was printed. */
async function joinBy(lines: readonly string[]): Promise<string> {
  const id = await person();
  const token = new URL(lines[0] ?? "").searchParams.get("start") ?? "";
  // The link was made by the machine's clock.
  core.clock.set(new Date());
  expect(await joinStaff(core, id, token)).toMatchObject({ kind: "joined" });
  return id;
}

describe("catalog import", () => {
  it("sets a live service up, and says what it retired", async () => {
    const own = await ownCatalogue();
    expect(await run("catalog", ["import", own])).toEqual({
      code: 0,
      lines: [
        `${own} is imported.`,
        "packages: 4 offered, 0 retired",
        "vets: 5 offered, 0 retired",
        "promo codes: 4 offered, 0 retired",
      ],
    });
    expect(await db.vet.count({ where: { photoId: { not: null } } })).toBe(5);
    const less = await ownCatalogue((yaml) => yaml.replace("code: SPRING", "code: AUTUMN"));
    expect((await run("catalog", ["import", less])).lines).toContain("promo codes: 4 offered, 1 retired");
  });

  it("refuses samples live and leaves everything as it was", async () => {
    const { code, lines } = await run("catalog", ["import", demo]);
    expect(code).toBe(1);
    expect(lines[0]).toContain("legal text agreement: this is a sample");
    expect(lines.at(-1)).toBe("Nothing was changed.");
    expect(await db.clinic.count()).toBe(0);
  });

  it("takes samples in a sandbox that runs, and closes what it opened", async () => {
    let closed = 0;
    const connection: Connection = { core, real: false, close: async () => void closed++ };
    expect(await run("catalog", ["import", demo], {}, async () => connection)).toMatchObject({ code: 0 });
    expect(closed).toBe(1);
    expect(await db.clinic.count()).toBe(1);
  });

  it("without tokens and without a sandbox says what to do", async () => {
    const told = {
      code: 1,
      lines: [expect.stringContaining("The sandbox does not run. Start it with npm start")],
    };
    expect(await run("catalog", ["import", demo], {})).toEqual(told);
    expect(await run("catalog", ["import", demo], {}, () => Promise.resolve(undefined))).toEqual(told);
  });

  it("tells mistakes of the configuration, and a database that is not there", async () => {
    const own = await ownCatalogue();
    const partial = { OWNER_BOT_TOKEN: OWNER };
    expect((await run("catalog", ["import", own], partial)).lines.map((line) => line.split(" ")[0])).toEqual([
      "STAFF_BOT_TOKEN",
      "DATABASE_URL",
      "SECRETS_KEY",
    ]);
    const away = { ...live, DATABASE_URL: "postgresql://a:pass-of-nobody@127.0.0.1:1/pawline" };
    const { code, lines } = await run("catalog", ["import", own], away);
    expect(code).toBe(1);
    expect(lines).toEqual(["DATABASE_URL: It cannot be used (ECONNREFUSED)."]);
  });

  it("asks for the doctor where Telegram does not know the bots", async () => {
    const own = await ownCatalogue();
    const { code, lines } = await run("catalog", ["import", own], {
      ...live,
      STAFF_BOT_TOKEN: "42:unknown-token",
    });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining("npm run doctor")]);
  });
});

describe("staff", () => {
  beforeEach(async () => {
    await run("catalog", ["import", await ownCatalogue()]);
  });

  it("is invited by a link to the live staff bot, listed, and taken off the list", async () => {
    expect((await run("staff", ["list"])).lines[0]).toContain("Nobody has joined yet");
    const vet = await run("staff", [
      "invite",
      "--role",
      "vet",
      "--vet",
      "vera-lugova",
      "--name",
      "Вера Лугова",
    ]);
    expect(vet.code).toBe(0);
    expect(vet.lines[0]).toMatch(/^https:\/\/t\.me\/pawline_staff_bot\?start=[\w-]+$/);
    const id = await joinBy(vet.lines);
    expect(await run("staff", ["list"])).toEqual({ code: 0, lines: [`${id}  Вера Лугова  vet  off duty`] });
    expect(await run("staff", ["revoke", id])).toEqual({
      code: 0,
      lines: ["Done. They had nothing in hand."],
    });
    expect(await staffOf(core, id)).toBeUndefined();
    expect((await run("staff", ["revoke", id])).code).toBe(1);
  });

  it("of a vet is somebody whom the catalogue shows and nobody is yet", async () => {
    const unknown = await run("staff", ["invite", "--role", "vet", "--vet", "nobody", "--name", "x"]);
    expect(unknown).toEqual({
      code: 1,
      lines: [
        "--vet names nobody whom the catalogue shows.",
        "Vets whom nobody is yet: vera-lugova, artyom-berkutov, sofia-olshanskaya, timur-valeev, elena-zaitseva.",
      ],
    });
    await joinBy(
      (await run("staff", ["invite", "--role", "vet", "--vet", "vera-lugova", "--name", "x"])).lines,
    );
    const taken = await run("staff", ["invite", "--role", "vet", "--vet", "vera-lugova", "--name", "x"]);
    expect(taken.lines[0]).toContain("works as this vet already");
    expect(taken.lines[1]).not.toContain("vera-lugova");
  });

  it("is not invited as a vet without a card, nor sent away without an id that is known", async () => {
    const vet = await run("staff", ["invite", "--role", "vet", "--name", "x"]);
    expect(vet).toMatchObject({
      code: 1,
      lines: [expect.stringContaining("--vet is missing"), expect.anything()],
    });
    for (const id of ["1", core.ids()]) {
      const told = { code: 1, lines: [expect.stringContaining("Nobody who works here has this id")] };
      expect(await run("staff", ["revoke", id])).toEqual(told);
    }
  });
});
