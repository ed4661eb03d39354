import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ownerBot } from "../../../bots/telegram/owner-bot.ts";
import { telegramRegistry, whatsappRegistry } from "../../../bots/owner/index.ts";
import { takeTurns } from "../../../bots/turn.ts";
import { whatsappBot } from "../../../bots/whatsapp/bot.ts";
import { makeLink } from "../../../core/accounts/link/make.ts";
import { takeLink } from "../../../core/accounts/link/take.ts";
import { exportPerson } from "../../../core/accounts/export.ts";
import { deliveries } from "../../../core/messaging/delivery.ts";
import { receive } from "../../../core/messaging/intake.ts";
import type { Messenger, Outcome } from "../../../core/messaging/messenger.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { persons } from "../../../core/messaging/persons.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { inTransaction } from "../../../core/platform/database.ts";
import { takeSupport } from "../../../core/support/answer.ts";
import { stranger } from "../../support/accounts.ts";
import { testDatabase } from "../../support/database.ts";
import { forgetPeople, importDemo } from "../../support/demo.ts";
import { textOf } from "../../support/owner-chat.ts";
import { anna, askFor, linkedCore, onWhatsApp } from "./world.ts";

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = linkedCore(db);
beforeAll(() => importDemo(core));
beforeEach(() => forgetPeople(db));

const me = { id: 1, is_bot: true, first_name: "Pawline", username: "owner_bot" } as never;
const channels = {
  telegram: ownerBot({ token: "1:test", root: "http://127.0.0.1:1", me, registry: telegramRegistry }).take,
  whatsapp: whatsappBot({ registry: whatsappRegistry, readCloud: () => undefined }),
};
const turns = () =>
  takeTurns(core, { channels, log: silentLog, metrics: createMetrics(), wakeAt: () => undefined });

let ids = 0;
const wrote = (text: string, chat = "a@lid") => {
  const id = `true_${chat}_${++ids}`;
  const event = { kind: "message", id, chat, at: 0, content: { kind: "text", text }, phone: "447700900100" };
  return receive(core, [{ channel: "whatsapp", externalId: id, from: chat, body: { via: "web", event } }]);
};

const saidOnTelegram = (text: string, from: string) => {
  const user = { id: Number(from), is_bot: false, first_name: "Anna", language_code: "en" };
  const entities = text.startsWith("/")
    ? [{ type: "bot_command", offset: 0, length: text.split(" ")[0]?.length }]
    : [];
  const message = {
    message_id: ++ids,
    date: 1,
    chat: { id: user.id, type: "private" },
    from: user,
    text,
    entities,
  };
  return receive(core, [
    { channel: "telegram", externalId: `u${ids}`, from, body: { update_id: ids, message } },
  ]);
};

const personAt = async (from: string) =>
  (await persons(core, [{ channel: "whatsapp", from }])).get(`whatsapp ${from}`) ?? "";

/** WhatsApp, with deliveries under our hands. */
function hand(
  outcome: () => Promise<Outcome> = async () => ({ kind: "sent", externalIds: [`out-${++ids}`] }),
) {
  const sent: string[] = [];
  const whatsapp: Messenger = {
    channel: "whatsapp",
    fetch: async () => ({ kind: "refused", reason: "gone" }),
    async perform({ operation, chat }) {
      if (operation.op === "send" && operation.content.kind === "text")
        sent.push(`${chat}: ${operation.content.text}`);
      return outcome();
    },
  };
  const out = deliveries(core, {
    messengers: { whatsapp },
    log: silentLog,
    metrics: createMetrics(),
    wakeAt: () => undefined,
  });
  return { sent, out };
}

