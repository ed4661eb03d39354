import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handleOwner } from "../../../bots/owner/handle.ts";
import { telegramRegistry, whatsappRegistry } from "../../../bots/owner/index.ts";
import { ownerVoice } from "../../../bots/owner/voice.ts";
import type { Incoming } from "../../../bots/incoming.ts";
import { placeCopies } from "../../../core/messaging/copies.ts";
import { relayEdit, relayReaction, withdraw } from "../../../core/messaging/corrections.ts";
import { resolveTarget, targetOf } from "../../../core/messaging/resolve.ts";
import { retryDelivery } from "../../../core/messaging/retry.ts";
import type { Operation } from "../../../core/messaging/operation.ts";
import { relay } from "../../../core/messaging/relay.ts";
import { transact } from "../../../core/platform/core.ts";
import { openJson } from "../../../core/platform/sealed.ts";
import { testDatabase } from "../../support/database.ts";
import { forgetPeople, importDemo } from "../../support/demo.ts";
import { ownerChat, textOf } from "../../support/owner-chat.ts";
import { anna, annaOnBoth, askFor, linkedCore, offeredIn, onWhatsApp } from "./world.ts";

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = linkedCore(db);
beforeAll(() => importDemo(core));
beforeEach(() => forgetPeople(db));

describe("an open question", () => {
  it("comes to the other messenger with the person, and is answered there", async () => {
    const telegram = await anna(core);
    await telegram.pressData("add-pet");
    await telegram.say("Murka");
    await telegram.press("Cat");
    const whatsapp = onWhatsApp(core);
    const asked = telegram.history.at(-1);
    const shown = await whatsapp.say((await askFor(telegram)).words);
    expect(textOf(shown)).toContain("We go on here");
    expect(shown.at(-1)?.text).toBe(asked?.text);
    expect(shown.at(-1)?.buttons).toEqual(asked?.buttons);
  });

  it("is shown to who writes from elsewhere, whose words are not taken for an answer", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    const [question] = await telegram.pressData("add-pet");
    const shown = await whatsapp.say("good evening");
    expect(textOf(shown)).toContain("was waiting for you in Telegram");
    expect(shown.at(-1)?.text).toBe(question?.text);
    await whatsapp.say("Murka");
    // And back again: it stands there now.
    const back = await telegram.say("hello?");
    expect(textOf(back)).toContain("was waiting for you in WhatsApp");
    expect(back.at(-1)?.buttons).toContain("Cat");
    await telegram.press("Cat");
    expect(await db.dialog.findFirst({ select: { channel: true } })).toEqual({ channel: "telegram" });
  });

  it("is answered by its own button wherever that stands, and cancelled from anywhere", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    await telegram.pressData("add-pet");
    await telegram.say("Murka");
    await whatsapp.say("hm");
    // The button in Telegram belongs to the question that is open.
    const [next] = await telegram.press("Cat");
    expect(next?.text).not.toContain("waiting");
    expect(textOf(await whatsapp.say("cancel"))).toContain("we've stopped");
    expect(await db.dialog.count()).toBe(0);
  });

  it("edits nothing that stands in the other messenger", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    await telegram.say("🩺 Vets");
    await whatsapp.say("hm");
    const pressed = await telegram.press("▶");
    expect(pressed.at(-1)?.edited).toBe(false);
    expect((await telegram.press("▶")).at(-1)?.edited).toBe(true);
  });
});

