import { Telegraf } from "telegraf";
import { afterAll, afterEach, expect, it } from "vitest";
import { telegrafCaller } from "../../../bots/telegram/caller.ts";
import { telegramMessenger } from "../../../bots/telegram/messenger.ts";
import { deliveries } from "../../../core/messaging/delivery.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { addFault, clearFaults, type FaultInput } from "../../../sandbox/telegram/faults.ts";
import { newcomer, rigForFile, VET } from "../telegram-server/support.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const rig = await rigForFile({ settle: false });
const { world, url: root } = rig.telegram;
const { db, drop } = await testDatabase();
const core = testCore(db);
const metrics = createMetrics();
/** Long enough for an answer on this machine, short enough to wait for one that never comes. */
const CALL_MS = 400;
const staff = telegramMessenger({
  channel: "staff",
  caller: telegrafCaller(new Telegraf(VET, { telegram: { apiRoot: root } }), CALL_MS),
  voice: { frame: () => ({}), notice: () => ({ text: "" }) },
  files: { root, token: VET },
});
const out = deliveries(core, { messengers: { staff }, log: silentLog, metrics, wakeAt: () => undefined });
afterEach(() => clearFaults(world));
afterAll(async () => {
  await out.close();
  await drop();
});

/** Sends until nothing more can be sent at this moment of the clock. */
async function drain(): Promise<void> {
  do {
    core.woken.length = 0;
    await out.drain();
    while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
  } while (core.woken.includes("deliveries"));
}

/** A vet's topic in which a card stands, to be pinned, and after it a word. */
async function topic({ topics = true } = {}) {
  const seat = await newcomer(rig, "vet_bot");
  const [id, conversation, createdAt] = [core.ids(), core.ids(), core.clock.now()];
  const identities = { create: { channel: "staff", externalId: String(seat.user), createdAt } } as const;
  await db.person.create({ data: { id, channel: "staff", createdAt, identities } });
  await db.conversation.create({ data: { id: conversation, kind: "consultation", ownerId: id, createdAt } });
  await db.staff.create({ data: { id, name: "Dr", roles: ["vet"], joinedAt: createdAt, topics } });
  await db.desk.create({ data: { conversationId: conversation, staffId: id } });
  const lane = { to: id, channel: "staff", conversation } as const;
  const say = (text: string) =>
    queue(core, { ...lane, operation: { op: "send", content: { kind: "text", text }, topic: conversation } });
  if (topics) await queue(core, { ...lane, operation: { op: "openTopic", conversation, name: "#17 Rex" } });
  const operation = await say("card");
  const pin = await queue(core, {
    ...lane,
    operation: { op: "pin", target: { operation }, topic: conversation },
  });
  await say("after");
  return {
    user: seat.user,
    outcome: async () => (await db.delivery.findUnique({ where: { id: pin } }))?.outcome,
    /** Texts of what the chat shows, and of what is pinned in it. */
    async seen() {
      const { messages, pinned } = await seat.chat();
      const ours = messages.filter(({ by, text }) => by === "bot" && text !== "");
      return {
        texts: ours.map(({ text }) => text),
        pinned: ours.filter(({ id }) => pinned.includes(id)).map(({ text }) => text),
      };
    },
  };
}

it("a message is pinned in its topic", async () => {
  const vet = await topic();
  await drain();
  expect(await vet.seen()).toEqual({ texts: ["card", "after"], pinned: ["card"] });
});

it("without topics nothing is pinned", async () => {
  const vet = await topic({ topics: false });
  await drain();
  expect(await vet.seen()).toEqual({ texts: ["card", "after"], pinned: [] });
});

it.each<[string, FaultInput]>([
  ["refused", { type: "error", code: 400, description: "Bad Request: not enough rights to pin" }],
  ["met by a server error", { type: "error", code: 502 }],
  ["never answered", { type: "stall", when: "before" }],
])("a pin that is %s is let go and counted: the lane goes on at once, nobody is told", async (_, fault) => {
  const vet = await topic();
  addFault(world, { ...fault, method: "pinChatMessage", chat: vet.user, times: 9 });
  const before = await counted();
  await drain();
  expect(await vet.seen()).toEqual({ texts: ["card", "after"], pinned: [] });
  expect(await vet.outcome()).toBe("refused");
  expect(await db.delivery.count({ where: { outcome: "uncertain" } })).toBe(0);
  expect(await counted()).toBeGreaterThan(before);
});

it("a pin that is asked to wait is made after the wait, as the whole chat waits", async () => {
  const vet = await topic();
  addFault(world, { type: "error", code: 429, retryAfter: 5, method: "pinChatMessage", chat: vet.user });
  await drain();
  expect((await vet.seen()).texts).toEqual(["card"]);
  core.clock.advance(6_000);
  await drain();
  expect(await vet.seen()).toEqual({ texts: ["card", "after"], pinned: ["card"] });
});

/** Attempts that did not succeed, as the metrics tell them. */
async function counted(): Promise<number> {
  const lines = (await metrics.text()).split("\n");
  return lines
    .filter((line) => /delivery\w*_count\{/.test(line) && !line.includes('outcome="sent"'))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
