import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { erasePerson } from "../../../core/accounts/erase.ts";
import { expectFile, fileBytes, putBytes, storeFile } from "../../../core/messaging/files.ts";
import { beginHousekeeping, timers as handlers } from "../../../core/messaging/housekeeping.ts";
import { media } from "../../../core/messaging/media.ts";
import { transact } from "../../../core/platform/core.ts";
import { folderStore } from "../../../core/platform/files.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { stranger } from "../../support/accounts.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
const root = await mkdtemp(join(tmpdir(), "pawline-files-"));
afterAll(async () => {
  await drop();
  await rm(root, { recursive: true });
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let core: ReturnType<typeof testCore>;
/** Failures of timers. */
let failures: unknown[];
beforeEach(async () => {
  await db.$executeRaw`truncate timer, received, person, file cascade`;
  core = { ...testCore(db), files: folderStore(root) };
  failures = [];
});

async function runDue(): Promise<void> {
  const log = { ...silentLog, error: ({ error }: { error?: unknown }) => void failures.push(error) };
  await runTimers(core, { handlers, log, wakeAt: () => undefined });
  expect(failures).toEqual([]);
}

describe("housekeeping", () => {
  const ago = (days: number) => new Date(core.clock.now().getTime() - days * DAY);
  const due = async () => (await db.timer.findMany()).map(({ dueAt }) => dueAt);

  it("begins a day after the first start; later starts do not put it off", async () => {
    await beginHousekeeping(core);
    const first = core.clock.now().getTime() + DAY;
    core.clock.advance(HOUR);
    await beginHousekeeping(core);
    expect(await due()).toEqual([new Date(first)]);
  });

  it("forgets what has had its time, keeps the rest, and comes again a day later", async () => {
    await beginHousekeeping(core);
    core.clock.advance(DAY);
    const ages = { young: 6.9, week: 8.1, month: 30.1 };
    for (const [name, days] of Object.entries(ages)) {
      const person = await stranger(core, name);
      const at = ago(days);
      await db.received.create({ data: { channel: "telegram", externalId: name, at } });
      await db.keptMessage.create({
        data: { personId: person, sealed: new Uint8Array(1), channel: "telegram", at },
      });
      await db.dialog.create({
        data: { personId: person, channel: "telegram", sealed: new Uint8Array(1), updatedAt: at },
      });
    }
    await runDue();
    const left = async (people: { personId: string }[]) =>
      (
        await db.identity.findMany({ where: { personId: { in: people.map(({ personId }) => personId) } } })
      ).map(({ externalId }) => externalId);
    expect((await db.received.findMany()).map(({ externalId }) => externalId)).toEqual(["young"]);
    expect(await left(await db.keptMessage.findMany())).toEqual(["young"]);
    expect((await left(await db.dialog.findMany())).toSorted()).toEqual(["week", "young"]);
    expect(await due()).toEqual([new Date(core.clock.now().getTime() + DAY)]);
  });

  it("comes once after a long time away", async () => {
    await beginHousekeeping(core);
    core.clock.advance(40.5 * DAY);
    await runDue();
    expect(await due()).toEqual([new Date(core.clock.now().getTime() + DAY)]);
  });
});

/** Everything in the store, by key. */
async function stored(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));
}

async function sweep(): Promise<void> {
  await beginHousekeeping(core);
  core.clock.advance(DAY);
  await runDue();
}

const bytes = new TextEncoder().encode("%PDF-1.7 Blood count");
const document = { kind: "document", mime: "application/pdf", bytes } as const;