describe("a newcomer who turns out to be somebody", () => {
  it("loses nothing that comes behind the code, and it is theirs", async () => {
    const telegram = await anna(core);
    await telegram.say("🛟 Support");
    const { words } = await askFor(telegram);
    for (const text of [words, "my cat limps", "since yesterday"]) await wrote(text);
    await turns();
    expect(await db.inbox.count()).toBe(0);
    expect(await db.setAside.count()).toBe(0);
    const owner = await telegram.person();
    const messages = await db.message.findMany({ include: { conversation: true } });
    expect(messages.map(({ authorId, conversation }) => [authorId, conversation.ownerId])).toEqual([
      [owner, owner],
      [owner, owner],
    ]);
  });

  it("is heard when something came in for them by their former name", async () => {
    const telegram = await anna(core);
    await telegram.say("🛟 Support");
    await wrote("hello");
    const former = await personAt("a@lid");
    await turns();
    await wrote("not lost");
    const { code } = await makeLink(core, await telegram.person(), "telegram");
    // The intake looked the person up before, and stores after.
    const rows = await db.inbox.findMany();
    await db.inbox.deleteMany();
    await takeLink(core, former, "whatsapp", code);
    await db.inbox.createMany({ data: rows });
    await turns();
    expect(await db.inbox.count()).toBe(0);
    expect(await db.setAside.count()).toBe(0);
    expect(await db.message.count()).toBe(1);
  });

  it("waits for a turn of the account that is just being taken", async () => {
    const telegram = await anna(core);
    const owner = await telegram.person();
    const { code } = await makeLink(core, owner, "telegram");
    await wrote("hello");
    await receive(core, [{ channel: "telegram", externalId: "u1", from: "1", body: {} }]);
    let ended = false;
    let taken: Promise<unknown> = Promise.resolve();
    await inTransaction(db, async (tx) => {
      await tx.$queryRaw`select 1 from inbox where person_id = ${owner}::uuid for no key update`;
      taken = takeLink(core, await personAt("a@lid"), "whatsapp", code).then(() => (ended = true));
      // It holds nothing that the turn needs, and waits.
      await expect.poll(async () => (await waiting()) > 0).toBe(true);
      expect(ended).toBe(false);
    });
    await taken;
    expect(ended).toBe(true);
  });

  const waiting = async () => {
    const [row] = await db.$queryRaw<{ count: bigint }[]>`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return Number(row?.count ?? 0);
  };

  it("reads what was on its way to them, once, and its numbers count", async () => {
    const telegram = await anna(core);
    await wrote("hello");
    await turns();
    const former = await personAt("a@lid");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const choices = [{ number: 1, label: "One", does: { data: "menu" } }];
    const { sent, out } = hand(async () => {
      await held;
      return { kind: "sent", externalIds: [`out-${++ids}`], choices };
    });
    await out.drain();
    const { code } = await makeLink(core, await telegram.person(), "telegram");
    await takeLink(core, former, "whatsapp", code);
    release();
    while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
    await out.close();
    expect(sent).toHaveLength(new Set(sent).size);
    expect(await db.outbox.count({ where: { personId: former } })).toBe(0);
    expect(await db.delivery.count({ where: { personId: former } })).toBe(0);
    expect(await db.delivery.count({ where: { outcome: "sent" } })).toBe(1);
    expect(await db.offer.findMany({ select: { personId: true } })).toEqual([
      { personId: await telegram.person() },
    ]);
  });

  it("reads what was queued for their former name by who had not heard", async () => {
    const telegram = await anna(core);
    await wrote("hello");
    const former = await personAt("a@lid");
    const { code } = await makeLink(core, await telegram.person(), "telegram");
    await takeLink(core, former, "whatsapp", code);
    const content = { kind: "text", text: "late" } as const;
    await queue(core, { to: former, channel: "whatsapp", operation: { op: "send", content } });
    const { sent, out } = hand();
    await out.drain();
    while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
    await out.close();
    expect(sent).toEqual(["a@lid: late"]);
  });

  it("keeps what they wrote before anybody was there to read it", async () => {
    const telegram = await anna(core);
    const whatsapp = onWhatsApp(core);
    await whatsapp.say("my cat has not eaten since yesterday");
    await whatsapp.say((await askFor(telegram)).words);
    expect(textOf(await telegram.say("🛟 Support"))).toContain("Your message has been passed on");
    const message = await db.message.findFirstOrThrow({ include: { conversation: true, copies: true } });
    expect(message.conversation.ownerId).toBe(await telegram.person());
    expect(message.copies).toMatchObject([{ channel: "whatsapp", chat: "a@lid" }]);
  });

  it("becomes one of two however both come at once, in two processes, and nothing they say is set aside", async () => {
    const pairs = Array.from({ length: 8 }, (_, index) => ({
      telegram: `${100 + index}`,
      whatsapp: `w${index}@lid`,
    }));
    for (const { telegram, whatsapp } of pairs) {
      const [one, other] = [await stranger(core, telegram), await personAt(whatsapp)];
      const [first, second] = [
        await makeLink(core, one, "telegram"),
        await makeLink(core, other, "whatsapp"),
      ];
      await wrote(`/link ${first.code}`, whatsapp);
      await saidOnTelegram(`/link ${second.code}`, telegram);
      for (const text of ["and this", "and that"]) {
        await wrote(text, whatsapp);
        await saidOnTelegram(text, telegram);
      }
    }
    for (let round = 0; round < 6; round++) {
      await Promise.all([turns(), turns(), turns()]);
      core.clock.advance(60_000);
    }
    expect(await db.setAside.count()).toBe(0);
    expect(await db.inbox.count()).toBe(0);
    const owners = await db.identity.groupBy({ by: ["personId"], _count: true });
    expect(owners.map(({ _count }) => _count)).toEqual(pairs.map(() => 2));
  });

  it("is in nobody's way who cannot write to the messenger they left", async () => {
    const telegram = await anna(core);
    const whatsapp = onWhatsApp(core);
    await whatsapp.say((await askFor(telegram)).words);
    const owner = await telegram.person();
    await db.outbox.deleteMany();
    const put = (channel: "telegram" | "whatsapp", text: string) =>
      queue(core, { to: owner, channel, operation: { op: "send", content: { kind: "text", text } } });
    await put("telegram", "stuck");
    await put("whatsapp", "not held up");
    const { sent, out } = hand();
    await out.drain();
    while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
    await out.close();
    expect(sent).toEqual(["a@lid: not held up"]);
  });
});

describe("two talks with support that become one", () => {
  async function operator(name: string): Promise<string> {
    const id = core.ids();
    const createdAt = core.clock.now();
    await db.person.create({ data: { id, channel: "staff", createdAt } });
    await db.identity.create({ data: { channel: "staff", externalId: name, personId: id, createdAt } });
    await db.staff.create({
      data: { id, name, roles: ["operator"], onDutySince: createdAt, joinedAt: createdAt },
    });
    return id;
  }

  /** Anna writes to support under both names, and is taken in hand under some of them. */
  async function twice({ first, second }: { first?: string; second?: string }) {
    const telegram = await anna(core);
    await telegram.say("🛟 Support");
    await telegram.say("as Anna");
    const whatsapp = onWhatsApp(core);
    await whatsapp.say("hello");
    await whatsapp.press("🇬🇧 English");
    await whatsapp.say("🛟 Support");
    await whatsapp.say("Anna");
    await whatsapp.contact("79990003344");
    await whatsapp.say("as a newcomer");
    const chatOf = async (ownerId: string) =>
      (await db.conversation.findFirstOrThrow({ where: { ownerId } })).id;
    const [kept, old] = [await chatOf(await telegram.person()), await chatOf(await whatsapp.person())];
    if (first) await takeSupport(core, first, kept);
    if (second) await takeSupport(core, second, old);
    const shown = await whatsapp.say((await askFor(telegram)).words);
    return { telegram, whatsapp, kept, old, shown };
  }

  const state = (id: string) =>
    db.conversation.findUniqueOrThrow({
      where: { id },
      select: { open: true, staffId: true, waitingSince: true, _count: { select: { messages: true } } },
    });

  it("waits on as one, with all that was said, and is told of once", async () => {
    await operator("Olga");
    const { telegram, kept, old } = await twice({});
    expect(await state(kept)).toMatchObject({ open: true, staffId: null, _count: { messages: 2 } });
    expect(await state(old)).toMatchObject({ open: false, waitingSince: null, _count: { messages: 0 } });
    const waiting = await db.conversation.count({ where: { waitingSince: { not: null } } });
    expect(waiting).toBe(1);
    const copy = JSON.stringify(await exportPerson(core, await telegram.person()));
    expect(copy).toContain("as a newcomer");
  });

  it("stays with who answered the newcomer, where nobody answered the account", async () => {
    const olga = await operator("Olga");
    const { whatsapp, kept, old } = await twice({ second: olga });
    expect(await state(kept)).toMatchObject({ open: true, staffId: olga, waitingSince: null });
    expect(await state(old)).toMatchObject({ open: false, staffId: null });
    expect(await db.desk.count({ where: { conversationId: kept, staffId: olga } })).toBe(1);
    await whatsapp.say("still me");
    expect(await state(kept)).toMatchObject({ _count: { messages: 3 } });
    expect(await db.outbox.count({ where: { personId: olga, laneId: kept, messageId: { not: null } } })).toBe(
      3,
    );
  });

  it("stays with who answered the account, who is shown what the newcomer wrote", async () => {
    const [olga, igor] = [await operator("Olga"), await operator("Igor")];
    const { kept, old } = await twice({ first: olga, second: igor });
    expect(await state(kept)).toMatchObject({ open: true, staffId: olga });
    expect(await state(old)).toMatchObject({ open: false, staffId: null });
    const shown = await db.outbox.findMany({
      where: { personId: olga, laneId: kept, messageId: { not: null } },
    });
    expect(shown.length).toBeGreaterThan(0);
    // Nothing of one's talk is left on the other's desk but that it went on elsewhere.
    const igors = await db.outbox.count({ where: { personId: igor, laneId: kept } });
    expect(igors).toBe(0);
  });
});
