import { Api } from "grammy";
import { Telegraf } from "telegraf";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { grammyCaller, telegrafCaller } from "../../../bots/telegram/caller.ts";
import { telegramMessenger } from "../../../bots/telegram/messenger.ts";
import type { Voice } from "../../../bots/voice.ts";
import { deliveries, type Deliveries } from "../../../core/messaging/delivery.ts";
import type { Content } from "../../../core/messaging/content.ts";
import { storeFile } from "../../../core/messaging/files.ts";
import type { Operation } from "../../../core/messaging/operation.ts";
import { LEASE_MS } from "../../../core/messaging/lanes.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { sealContent } from "../../../core/messaging/record.ts";
import { retryDelivery } from "../../../core/messaging/retry.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { addFault, clearFaults } from "../../../sandbox/telegram/faults.ts";
import { newcomer, OWNER, rigForFile, VET } from "../telegram-server/support.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const rig = await rigForFile({ settle: false });
const { world, url: root } = rig.telegram;
const { db, drop } = await testDatabase();
afterAll(drop);
const core = testCore(db);

const voice: Voice = {
  frame: ({ author }, _reader, topic) => (topic ? {} : { header: author }),
  notice: (notice) => ({
    text: `notice ${notice.kind}${"retry" in notice && notice.retry ? ", may be sent again" : ""}`,
  }),
};
/** Long enough for an answer on this machine, short enough to wait for one that never comes. */
const CALL_MS = 400;
const messengers = {
  telegram: telegramMessenger({
    channel: "telegram",
    caller: grammyCaller(new Api(OWNER, { apiRoot: root }), CALL_MS),
    voice,
    files: { root, token: OWNER },
  }),
  staff: telegramMessenger({
    channel: "staff",
    caller: telegrafCaller(new Telegraf(VET, { telegram: { apiRoot: root } }), CALL_MS),
    voice,
    files: { root, token: VET },
  }),
};

let out: Deliveries;
/** When it wants to look again. */
let wanted: Date | undefined;
beforeEach(() => {
  wanted = undefined;
  const wakeAt = (at: Date) => void (wanted = at);
  out = deliveries(core, { messengers, log: silentLog, metrics: createMetrics(), wakeAt });
});
afterEach(async () => {
  await out.close();
  clearFaults(world);
});

/** Sends until nothing more can be sent at this moment of the clock. */
async function drain(): Promise<void> {
  for (;;) {
    core.woken.length = 0;
    await out.drain();
    while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
    if (!core.woken.includes("deliveries")) return;
  }
}

type Reader = Awaited<ReturnType<typeof reader>>;
/** A person of ours with a chat at one of the bots. */
async function reader(channel: "telegram" | "staff" = "telegram") {
  const seat = await newcomer(rig, channel === "telegram" ? "owner_bot" : "vet_bot");
  const id = core.ids();
  const createdAt = core.clock.now();
  await db.person.create({ data: { id, channel, createdAt } });
  await db.identity.create({ data: { channel, externalId: String(seat.user), personId: id, createdAt } });
  return { id, channel, seat, chat: seat.user };
}

const text = (words: string): Content => ({ kind: "text", text: words });
const send = (to: Reader, content: Content, more: Partial<Extract<Operation, { op: "send" }>> = {}) =>
  queue(core, { to: to.id, operation: { op: "send", content, ...more } });
const texts = async (to: Reader) =>
  (await to.seat.messages()).filter(({ by }) => by === "bot").map(({ text }) => text);
const outcomes = async (to: Reader) =>
  (await db.delivery.findMany({ where: { personId: to.id }, orderBy: { at: "asc" } })).map(
    ({ outcome }) => outcome,
  );

/** What waits for a reader was being sent when a process died, and the lease has run out since. */
async function diedSending(to: Reader, { unknowns }: { unknowns: number }): Promise<void> {
  const leaseUntil = new Date(core.clock.now().getTime() + LEASE_MS);
  await db.outbox.updateMany({
    where: { personId: to.id },
    data: { tries: unknowns + 1, unknowns, leaseUntil },
  });
  core.clock.advance(LEASE_MS);
}