describe("a conversation", () => {
  const begun = async () => {
    const both = await annaOnBoth(core);
    const owner = await both.telegram.person();
    const [staff, conversation] = [core.ids(), core.ids()];
    const at = core.clock.now();
    await db.person.create({ data: { id: staff, channel: "staff", createdAt: at } });
    await db.identity.create({
      data: { channel: "staff", externalId: "50", personId: staff, createdAt: at },
    });
    await db.staff.create({ data: { id: staff, name: "Dr Olga Konina", roles: ["operator"], joinedAt: at } });
    await db.conversation.create({
      data: { id: conversation, kind: "support", ownerId: owner, staffId: staff, createdAt: at },
    });
    await db.person.update({ where: { id: owner }, data: { selectedId: conversation } });
    let written = 0;
    const row = () => db.conversation.findUniqueOrThrow({ where: { id: conversation } });
    const places = () => [{ channel: "staff", chat: "50", externalId: `s${++written}` }] as const;
    return {
      ...both,
      owner,
      staff,
      conversation,
      answers: async (text: string) => {
        const [place] = places();
        const content = { kind: "text", text } as const;
        const { id } = await relay(core, {
          conversation: await row(),
          author: staff,
          side: "staff",
          content,
          places: [place],
        });
        return { id, place };
      },
      /** What is queued for somebody, with the words its reader sees. */
      queued: async (to: string, channel: "telegram" | "whatsapp" | "staff") => {
        const rows = await db.outbox.findMany({ where: { personId: to, channel }, orderBy: { seq: "asc" } });
        return rows.map(({ id, sealed, messageId }) => ({
          messageId,
          operation: openJson<Operation>(core.keys, `outbox:${id}`, sealed),
        }));
      },
      does: async (channel: "telegram" | "whatsapp", incoming: Incoming) => {
        const registry = channel === "telegram" ? telegramRegistry : whatsappRegistry;
        await transact(core, (core) =>
          handleOwner({ core, person: owner, channel }, incoming, "en", registry),
        );
      },
    };
  };

  it("is one for both sides: the vet sees one chat, the owner is answered where they wrote last", async () => {
    const { telegram, whatsapp, staff, owner, answers, queued } = await begun();
    await telegram.say("from Telegram");
    const first = await answers("to Telegram");
    await whatsapp.say("from WhatsApp");
    const second = await answers("to WhatsApp");
    const shown = (await queued(staff, "staff")).flatMap(({ operation }) =>
      operation.op === "send" && operation.content.kind === "text" ? operation : [],
    );
    expect(shown.map(({ topic }) => topic)).toHaveLength(2);
    expect(new Set(shown.map(({ topic }) => topic)).size).toBe(1);
    const ids = async (channel: "telegram" | "whatsapp") =>
      (await queued(owner, channel)).flatMap(({ messageId }) => messageId ?? []);
    expect(await ids("telegram")).toEqual([first.id]);
    expect(await ids("whatsapp")).toEqual([second.id]);
  });

  it("is corrected, taken back and reacted to where the message stands; who has gone over reads the correction there", async () => {
    const { whatsapp, staff, owner, answers, queued } = await begun();
    await db.person.update({ where: { id: owner }, data: { channel: "telegram" } });
    const { id, place } = await answers("5 mg");
    await db.outbox.deleteMany();
    await placeCopies(core, id, [{ channel: "telegram", chat: "1", externalId: "77" }], { original: false });
    await whatsapp.say("I am here now");
    await relayEdit(core, staff, place, { text: "0.5 mg" });
    const [edit] = await queued(owner, "telegram");
    if (edit?.operation.op !== "edit") throw new Error("nothing is edited");
    const target = targetOf(edit.operation);
    expect(await resolveTarget(core, target, { channel: "telegram", chat: "1" })).toBe("77");
    expect(await resolveTarget(core, target, { channel: "whatsapp", chat: "a@lid" })).toBeNull();
    const [told] = (await queued(owner, "whatsapp")).filter(({ messageId }) => messageId === id);
    if (told?.operation.op !== "send" || !told.operation.frame) throw new Error("nothing is told");
    expect(told.operation.content).toMatchObject({ text: "0.5 mg" });
    const header = ownerVoice.frame(told.operation.frame, { locale: "en", timeZone: null }, false).header;
    expect(header).toBe("Support · Dr Olga Konina · changed");
    await relayReaction(core, staff, place, "👍");
    await withdraw(core, staff, place);
    const ops = (await queued(owner, "telegram")).map(({ operation }) => operation.op);
    expect(ops).toEqual(["edit", "react", "delete"]);
  });

  it("takes a quotation and an edit from either messenger, each by its own place", async () => {
    const { staff, does, queued } = await begun();
    const text = (words: string) => ({ kind: "text", text: words }) as const;
    await does("telegram", { kind: "message", externalId: "5", content: text("it limps") });
    await does("whatsapp", { kind: "message", externalId: "w5", content: text("on the left"), replyTo: "5" });
    await does("telegram", { kind: "edited", externalId: "5", content: text("she limps") });
    await does("whatsapp", { kind: "edited", externalId: "w5", content: text("on the right") });
    const operations = (await queued(staff, "staff")).map(({ operation }) => operation);
    const edits = operations.flatMap((operation) => (operation.op === "edit" ? operation.words?.text : []));
    expect(edits).toEqual(["she limps", "on the right"]);
    // A number of another messenger's message quotes nothing here.
    const [, second] = operations.filter(({ op }) => op === "send");
    expect(second).not.toHaveProperty("replyTo");
  });

  it("goes to the messenger that is left when one is stopped", async () => {
    const { owner, staff, telegram, does, answers, queued } = await begun();
    await telegram.say("back in Telegram");
    expect(await db.person.findUniqueOrThrow({ where: { id: owner } })).toMatchObject({
      channel: "telegram",
    });
    await does("telegram", { kind: "blocked" });
    expect(await db.person.findUniqueOrThrow({ where: { id: owner } })).toMatchObject({
      channel: "whatsapp",
    });
    const { id } = await answers("where are you?");
    expect((await queued(owner, "whatsapp")).map(({ messageId }) => messageId)).toContain(id);
    // What failed in the one that was stopped goes there, too, when its author tries again.
    const [row] = await db.outbox.findMany({ where: { messageId: id } });
    if (!row) throw new Error("nothing is queued");
    const { sealed, laneId } = row;
    await db.outbox.deleteMany();
    const failed = { personId: owner, laneId, messageId: id, sealed, tries: 1, at: core.clock.now() };
    await db.delivery.create({
      data: { ...failed, id: row.id, channel: "telegram", outcome: "refused", reason: "blocked" },
    });
    expect(await retryDelivery(core, row.id, staff)).toBe("queued");
    expect((await queued(owner, "whatsapp")).map(({ messageId }) => messageId)).toEqual([id]);
  });
});

