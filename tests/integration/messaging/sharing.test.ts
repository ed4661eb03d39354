import { afterAll, beforeEach, expect, it } from "vitest";
import { inOneProcess } from "../../../bots/whatsapp/web/one-process.ts";
import { deliveries } from "../../../core/messaging/delivery.ts";
import { expectFile } from "../../../core/messaging/files.ts";
import { media } from "../../../core/messaging/media.ts";
import type { Messenger } from "../../../core/messaging/messenger.ts";
import { LEASE_MS } from "../../../core/messaging/lanes.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
afterAll(drop);
const core = testCore(db);

let person = "";
beforeEach(async () => {
  await db.$executeRaw`truncate outbox, file, delivery, lease, identity, person cascade`;
  person = core.ids();
  const createdAt = core.clock.now();
  await db.person.create({ data: { id: person, channel: "whatsapp", createdAt } });
  await db.identity.create({
    data: { channel: "whatsapp", externalId: "1@c.us", personId: person, createdAt },
  });
  await queue(core, {
    to: person,
    operation: { op: "send", content: { kind: "text", text: "Good evening" } },
  });
  await expectFile(core, { personId: person, channel: "whatsapp", kind: "photo", ref: "1" });
});

/** A process with a messenger that is asked and never answers. */
function processOf(here?: () => boolean) {
  const asked: string[] = [];
  const never = (what: string) => {
    asked.push(what);
    return new Promise<never>(() => undefined);
  };
  const whatsapp: Messenger = {
    channel: "whatsapp",
    perform: () => never("perform"),
    fetch: () => never("fetch"),
    ...(here && { here }),
  };
  const tools = {
    messengers: { whatsapp },
    log: silentLog,
    metrics: createMetrics(),
    wakeAt: () => undefined,
  };
  const [out, files] = [deliveries(core, tools), media(core, tools)];
  return {
    asked,
    drain: (closing?: AbortSignal) => Promise.all([out.drain(closing), files.drain(closing)]),
    close: (patienceMs: number) => Promise.all([out.close(patienceMs), files.close(patienceMs)]),
  };
}

it("leaves to another process what only that one can send and fetch", async () => {
  let here = false;
  const process = processOf(() => here);
  await process.drain();
  expect(process.asked).toEqual([]);
  expect(await db.file.count({ where: { tries: 0, leaseUntil: null } })).toBe(1);
  here = true;
  await process.drain();
  await expect.poll(() => process.asked.toSorted()).toEqual(["fetch", "perform"]);
  await process.close(1);
});

it("leaves no lease behind on what nobody answered when its time is over", async () => {
  const process = processOf();
  await process.drain();
  await expect.poll(() => process.asked.toSorted()).toEqual(["fetch", "perform"]);
  expect(await db.outbox.count({ where: { leaseUntil: null } })).toBe(0);
  await process.close(20);
  // Whether it got there nobody knows: it is repeated once.
  expect(await db.outbox.findMany({ select: { leaseUntil: true, unknowns: true } })).toEqual([
    { leaseUntil: null, unknowns: 1 },
  ]);
  expect(await db.file.findMany({ select: { leaseUntil: true, state: true, tries: true } })).toEqual([
    { leaseUntil: null, state: "pending", tries: 0 },
  ]);
});

it("takes nothing more once it is told to close", async () => {
  const process = processOf();
  await process.drain(AbortSignal.abort());
  expect(process.asked).toEqual([]);
  expect(await db.outbox.count({ where: { leaseUntil: null } })).toBe(1);
});

it("goes on with a lane when the last of those who send its first is done", async () => {
  await db.identity.create({
    data: { channel: "telegram", externalId: "1", personId: person, createdAt: core.clock.now() },
  });
  for (const text of ["one", "two"])
    await queue(core, {
      to: person,
      channel: "telegram",
      operation: { op: "send", content: { kind: "text", text } },
    });
  const asked: { readonly text: string; readonly done: () => void }[] = [];
  const telegram: Messenger = {
    channel: "telegram",
    perform: ({ operation }) =>
      new Promise((resolve) => {
        const text = operation.op === "send" && "text" in operation.content ? operation.content.text : "";
        asked.push({ text, done: () => resolve({ kind: "sent", externalIds: [String(asked.length)] }) });
      }),
    fetch: () => Promise.reject(new Error("nothing to fetch")),
  };
  const tools = {
    messengers: { telegram },
    log: silentLog,
    metrics: createMetrics(),
    wakeAt: () => undefined,
  };
  const [first, other] = [deliveries(core, tools), deliveries(core, tools)];
  await first.drain();
  await expect.poll(() => asked.length).toBe(1);
  // The lease of a sender that lives runs out.
  core.clock.advance(LEASE_MS + 1);
  await other.drain();
  await expect.poll(() => asked.length).toBe(2);
  asked[0]?.done();
  await expect.poll(first.idle).toBe(true);
  await first.drain();
  expect(asked.map(({ text }) => text)).toEqual(["one", "one"]);
  asked[1]?.done();
  await expect.poll(() => asked.map(({ text }) => text)).toEqual(["one", "one", "two"]);
  asked[2]?.done();
  await Promise.all([first.close(), other.close()]);
  expect(await db.outbox.count({ where: { channel: "telegram" } })).toBe(0);
});

it("runs a number's browser in one process, and in the next when that one has ended", async () => {
  const began: string[] = [];
  const times = { leaseMs: 600, renewMs: 100, lookMs: 20, marginMs: 200 };
  const candidates = ["one", "other"].map((name) => {
    const web = {
      start: () => void began.push(name),
      stop: () => Promise.resolve(void began.push(`${name} stops`)),
    };
    return inOneProcess(web, { core, log: silentLog, number: "79990001122" }, times);
  });
  // Before anybody has begun, what is to be sent may begin it anywhere.
  expect(candidates.map(({ here }) => here())).toEqual([true, true]);
  for (const { start } of [...candidates, ...candidates]) start();
  await expect.poll(() => began).toHaveLength(1);
  const holder = candidates.findIndex(({ here }) => here());
  expect(candidates.filter(({ here }) => here())).toHaveLength(1);
  await candidates[holder]?.stop();
  await expect.poll(() => began).toHaveLength(3);
  expect(began[1]).toBe(`${began[0]} stops`);
  expect(began[2]).not.toBe(began[0]);
  await Promise.all(candidates.map(({ stop }) => stop()));
  expect(await db.lease.count()).toBe(0);
});