/** A message of an author in a conversation with the reader, queued for the reader. */
async function relayed(author: Reader, to: Reader, words: string) {
  const conversation = core.ids();
  const message = core.ids();
  const createdAt = core.clock.now();
  await db.conversation.create({
    data: { id: conversation, kind: "consultation", ownerId: to.id, createdAt },
  });
  await db.message.create({
    data: {
      id: message,
      conversationId: conversation,
      authorId: author.id,
      side: "staff",
      sealed: new Uint8Array(),
      createdAt,
    },
  });
  const operation: Operation = { op: "send", content: text(words) };
  await queue(core, { to: to.id, conversation, message: { id: message }, operation });
  return { conversation, message };
}

describe("a lane", () => {
  it("keeps its order, and its neighbour does not wait for it", async () => {
    const anna = await reader();
    const lane = { to: anna.id, conversation: core.ids() };
    for (const n of [1, 2, 3])
      await queue(core, { ...lane, operation: { op: "send", content: text(`case ${n}`) } });
    await send(anna, text("own"));
    addFault(world, { type: "error", code: 500, chat: anna.chat, times: 1 });
    await drain();
    core.clock.advance(10_000);
    await drain();
    const shown = await texts(anna);
    expect(shown.filter((words) => words?.startsWith("case"))).toEqual(["case 1", "case 2", "case 3"]);
    expect(shown).toContain("own");
  });

  it("shows a later operation the result of an earlier one", async () => {
    const anna = await reader();
    const first = await send(anna, text("page 1"));
    await queue(core, {
      to: anna.id,
      operation: { op: "edit", target: { operation: first }, words: { text: "page 2" } },
    });
    await drain();
    expect(await texts(anna)).toEqual(["page 2"]);
  });
});

describe("a messenger that answers no", () => {
  it("429 pauses this chat for as long as it says, and nobody else", async () => {
    const [anna, boris] = [await reader(), await reader()];
    addFault(world, { type: "error", code: 429, retryAfter: 30, chat: anna.chat, times: 1 });
    await queue(core, {
      to: anna.id,
      conversation: core.ids(),
      operation: { op: "send", content: text("a") },
    });
    await drain();
    await send(anna, text("b"));
    await send(boris, text("c"));
    await drain();
    expect([await texts(anna), await texts(boris)]).toEqual([[], ["c"]]);
    core.clock.advance(29_000);
    await drain();
    expect(await texts(anna)).toEqual([]);
    core.clock.advance(2_000);
    await drain();
    expect((await texts(anna)).toSorted()).toEqual(["a", "b"]);
  });

  it("a server error is tried again", async () => {
    const anna = await reader();
    addFault(world, { type: "error", code: 502, chat: anna.chat, times: 2 });
    await send(anna, text("hello"));
    for (let i = 0; i < 3; i++) {
      await drain();
      core.clock.advance(10_000);
    }
    expect(await texts(anna)).toEqual(["hello"]);
  });

  it("tells the author that a blocked reader got nothing, with a way to try again", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    await anna.seat.block();
    await relayed(vet, anna, "Give her water");
    await drain();
    expect(await outcomes(anna)).toEqual(["refused"]);
    expect(await texts(vet)).toEqual(["notice notDelivered, may be sent again"]);
    const { blockedAt } = await db.identity.findFirstOrThrow({ where: { personId: anna.id } });
    expect(blockedAt).not.toBeNull();
  });
});

