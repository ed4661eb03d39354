import type { UserFromGetMe } from "grammy/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { telegramRegistry } from "../../../bots/owner/index.ts";
import { ownerBot } from "../../../bots/telegram/owner-bot.ts";
import { staffBot } from "../../../bots/telegram/staff-bot.ts";
import { takeTurns, type TakeTurn } from "../../../bots/turn.ts";
import { handleStaff } from "../../../bots/vet/handle.ts";
import { openDesk } from "../../../core/consultations/desk.ts";
import { take } from "../../../core/consultations/take.ts";
import { receive } from "../../../core/messaging/intake.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { activated, answered, type Opened } from "../consultations/world.ts";

const me = { id: 1, is_bot: true, first_name: "Bot", username: "bot" } as UserFromGetMe;
const account = { token: "1:token", root: "http://127.0.0.1:1", me };
const owners = ownerBot({ ...account, registry: telegramRegistry });
const vets = staffBot({ ...account, handle: handleStaff });
const plain = { telegram: owners.plain, staff: vets.plain };

let clinic: Practice;
let vet: string;
let updates = 0;
beforeAll(async () => {
  clinic = await practice();
  vet = await clinic.staff("Doctor House");
  await clinic.core.db.person.update({ where: { id: vet }, data: { timeZone: "Europe/Moscow" } });
});
afterAll(() => clinic.drop());

interface Said {
  readonly channel?: "telegram" | "staff";
  readonly quotes?: number;
  readonly topic?: number;
  readonly command?: true;
}

const chatOf = async (person: string) => {
  const found = await clinic.core.db.identity.findFirstOrThrow({ where: { personId: person } });
  return Number(found.externalId);
};

/** An update as Telegram delivers it; resolves to the message's id. */
async function say(person: string, text: string, said: Said = {}): Promise<number> {
  const { channel = "telegram", quotes, topic, command } = said;
  const id = await chatOf(person);
  const number = ++updates;
  const message = {
    message_id: number,
    date: 0,
    text,
    chat: { id, type: "private", first_name: "Anna" },
    from: { id, is_bot: false, first_name: "Anna", language_code: "en" },
    ...(command && { entities: [{ type: "bot_command", offset: 0, length: text.length }] }),
    ...(quotes && { reply_to_message: { message_id: quotes, date: 0, chat: { id, type: "private" } } }),
    ...(topic && { message_thread_id: topic, is_topic_message: true }),
  };
  const body = { update_id: number, message };
  await receive(clinic.core, [{ channel, externalId: String(number), from: String(id), body }]);
  return number;
}

/** Takes all turns; returns the persons whose events were not passed on with others but taken by themselves. */
async function turns(): Promise<string[]> {
  const alone: string[] = [];
  const noting =
    (bot: TakeTurn): TakeTurn =>
    async (core, received) => {
      alone.push(received.head.personId);
      await bot(core, received);
    };
  await takeTurns(clinic.core, {
    channels: { telegram: noting(owners.take), staff: noting(vets.take) },
    plain,
    log: silentLog,
    metrics: createMetrics(),
    wakeAt: () => undefined,
  });
  return alone;
}

/** What is queued for a person, by the conversation in whose lane it stands. */
async function heard(person: string): Promise<string[]> {
  const shown = await clinic.queued(person);
  return shown.flatMap(({ operation, conversation }) =>
    operation.op === "send" && operation.content.kind === "text"
      ? [`${conversation} ${operation.content.text}`]
      : [],
  );
}

/** A case of an owner that the vet has answered and the owner has selected. */
async function inCase(): Promise<Opened> {
  const opened = await answered(clinic, vet);
  await clinic.core.db.person.update({
    where: { id: opened.owner },
    data: { selectedId: opened.conversation },
  });
  return opened;
}

/** The case's topic in the vet's chat. */
async function topicOf({ conversation }: Opened): Promise<number> {
  const topic = ++updates + 5000;
  await clinic.core.db.desk.updateMany({
    where: { conversationId: conversation, staffId: vet },
    data: { topic: String(topic) },
  });
  return topic;
}

