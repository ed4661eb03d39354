import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { receive, type Arrival } from "../../../core/messaging/intake.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { openJson } from "../../../core/platform/sealed.ts";
import type { Operation } from "../../../core/messaging/operation.ts";
import { takeTurns, type TakeTurn } from "../../../bots/turn.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
afterAll(drop);

const core = testCore(db);
let seen: unknown[];
beforeEach(async () => {
  seen = [];
  await db.$executeRaw`truncate inbox, outbox, received, set_aside, identity, person cascade`;
});

let next = 1;
const says = (from: string, text: string, more: Partial<Arrival> = {}): Arrival => ({
  channel: "telegram",
  externalId: String(next++),
  from,
  body: { text },
  ...more,
});
const note: TakeTurn = async (_core, { updates }) =>
  void seen.push(...updates.map((update) => (update as { text: string }).text));
const turns = (take: TakeTurn = note) =>
  takeTurns(core, {
    channels: { telegram: take },
    log: silentLog,
    metrics: createMetrics(),
    wakeAt: () => undefined,
  });

describe("the inbox", () => {
  it("takes an event once, however often it is delivered", async () => {
    const hello = says("7", "hello");
    await Promise.all([receive(core, [hello]), receive(core, [hello, hello]), receive(core, [hello])]);
    await turns();
    expect(await receive(core, [hello])).toBe(0);
    await turns();
    expect(seen).toEqual(["hello"]);
  });

  it("takes an event once that stands twice in one batch", async () => {
    const hello = says("7", "hello");
    expect(await receive(core, [hello, hello])).toBe(1);
    await turns();
    expect(seen).toEqual(["hello"]);
  });

  it("does the same for people it knows, alone and beside who writes for the first time", async () => {
    await receive(core, [says("7", "hello"), says("8", "good day")]);
    const known = [says("8", "one"), says("7", "two"), says("8", "three")];
    expect(await receive(core, [...known, ...known])).toBe(3);
    expect(await receive(core, known)).toBe(0);
    expect(await receive(core, [...known, says("9", "four"), says("7", "five")])).toBe(2);
    expect(await db.person.count()).toBe(3);
    for (let each = 0; each < 3; each++) await turns();
    expect(seen).toHaveLength(7);
    const of = (words: string) => seen.indexOf(words);
    expect([of("hello"), of("two"), of("five")]).toEqual(
      [of("hello"), of("two"), of("five")].toSorted((a, b) => a - b),
    );
    expect(of("one")).toBeLessThan(of("three"));
  });

  it("takes pictures that follow each other as one answer while a question is open, and one by one in a chat", async () => {
    const batches: unknown[][] = [];
    const note: TakeTurn = async (_core, { updates }) => void batches.push([...updates]);
    const picture = (text: string) => says("9", text, { channel: "whatsapp", picture: true });
    const all = async () => {
      batches.length = 0;
      for (const each of ["one", "two"]) await receive(core, [picture(each)]);
      await receive(core, [says("9", "and words", { channel: "whatsapp" }), picture("three")]);
      core.clock.advance(2000);
      await takeTurns(core, {
        channels: { whatsapp: note },
        log: silentLog,
        metrics: createMetrics(),
        wakeAt: () => undefined,
      });
      return batches.map((batch) => batch.map((update) => (update as { text: string }).text));
    };
    expect(await all()).toEqual([["one"], ["two"], ["and words"], ["three"]]);
    const { id } = await db.person.findFirstOrThrow();
    await db.dialog.create({
      data: { personId: id, channel: "telegram", sealed: new Uint8Array([1]), updatedAt: new Date() },
    });
    expect(await all()).toEqual([["one", "two"], ["and words"], ["three"]]);
  });

  it("makes one person of a sender who writes twice at the same moment", async () => {
    await Promise.all(["a", "b", "c", "d"].map((text) => receive(core, [says("8", text)])));
    expect(await db.person.count()).toBe(1);
    await turns();
    expect(seen.map(String).toSorted()).toEqual(["a", "b", "c", "d"]);
  });

  it("holds no readable text", async () => {
    await receive(core, [says("7", "Рекс не ест третий день")]);
    const [row] = await db.inbox.findMany();
    expect(Buffer.from(row?.sealed ?? []).toString()).not.toContain("Рекс");
  });

  it("keeps each person's order over several processes that take turns at once", async () => {
    const people = ["1", "2", "3", "4", "5"];
    const words = people.flatMap((from) => Array.from({ length: 8 }, (_, n) => says(from, `${from}.${n}`)));
    await receive(core, words);
    await Promise.all([turns(), turns(), turns()]);
    await turns();
    for (const from of people)
      expect(seen.filter((text) => String(text).startsWith(`${from}.`))).toEqual(
        Array.from({ length: 8 }, (_, n) => `${from}.${n}`),
      );
  });

  it("waits a moment for the parts of an album and gives them to one turn", async () => {
    const albums: number[] = [];
    const take: TakeTurn = async (_core, { updates }) => void albums.push(updates.length);
    await receive(core, [says("7", "one", { album: "x" })]);
    await turns(take);
    await receive(core, [says("7", "two", { album: "x" })]);
    await turns(take);
    expect(albums).toEqual([]);
    core.clock.advance(1000);
    await turns(take);
    expect(albums).toEqual([2]);
  });

  it("waits for an album no longer once something else has come after it", async () => {
    await receive(core, [
      says("7", "one", { album: "y" }),
      says("7", "two", { album: "y" }),
      says("7", "after"),
    ]);
    await turns();
    expect(seen).toEqual(["one", "two", "after"]);
  });
});

describe("a turn that fails", () => {
  const failing: TakeTurn = async (core, received) => {
    const { text } = received.updates[0] as { text: string };
    await core.db.lease.create({
      data: { name: `${text} ${next++}`, holder: "test", until: core.clock.now() },
    });
    if (text === "poison") throw new RangeError("Рекс: secret words");
    seen.push(text);
  };

  it("undoes itself alone: others of the same batch go on", async () => {
    await receive(core, [says("1", "fine"), says("2", "poison"), says("3", "also fine")]);
    await turns(failing);
    expect(seen).toEqual(["fine", "also fine"]);
    expect(await db.lease.count({ where: { name: { startsWith: "poison" } } })).toBe(0);
    expect(await db.inbox.findMany({ select: { tries: true } })).toEqual([{ tries: 1 }]);
  });

  it("is tried again, then set aside with an apology, and the person's next one goes on", async () => {
    await receive(core, [says("2", "poison"), says("2", "next")]);
    for (let i = 0; i < 4; i++) {
      await turns(failing);
      core.clock.advance(60_000);
    }
    await turns(failing);
    expect(seen).toEqual(["next"]);
    const aside = await db.setAside.findMany();
    expect(aside.map(({ error }) => error)).toEqual(["RangeError"]);
    const [apology] = await db.outbox.findMany();
    const operation = openJson<Operation>(
      core.keys,
      `outbox:${apology?.id}`,
      apology?.sealed ?? new Uint8Array(),
    );
    expect(operation).toEqual({ op: "notice", notice: { kind: "apology" } });
  });
});