describe("an outage", () => {
  it("of fifty minutes loses nothing: after the first tries it is tried every half minute", async () => {
    const anna = await reader();
    addFault(world, { type: "error", code: 502, chat: anna.chat, times: 1_000 });
    await send(anna, text("hello"));
    const since = core.clock.now().getTime();
    const waits: number[] = [];
    while ((await db.outbox.count({ where: { personId: anna.id } })) > 0) {
      await drain();
      if (core.clock.now().getTime() - since >= 50 * 60_000) clearFaults(world);
      if (!wanted) break;
      waits.push(wanted.getTime() - core.clock.now().getTime());
      core.clock.set(wanted);
      wanted = undefined;
    }
    expect(await texts(anna)).toEqual(["hello"]);
    expect(waits.slice(0, 5)).toEqual([5_000, 5_000, 5_000, 5_000, 5_000]);
    expect(new Set(waits.slice(5))).toEqual(new Set([30_000]));
  });

  it("of more than an hour refuses the message; its author is told and may send it again", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    addFault(world, { type: "error", code: 502, chat: anna.chat, times: 2 });
    await relayed(vet, anna, "Give her water");
    // As an hour of tries leaves it: two are left.
    await db.outbox.updateMany({ where: { personId: anna.id }, data: { tries: 124 } });
    await drain();
    expect(await outcomes(anna)).toEqual([]);
    core.clock.advance(30_000);
    await drain();
    expect(await db.delivery.findMany({ where: { personId: anna.id } })).toMatchObject([
      { outcome: "refused", reason: "rejected", tries: 126 },
    ]);
    expect(await texts(vet)).toEqual(["notice notDelivered, may be sent again"]);
    const [refused] = await db.delivery.findMany({ where: { personId: anna.id } });
    expect(await retryDelivery(core, refused?.id ?? "", vet.id)).toBe("queued");
    await drain();
    expect(await texts(anna)).toEqual(["Give her water"]);
  });
});

describe("a reply to what stands in the reader's other messenger", () => {
  const SAID = "He limps\nsince the morning and eats nothing but grass, poor thing";

  /** Something was said that stands nowhere here, and a reply to it was queued. */
  async function replied(more: { readonly internal?: boolean; readonly withdrawnAt?: Date } = {}) {
    const [vet, anna] = [await reader("staff"), await reader()];
    const { conversation, message } = await relayed(vet, anna, "On my way");
    await db.outbox.deleteMany({ where: { personId: anna.id } });
    await db.message.update({
      where: { id: message },
      data: { sealed: sealContent(core, message, text(SAID)), ...more },
    });
    const operation: Operation = {
      op: "send",
      content: { kind: "text", text: "Which paw?", entities: [{ type: "bold", offset: 0, length: 5 }] },
      frame: { author: "Vera", conversation, about: { kind: "support" } },
      replyTo: { message },
    };
    await queue(core, { to: anna.id, conversation, operation });
    return { anna, conversation, message };
  }

  it("quotes its first words", async () => {
    const { anna, conversation, message } = await replied();
    const notice: Operation = { op: "notice", notice: { kind: "waits" }, replyTo: { message } };
    await queue(core, { to: anna.id, conversation, operation: notice });
    await drain();
    const quotation = "He limps since the morning and eats nothing but grass, poor…";
    expect(await texts(anna)).toEqual([`Vera\n${quotation}\nWhich paw?`, `${quotation}\nnotice waits`]);
    const [shown] = (await anna.seat.messages()).filter(({ by }) => by === "bot");
    expect(shown?.message).toMatchObject({
      entities: [
        { type: "bold", offset: 0, length: 4 },
        { type: "blockquote", offset: 5, length: quotation.length },
        { type: "bold", offset: 5 + quotation.length + 1, length: 5 },
      ],
    });
  });

  it("quotes nothing that was not meant for the reader, or was taken back", async () => {
    for (const more of [{ internal: true }, { withdrawnAt: core.clock.now() }]) {
      const { anna } = await replied(more);
      await drain();
      expect(await texts(anna)).toEqual(["Vera\nWhich paw?"]);
    }
  });
});

describe("an operation that cannot be opened", () => {
  it("leaves its lane to the next, and its author is told", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    const { conversation } = await relayed(vet, anna, "lost with its key");
    await db.outbox.updateMany({ where: { personId: anna.id }, data: { sealed: new Uint8Array(40) } });
    const operation: Operation = { op: "send", content: text("next") };
    await queue(core, { to: anna.id, conversation, operation });
    await drain();
    expect(await texts(anna)).toEqual(["next"]);
    expect(await texts(vet)).toEqual(["notice notDelivered"]);
  });
});