describe("the way to the other messenger", () => {
  it("leads to support from support, before there is an account, and brings the talk along", async () => {
    const telegram = ownerChat(core, "2");
    await telegram.command("start");
    await telegram.press("🇬🇧 English");
    await telegram.say("🛟 Support");
    await telegram.say("Anna");
    await telegram.contact("79990001122");
    await telegram.say("I cannot pay");
    const { words } = offeredIn(await telegram.press("📲 Go on in WhatsApp"));
    const whatsapp = onWhatsApp(core);
    const shown = await whatsapp.say(words);
    expect(textOf(shown)).toContain("You are in the chat with support");
    // Name and phone are known: nobody is asked twice.
    expect(textOf(shown)).not.toContain("What may we call you");
    await whatsapp.say("and my card is fine");
    const messages = await db.message.findMany({ include: { conversation: true } });
    expect(messages).toHaveLength(2);
    expect(new Set(messages.map(({ conversation }) => conversation.ownerId))).toEqual(
      new Set([await whatsapp.person()]),
    );
  });

  it("leads back the same way once both are one, each time with what is open", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    await whatsapp.say("🛟 Support");
    const { words } = offeredIn(await whatsapp.press("📲 Go on in Telegram"));
    const shown = await telegram.command("start", words);
    expect(textOf(shown)).toContain("You are in the chat with support");
    expect(textOf(shown)).not.toContain("one account now");
  });

  it("tells who writes to a chat that they still do", async () => {
    const telegram = await anna(core);
    await telegram.say("🛟 Support");
    const whatsapp = onWhatsApp(core);
    expect(textOf(await whatsapp.say((await askFor(telegram)).words))).toContain(
      "You are writing to: Support",
    );
  });

  it("begins anew what the newcomer was doing, now with the account", async () => {
    const telegram = await anna(core);
    const whatsapp = onWhatsApp(core);
    await whatsapp.say("hello");
    await whatsapp.press("🇬🇧 English");
    await whatsapp.say("🐾 My pets");
    await whatsapp.press("I already have an account");
    const shown = await whatsapp.say((await askFor(telegram)).code);
    expect(textOf(shown)).toContain("Your pets will be here");
  });
});