const inboxIsEmpty = async () => expect(await clinic.core.db.inbox.count()).toBe(0);

describe("plain messages of many people", () => {
  it("are passed on at once, each to its own case, everybody's in their order", async () => {
    const cases = [await inCase(), await inCase(), await inCase()];
    for (const n of [1, 2, 3]) for (const { owner } of cases) await say(owner, `word ${n}`);
    expect(await turns()).toEqual([]);
    await inboxIsEmpty();
    const all = await heard(vet);
    for (const { conversation } of cases)
      expect(all.filter((each) => each.startsWith(conversation))).toEqual(
        [1, 2, 3].map((n) => `${conversation} word ${n}`),
      );
    const [first] = await clinic.core.db.message.findMany({
      where: { conversationId: cases[0]?.conversation ?? "" },
      include: { copies: true },
    });
    expect(first).toMatchObject({
      side: "owner",
      copies: [{ channel: "telegram", original: true, part: 0 }],
    });
    expect(Buffer.from(first?.sealed ?? []).toString()).not.toContain("word");
  });

  it("of vets reach the owners by the topic or the quotation, and note that somebody wrote", async () => {
    const [one, other] = [await inCase(), await inCase()];
    await say(other.owner, "it hurts here");
    await turns();
    const copy = await clinic.core.db.message.findFirstOrThrow({
      where: { conversationId: other.conversation },
    });
    const shown = { channel: "staff" as const, chat: String(await chatOf(vet)), externalId: "777001" };
    await clinic.core.db.messageCopy.create({ data: { ...shown, messageId: copy.id, original: false } });
    clinic.clock.advance(60_000);
    await say(vet, "to the one", { channel: "staff", topic: await topicOf(one) });
    await say(vet, "to the other", { channel: "staff", quotes: 777001 });
    expect(await turns()).toEqual([]);
    expect(await heard(one.owner)).toEqual([`${one.conversation} to the one`]);
    expect(await heard(other.owner)).toEqual([`${other.conversation} to the other`]);
    const queued = (await clinic.queued(other.owner)).at(-1);
    expect(queued?.operation).toMatchObject({ replyTo: { message: copy.id, part: 0 } });
    const { lastMessageAt } = await clinic.core.db.consultation.findUniqueOrThrow({
      where: { id: one.consultation },
    });
    expect(lastMessageAt).toEqual(clinic.clock.now());
  });

  it("quote nothing out of another case", async () => {
    const [one, other] = [await inCase(), await inCase()];
    const theirs = await say(one.owner, "mine");
    await turns();
    const id = await chatOf(other.owner);
    const { id: message } = await clinic.core.db.message.findFirstOrThrow({
      where: { conversationId: one.conversation },
    });
    // The id is one of somebody else's chat: in their own it stands for nothing.
    await say(other.owner, "as I said", { quotes: theirs });
    expect(await turns()).toEqual([]);
    const [queued] = (await clinic.queued(vet)).filter(
      ({ conversation }) => conversation === other.conversation,
    );
    expect(queued?.operation).not.toHaveProperty("replyTo");
    expect(await clinic.core.db.messageCopy.count({ where: { messageId: message, chat: String(id) } })).toBe(
      0,
    );
  });

  it("fail alone: what cannot be written down is counted, everybody else's passes", async () => {
    const [good, bad, fine] = [await inCase(), await inCase(), await inCase()];
    const { db } = clinic.core;
    await db.$executeRawUnsafe(`
      create function refuse_one() returns trigger language plpgsql as $$
      begin
        if new.conversation_id = '${bad.conversation}' then raise exception 'not this one'; end if;
        return new;
      end $$`);
    await db.$executeRaw`create trigger one before insert on message for each row execute function refuse_one()`;
    for (const { owner } of [good, bad, fine]) await say(owner, "good day");
    expect(await turns()).toEqual([good.owner, bad.owner, fine.owner]);
    const all = await heard(vet);
    for (const { conversation } of [good, fine]) expect(all).toContain(`${conversation} good day`);
    expect(await db.inbox.findMany({ select: { personId: true, tries: true } })).toEqual([
      { personId: bad.owner, tries: 1 },
    ]);
    await db.$executeRaw`drop trigger one on message`;
    clinic.clock.advance(60_000);
    // What failed before is tried by itself.
    expect(await turns()).toEqual([bad.owner]);
    expect(await heard(vet)).toContain(`${bad.conversation} good day`);
    await inboxIsEmpty();
  });
});