describe("no answer", () => {
  it("before the request left: sent again until it arrives", async () => {
    const anna = await reader();
    const nowhere = grammyCaller(new Api(OWNER, { apiRoot: "http://127.0.0.1:9" }), CALL_MS);
    const answer = await nowhere.call("sendMessage", { chat_id: anna.chat, text: "x" });
    expect(answer).toEqual({ ok: "unknown", left: false });
  });

  it("after it left: repeated once, so it is seen twice at most", async () => {
    const anna = await reader();
    addFault(world, { type: "stall", when: "after", chat: anna.chat, times: 1 });
    await send(anna, text("hello"));
    await drain();
    core.clock.advance(10_000);
    await drain();
    clearFaults(world);
    expect(await texts(anna)).toEqual(["hello", "hello"]);
    expect(await outcomes(anna)).toEqual(["sent"]);
  });

  it("for a while: a clock that jumps meanwhile does not have it sent again", async () => {
    const anna = await reader();
    addFault(world, { type: "stall", when: "before", ms: 200, chat: anna.chat, times: 1 });
    await send(anna, text("hello"));
    await out.drain();
    core.clock.advance(600_000);
    await drain();
    // Claimed once: a second claim would have been counted, whichever of the two came first.
    expect(await db.delivery.findMany({ where: { personId: anna.id } })).toMatchObject([{ tries: 1 }]);
    expect(await texts(anna)).toEqual(["hello"]);
  });

  it("twice: uncertain, told to the author, not sent a third time", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    addFault(world, { type: "reset", when: "before", method: "sendMessage", chat: anna.chat, times: 9 });
    await relayed(vet, anna, "Come at five");
    for (let i = 0; i < 4; i++) {
      await drain();
      core.clock.advance(60_000);
    }
    clearFaults(world);
    expect(await outcomes(anna)).toEqual(["uncertain"]);
    expect(await texts(anna)).toEqual([]);
    expect(await texts(vet)).toEqual(["notice uncertain"]);
  });

  it("because our process died twice while it was sending: uncertain, told to the author, not sent again", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    await relayed(vet, anna, "Come at five");
    await diedSending(anna, { unknowns: 1 });
    await drain();
    expect(await outcomes(anna)).toEqual(["uncertain"]);
    expect(await texts(anna)).toEqual([]);
    expect(await texts(vet)).toEqual(["notice uncertain"]);
  });

  it("to what tells the author of it: told again, until it is known that they were", async () => {
    const [vet, anna] = [await reader("staff"), await reader()];
    await relayed(vet, anna, "Come at five");
    await diedSending(anna, { unknowns: 1 });
    addFault(world, { type: "reset", when: "before", method: "sendMessage", chat: vet.chat, times: 4 });
    for (let i = 0; i < 6; i++) {
      await drain();
      core.clock.advance(60_000);
    }
    clearFaults(world);
    expect(await texts(vet)).toEqual(["notice uncertain"]);
    expect(await outcomes(vet)).toEqual(["sent"]);
  });

  it("because it died twice over what may be repeated, an edit: it is made all the same", async () => {
    const anna = await reader();
    const first = await send(anna, text("page 1"));
    await drain();
    await queue(core, {
      to: anna.id,
      operation: { op: "edit", target: { operation: first }, words: { text: "page 2" } },
    });
    await diedSending(anna, { unknowns: 1 });
    await drain();
    expect(await texts(anna)).toEqual(["page 2"]);
  });

  it("because our process died while it was sending: one repeat when the lease has run out", async () => {
    const anna = await reader();
    await send(anna, text("hello"));
    await db.outbox.updateMany({
      data: { tries: 1, leaseUntil: new Date(core.clock.now().getTime() + 90_000) },
    });
    await drain();
    expect(await texts(anna)).toEqual([]);
    core.clock.advance(91_000);
    await drain();
    expect(await texts(anna)).toEqual(["hello"]);
    expect(await db.outbox.count({ where: { personId: anna.id } })).toBe(0);
  });
});