describe("bytes in the store", () => {
  beforeEach(async () => {
    for (const key of await stored()) await rm(join(root, key));
  });

  const age = async (key: string, hours: number) => {
    const at = new Date(Date.now() - hours * HOUR);
    await utimes(join(root, key), at, at);
    return key;
  };
  const keyOf = async (id: string) => (await db.file.findUniqueOrThrow({ where: { id } })).storeKey ?? "";
  const pending = async () =>
    expectFile(core, {
      personId: await stranger(core, "1"),
      channel: "telegram",
      kind: "document",
      ref: "r",
    });

  it("that no row has are swept after a day: never those of a file, of one being fetched, or fresh ones", async () => {
    const kept = [
      await age(await keyOf(await storeFile(core, document)), 1_000),
      await age(await putBytes(core, await pending(), bytes), 1_000),
      await age(await putBytes(core, randomUUID(), bytes), 23),
    ];
    const refused = await pending();
    await db.file.update({ where: { id: refused }, data: { state: "refused", refusal: "gone" } });
    await age(await putBytes(core, refused, bytes), 25);
    // More in one folder than are asked about at once; and in every folder.
    const many = Array.from({ length: 501 }, () => randomUUID().replace(/..$/, "00"));
    const spread = Array.from({ length: 256 }, (_, i) => {
      const last = i.toString(16).padStart(2, "0");
      return randomUUID().replace(/..$/, last);
    });
    await Promise.all(
      [...many, ...spread].map(async (id) => {
        const key = join(id.slice(-2), id);
        await mkdir(join(root, id.slice(-2)), { recursive: true });
        await writeFile(join(root, key), bytes);
        await age(key, 25);
      }),
    );
    // Half written, by a process that died; and what is not ours.
    const torn = `${kept[2] ?? ""}.${randomUUID()}.part`;
    await writeFile(join(root, torn), bytes);
    await age(torn, 25);
    const folder = (kept[2] ?? "").slice(0, 2);
    const foreign = join(folder, "notes.txt");
    await writeFile(join(root, foreign), "not ours");
    await age(foreign, 1_000);
    await sweep();
    expect((await stored()).toSorted()).toEqual([...kept, foreign].toSorted());
  });

  it("are as old as the machine says, however far the service's clock has been moved", async () => {
    await putBytes(core, randomUUID(), bytes);
    core.clock.advance(365 * DAY);
    await sweep();
    expect(await stored()).toHaveLength(1);
  });

  /** Fetches what is pending, with something happening while it is on its way. */
  async function fetching(meanwhile: () => Promise<unknown>): Promise<void> {
    const files = media(core, {
      messengers: {
        telegram: {
          channel: "telegram",
          perform: () => Promise.resolve({ kind: "unknown" }),
          async fetch() {
            await meanwhile();
            return { kind: "bytes", bytes };
          },
        },
      },
      log: { ...silentLog, error: ({ error }) => void failures.push(error) },
      wakeAt: () => undefined,
    });
    await files.drain();
    await files.close();
    expect(failures).toEqual([]);
  }

  it("of a file that arrives while its owner deletes the account do not stay", async () => {
    await pending();
    await fetching(async () => erasePerson(core, await stranger(core, "1"), "telegram"));
    expect(await db.file.count()).toBe(0);
    expect(await stored()).toEqual([]);
  });

  it("that another process has stored meanwhile stay", async () => {
    const id = await pending();
    await fetching(async () => {
      const storeKey = await putBytes(core, id, bytes);
      const { mime } = document;
      await db.file.update({
        where: { id },
        data: { state: "stored", storeKey, mime, size: bytes.length, leaseUntil: null },
      });
    });
    expect((await fileBytes(core, id)).bytes).toEqual(Buffer.from(bytes));
  });

  it("of an erased person go after the commit, and stay if there is none", async () => {
    const person = await stranger(core, "1");
    const keys = [];
    for (let i = 0; i < 3; i++)
      keys.push(await keyOf(await storeFile(core, { ...document, personId: person })));
    const others = await keyOf(await storeFile(core, document));
    const erasing = (end: () => void) =>
      transact(core, async (core) => {
        await erasePerson(core, person, "telegram");
        end();
      });
    const thinkAgain = () => {
      throw new Error("not this time");
    };
    await expect(erasing(thinkAgain)).rejects.toThrow("not this time");
    await runDue();
    expect((await stored()).toSorted()).toEqual([...keys, others].toSorted());
    await erasing(() => undefined);
    expect(await stored()).toHaveLength(4);
    await runDue();
    expect(await stored()).toEqual([others]);
    expect(await db.timer.count()).toBe(0);
  });
});