describe("a turn of its own is taken by", () => {
  const alone = async (person: string, text: string, said?: Said) => {
    await say(person, text, said);
    expect(await turns()).toEqual([person]);
    await inboxIsEmpty();
  };

  it("a command, a label of the menu, and words that answer an open question", async () => {
    const { owner } = await inCase();
    await alone(owner, "/help", { command: true });
    await alone(owner, "👤 Profile");
    expect(await clinic.core.db.dialog.count({ where: { personId: owner } })).toBe(1);
    await alone(owner, "Anna");
  });

  it("who has no chat selected, a closed one, or one of somebody else", async () => {
    const nowhere = await answered(clinic, vet);
    await clinic.core.db.person.update({ where: { id: nowhere.owner }, data: { selectedId: null } });
    await alone(nowhere.owner, "anybody?");
    const over = await inCase();
    await clinic.core.db.consultation.update({
      where: { id: over.consultation },
      data: { state: "closed", closedAt: clinic.clock.now(), closedBy: "staff" },
    });
    await clinic.core.db.conversation.update({ where: { id: over.conversation }, data: { open: false } });
    await alone(over.owner, "one more thing");
    expect(await heard(vet)).not.toContain(`${over.conversation} one more thing`);
  });

  it("who had stopped the bot, or writes for the first time", async () => {
    const { owner } = await inCase();
    const blockedAt = clinic.clock.now();
    await clinic.core.db.identity.updateMany({ where: { personId: owner }, data: { blockedAt } });
    await alone(owner, "back again");
    await alone(await clinic.stranger(), "hello");
    const { blockedAt: now } = await clinic.core.db.identity.findFirstOrThrow({ where: { personId: owner } });
    expect(now).toBeNull();
  });

  it("a vet's first answer, which stops the clock, and what was asked for at the desk", async () => {
    const fresh = await activated(clinic);
    await take(clinic.core, vet, fresh.consultation);
    await openDesk(clinic.core, vet, fresh.conversation, "Rex");
    await alone(vet, "Good day", { channel: "staff", topic: await topicOf(fresh) });
    expect(await heard(fresh.owner)).toContain(`${fresh.conversation} Good day`);
    const { conversation } = fresh;
    await clinic.core.db.desk.updateMany({
      where: { conversationId: conversation },
      data: { awaiting: "note" },
    });
    const topic = await topicOf(fresh);
    await alone(vet, "looks like a sprain", { channel: "staff", topic });
    expect(await heard(fresh.owner)).not.toContain(`${conversation} looks like a sprain`);
    await say(vet, "I will look at it", { channel: "staff", topic });
    expect(await turns()).toEqual([]);
  });

  it("a vet in the topic of a case that is a colleague's now, which passes nothing", async () => {
    const lost = await inCase();
    const topic = await topicOf(lost);
    const colleague = await clinic.staff("Doctor Wilson");
    await clinic.core.db.consultation.update({
      where: { id: lost.consultation },
      data: { vetId: colleague },
    });
    await clinic.core.db.conversation.update({
      where: { id: lost.conversation },
      data: { staffId: colleague },
    });
    await alone(vet, "how is he?", { channel: "staff", topic });
    expect(await heard(lost.owner)).not.toContain(`${lost.conversation} how is he?`);
  });
});