describe("files", () => {
  it("are waited for three minutes, then the lane goes on without them", async () => {
    const anna = await reader();
    const file = core.ids();
    const at = core.clock.now();
    await db.file.create({
      data: {
        id: file,
        state: "pending",
        kind: "photo",
        createdAt: at,
        dueAt: new Date(at.getTime() + 3.6e6),
      },
    });
    await send(anna, { kind: "media", media: { kind: "photo", file } });
    await send(anna, text("after"));
    await drain();
    expect(await texts(anna)).toEqual([]);
    core.clock.advance(181_000);
    await drain();
    expect(await texts(anna)).toEqual(["after"]);
    expect((await outcomes(anna)).toSorted()).toEqual(["refused", "sent"]);
  });

  it("go without the picture that would stand in for them elsewhere, when there is none", async () => {
    const anna = await reader();
    const bytes = new TextEncoder().encode("RIFF");
    const file = await storeFile(core, { kind: "sticker", mime: "image/webp", bytes });
    const still = core.ids();
    const at = core.clock.now();
    await db.file.create({
      data: { id: still, state: "refused", refusal: "gone", kind: "document", createdAt: at, dueAt: at },
    });
    await send(anna, { kind: "media", media: { kind: "sticker", file, still } });
    await drain();
    expect(await outcomes(anna)).toEqual(["sent"]);
  });

  it.each([["telegram"], ["staff"]] as const)(
    "are uploaded by the %s bot under their own name",
    async (channel) => {
      const anna = await reader(channel);
      const bytes = new TextEncoder().encode("%PDF-1.7 Анализы");
      const file = await storeFile(core, { kind: "document", mime: "application/pdf", bytes });
      await send(anna, {
        kind: "media",
        media: { kind: "document", file, name: "Анализ крови.pdf", caption: { text: "<b>" } },
      });
      await drain();
      const [message] = (await anna.seat.messages()).filter(({ by }) => by === "bot");
      expect(message).toMatchObject({
        text: "<b>",
        message: { document: { file_name: "Анализ крови.pdf" } },
      });
    },
  );
});

describe("a staff member's topic", () => {
  it("is opened, written in and renamed; its id is kept", async () => {
    const vet = await reader("staff");
    const conversation = core.ids();
    const createdAt = core.clock.now();
    await db.conversation.create({
      data: { id: conversation, kind: "consultation", ownerId: vet.id, createdAt },
    });
    await db.staff.create({ data: { id: vet.id, name: "Dr", roles: ["vet"], joinedAt: createdAt } });
    await db.desk.create({ data: { conversationId: conversation, staffId: vet.id } });
    const lane = { to: vet.id, conversation };
    await queue(core, { ...lane, operation: { op: "openTopic", conversation, name: "#17 Rex" } });
    await queue(core, { ...lane, operation: { op: "send", content: text("card"), topic: conversation } });
    await queue(core, { ...lane, operation: { op: "renameTopic", conversation, name: "✅ #17 Rex" } });
    await drain();
    const { topic } = await db.desk.findFirstOrThrow({ where: { staffId: vet.id } });
    const view = await vet.seat.chat();
    expect(view.topics).toMatchObject([{ name: "✅ #17 Rex" }]);
    const card = view.messages.find((message) => message.text === "card");
    expect(String(card?.topic)).toBe(topic);

    await rig.sandbox.switchTopics("vet_bot", false);
    try {
      await queue(core, { ...lane, operation: { op: "send", content: text("on"), topic: conversation } });
      await drain();
    } finally {
      await rig.sandbox.switchTopics("vet_bot", true);
    }
    const without = (await vet.seat.chat()).messages.find((message) => message.text === "on");
    expect(without).toBeDefined();
    expect(without?.topic).toBeUndefined();
    expect(await db.staff.findUnique({ where: { id: vet.id } })).toMatchObject({ topics: false });
  });
});
