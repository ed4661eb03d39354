import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exportPerson } from "../../../core/accounts/export.ts";
import { written } from "../../../core/accounts/link/code.ts";
import { makeLink } from "../../../core/accounts/link/make.ts";
import { takeLink } from "../../../core/accounts/link/take.ts";
import { unlink } from "../../../core/accounts/link/unlink.ts";
import { keepChoices } from "../../../core/messaging/choices.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { violated } from "../../../core/platform/database.ts";
import { erasePerson } from "../../../core/accounts/erase.ts";
import { registered, stranger } from "../../support/accounts.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { forgetPeople, importDemo } from "../../support/demo.ts";
import { ownerChat, textOf } from "../../support/owner-chat.ts";
import { anna, annaOnBoth, askFor, linkedCore, offeredIn, onWhatsApp } from "./world.ts";

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = linkedCore(db);
beforeAll(() => importDemo(core));
beforeEach(() => forgetPeople(db));

const MINUTE = 60_000;

describe("a second messenger", () => {
  it("is linked by the link of the first, and both are told", async () => {
    const telegram = await anna(core);
    const { words } = await askFor(telegram);
    const whatsapp = onWhatsApp(core);
    const shown = await whatsapp.say(words);
    expect(textOf(shown)).toContain("this chat and Telegram are one account now. Hello, Анна!");
    expect(textOf(await telegram.look())).toContain("WhatsApp is now linked to your account");
    expect(await whatsapp.person()).toBe(await telegram.person());
    expect(textOf(await whatsapp.say("👤 Profile"))).toContain("Анна Иванова");
  });

  it("is linked by a code typed into the registration", async () => {
    const telegram = await anna(core);
    const { code } = await askFor(telegram);
    const whatsapp = onWhatsApp(core);
    await whatsapp.say("hello");
    await whatsapp.press("🇬🇧 English");
    const [question] = await whatsapp.press("I already have an account");
    expect(question?.text).toContain("enter the code from Telegram");
    expect(textOf(await whatsapp.say("hm"))).toContain("eight letters and digits");
    const shown = await whatsapp.say(code.toLowerCase().replace("-", " "));
    expect(textOf(shown)).toContain("one account now");
    expect(await whatsapp.person()).toBe(await telegram.person());
    expect(await db.dialog.count()).toBe(0);
  });

  it("is linked from WhatsApp to Telegram as well, by the start of a link or a command", async () => {
    for (const way of ["start", "link"]) {
      await forgetPeople(db);
      const known = await registered(core, "9");
      await db.identity.updateMany({ data: { channel: "whatsapp", externalId: "a@lid" } });
      await db.person.updateMany({ data: { channel: "whatsapp", locale: "en" } });
      const { words, code } = await askFor(onWhatsApp(core));
      const telegram = ownerChat(core, "1");
      const shown = await (way === "start"
        ? telegram.command("start", words)
        : telegram.command("link", code));
      expect(textOf(shown)).toContain("this chat and WhatsApp are one account now");
      expect(await telegram.person()).toBe(known);
      // The menu comes with it: this chat never had one.
      expect(shown.at(-1)?.keyboard).toContain("👤 Profile");
    }
  });

  it("may be the one with the account: who asked for the code without one becomes its owner", async () => {
    const asking = ownerChat(core, "2");
    await asking.command("start");
    await asking.press("🇬🇧 English");
    const whatsapp = onWhatsApp(core);
    const account = await registered(core, "9");
    await db.identity.updateMany({
      where: { personId: account },
      data: { channel: "whatsapp", externalId: "a@lid" },
    });
    await whatsapp.say((await askFor(asking)).words);
    expect(await asking.person()).toBe(account);
    expect(textOf(await asking.say("👤 Profile"))).toContain("Анна");
  });

  it("may be linked before anybody has registered: what was begun goes on as one", async () => {
    const telegram = ownerChat(core, "2");
    await telegram.command("start");
    await telegram.press("🇬🇧 English");
    const whatsapp = onWhatsApp(core);
    const shown = await whatsapp.say((await askFor(telegram)).words);
    expect(textOf(shown)).toContain("Would you like to register now?");
    await whatsapp.press("Register");
    expect(await whatsapp.person()).toBe(await telegram.person());
  });

  it("finishes the registration of somebody whose number WhatsApp hides", async () => {
    const whatsapp = ownerChat(core, "hidden@lid", "", "whatsapp");
    await whatsapp.say("hello");
    await whatsapp.press("🇬🇧 English");
    const asked = await whatsapp.press("Register");
    const [share] = asked.at(-1)?.keyboard ?? [];
    const choices = [{ number: 1, label: share ?? "", does: { shares: "contact" } as const }];
    const where = { personId: await whatsapp.person(), channel: "whatsapp" } as const;
    await keepChoices(core, where, { messages: ["asked"], choices, asks: true });
    // Their own card proves nothing either: anybody can write one.
    expect(textOf(await whatsapp.contact("79990001122"))).toContain("choose “Share my phone number”");
    const [told] = await whatsapp.say(share ?? "");
    expect(told?.text).toContain("WhatsApp does not show us your number");
    expect(told?.buttons).toEqual([
      "📲 Go on in Telegram",
      "I already have an account",
      "🛟 Write to support",
    ]);

    const { words } = offeredIn(await whatsapp.press("📲 Go on in Telegram"));
    const telegram = ownerChat(core, "3");
    const there = await telegram.command("start", words);
    expect(there.at(-1)?.keyboard).toContain(share);
    await telegram.contact("79990001122");
    for (const answer of ["Anna", "Windham", "05.11.1990", "anna@example.com", "Novosibirsk"])
      await telegram.say(answer);
    await telegram.press("✅ I agree");
    await telegram.press("✅ I agree");
    expect(textOf(await telegram.press("No, thank you"))).toContain("you are registered");
    expect(await whatsapp.person()).toBe(await telegram.person());
    expect(textOf(await whatsapp.say("👤 Profile"))).toContain("Anna Windham");
  });

  it("is in the help of both", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    expect(textOf(await telegram.command("help"))).toContain("/go takes you on to WhatsApp");
    expect(textOf(await whatsapp.command("help"))).toContain("/go takes you on to Telegram");
  });

  it("is not spoken of where the service has none", async () => {
    const alone = testCore(db);
    const chat = ownerChat(alone, "2");
    await chat.command("start");
    expect((await chat.press("🇬🇧 English")).at(-1)?.buttons).toEqual(["Register", "I'll look around first"]);
    await registered(alone, "3");
    await db.person.updateMany({ data: { locale: "en" } });
    const known = ownerChat(alone, "3");
    expect((await known.say("👤 Profile"))[0]?.buttons.join()).not.toContain("Messengers");
    expect(textOf(await known.command("go"))).toContain("no other messenger");
    expect(textOf(await known.command("help"))).toContain("nearest clinic");
    expect(textOf(known.history)).not.toContain("WhatsApp");
  });
});

describe("a code", () => {
  it("works once", async () => {
    const telegram = await anna(core);
    const { words } = await askFor(telegram);
    await onWhatsApp(core).say(words);
    const other = onWhatsApp(core, "b@lid");
    const shown = await other.say(words);
    expect(textOf(shown)).toContain("has been used");
    expect(await other.person()).not.toBe(await telegram.person());
    // Who was refused is not left in the rain.
    expect(shown.at(-1)?.buttons).toContain("🇬🇧 English");
  });

  it("works for ten minutes, and the one asked for last is the one that works", async () => {
    const telegram = await anna(core);
    const [first, second] = [await askFor(telegram), await askFor(telegram)];
    const whatsapp = onWhatsApp(core);
    expect(textOf(await whatsapp.say(first.words))).toContain("no longer works");
    core.clock.advance(10 * MINUTE);
    expect(textOf(await whatsapp.command("link", second.code))).toContain("no longer works");
    const third = await askFor(telegram);
    core.clock.advance(10 * MINUTE - 1);
    expect(textOf(await whatsapp.command("link", third.code))).toContain("one account now");
  });

  it("typed where it was given says where it belongs; so does the link opened again after it was taken", async () => {
    const telegram = await anna(core);
    const { code, words } = await askFor(telegram);
    expect(textOf(await telegram.command("link", code))).toContain(
      "meant to be entered in your other messenger",
    );
    const whatsapp = onWhatsApp(core);
    await whatsapp.say(words);
    core.clock.advance(30 * MINUTE);
    expect(textOf(await whatsapp.say(words))).toContain("We go on here");
  });

  it("is not found by trying: five wrong ones, and an hour's rest", async () => {
    const { code } = await askFor(await anna(core));
    const whatsapp = onWhatsApp(core);
    await whatsapp.command("link");
    for (const left of [4, 3, 2, 1])
      expect(textOf(await whatsapp.say("2222-2222"))).toContain(
        `${left} ${left === 1 ? "try" : "tries"} left`,
      );
    const last = await whatsapp.say("2222-2222");
    expect(textOf(last)).toContain("too many wrong codes");
    expect(last.at(-1)?.buttons).toEqual(["🛟 Write to support"]);
    expect(textOf(await whatsapp.command("link", code))).toContain("too many wrong codes");
    core.clock.advance(60 * MINUTE);
    expect(textOf(await whatsapp.command("link", code))).toContain("no longer works");
  });

  it("is in the database as a hash alone, one alive a person", async () => {
    const telegram = await anna(core);
    const { code } = await askFor(telegram);
    const person = await telegram.person();
    await Promise.all([1, 2, 3].map(() => makeLink(core, person, "telegram")));
    const rows = await db.link.findMany();
    expect(JSON.stringify(rows)).not.toContain(code.replace("-", ""));
    expect(rows.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
    const [alive] = rows.filter(({ endedAt }) => endedAt === null);
    const again = db.link.create({ data: { ...alive, id: core.ids(), codeHash: "x" } as never });
    await expect(again).rejects.toSatisfy((error) => violated(error) === "link_live");
  });

  it("of an account that was deleted opens nothing", async () => {
    const telegram = await anna(core);
    const { words } = await askFor(telegram);
    await erasePerson(core, await telegram.person(), "telegram");
    expect(textOf(await onWhatsApp(core).say(words))).toContain("no such code");
  });

  it("joins nobody to somebody who has an account of their own", async () => {
    const telegram = await anna(core);
    const { words } = await askFor(telegram);
    const other = await registered(core, "9", { phone: "+79990003344" });
    await db.identity.updateMany({
      where: { personId: other },
      data: { channel: "whatsapp", externalId: "a@lid" },
    });
    const shown = await onWhatsApp(core).say(words);
    expect(textOf(shown)).toContain("another one there");
    expect(shown.at(-1)?.buttons).toEqual(["🛟 Write to support"]);
    expect(await db.identity.count({ where: { personId: other } })).toBe(1);
  });

  it("does not take the place of a messenger that is linked, and says to both how to make room", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    const { words } = await askFor(telegram);
    const second = onWhatsApp(core, "b@lid");
    expect(textOf(await second.say(words))).toContain("Another WhatsApp is linked");
    expect(textOf(await telegram.look())).toContain("Somebody wanted to link another WhatsApp");
    await telegram.press("Unlink WhatsApp");
    await telegram.press("Yes, unlink WhatsApp");
    expect(await whatsapp.person()).not.toBe(await telegram.person());
    await second.say((await askFor(telegram)).words);
    expect(await second.person()).toBe(await telegram.person());
  });

  it("is taken by one of two who take it at once", async () => {
    const telegram = await anna(core);
    const person = await telegram.person();
    const { code } = await makeLink(core, person, "telegram");
    const takers = await Promise.all(["b", "c", "d"].map((chat) => onWhatsApp(core, chat).person()));
    const results = await Promise.all(
      takers.map((taker) => takeLink(core, taker, "whatsapp", written(code))),
    );
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(["joined", "used", "used"]);
    expect(await db.identity.count({ where: { personId: person } })).toBe(2);
  });

  it("goes with codes of each other taken at once: they are one, however it ends", async () => {
    const [one, other] = [await stranger(core, "2"), await onWhatsApp(core).person()];
    const [first, second] = [await makeLink(core, one, "telegram"), await makeLink(core, other, "whatsapp")];
    // Who has become another meanwhile tries again as that one, as a turn does.
    const again = async (person: string, chat: "telegram" | "whatsapp", code: string) =>
      takeLink(core, person, chat, code).catch(async () => {
        const { mergedIntoId } = await db.person.findUniqueOrThrow({ where: { id: person } });
        return takeLink(core, mergedIntoId ?? person, chat, code);
      });
    const results = await Promise.all([
      again(other, "whatsapp", first.code),
      again(one, "telegram", second.code),
    ]);
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(["here", "joined"]);
    const owners = new Set((await db.identity.findMany()).map(({ personId }) => personId));
    expect(owners.size).toBe(1);
  });
});

describe("unlinking", () => {
  it("is asked about in the profile, told to both, and leaves the chat to nobody we know", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    await telegram.say("👤 Profile");
    const [list] = await telegram.press("📲 Messengers");
    expect(list?.text).toContain("Telegram, WhatsApp");
    await telegram.press("Unlink WhatsApp");
    expect(textOf(await telegram.press("Yes, unlink WhatsApp"))).toContain("WhatsApp is unlinked");
    expect(textOf(await whatsapp.look())).toContain("This chat is unlinked from the account");
    const [hello] = await whatsapp.say("👤 Profile");
    expect(textOf(whatsapp.history.slice(-2))).not.toContain("Анна Иванова");
    expect(hello?.buttons).toContain("🇬🇧 English");
  });

  it("may be done from the messenger that is unlinked, by its own button", async () => {
    const { telegram, whatsapp } = await annaOnBoth(core);
    const person = await telegram.person();
    await whatsapp.press("Unlink WhatsApp");
    await whatsapp.press("Yes, unlink WhatsApp");
    expect(textOf(await telegram.look())).toContain("WhatsApp is unlinked");
    expect(await whatsapp.person()).not.toBe(person);
    // Nothing is left on its way to a chat that is not theirs.
    expect(await db.outbox.count({ where: { personId: person, channel: "whatsapp" } })).toBe(0);
    expect(await db.person.findUniqueOrThrow({ where: { id: person } })).toMatchObject({
      channel: "telegram",
    });
  });

  it("never takes the last one, however it is asked for", async () => {
    const telegram = await anna(core);
    expect(textOf(await telegram.pressData("unlink:telegram"))).toContain("only messenger");
    expect(textOf(await telegram.pressData("unlinked:telegram"))).toContain("only messenger");
    const person = await telegram.person();
    await onWhatsApp(core).say((await askFor(telegram)).words);
    const results = await Promise.all([unlink(core, person, "telegram"), unlink(core, person, "whatsapp")]);
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(["last", "unlinked"]);
    expect(await db.identity.count({ where: { personId: person } })).toBe(1);
  });

  it("sends others' words that were on their way there to the messenger that stays", async () => {
    const { telegram } = await annaOnBoth(core);
    const person = await telegram.person();
    await queue(core, {
      to: person,
      channel: "whatsapp",
      operation: { op: "notice", notice: { kind: "reacted", emoji: "👍" } },
    });
    await unlink(core, person, "whatsapp");
    const [row] = await db.outbox.findMany({ where: { personId: person }, orderBy: { seq: "desc" } });
    expect(row?.channel).toBe("telegram");
  });
});

it("a copy of one's data names both messengers", async () => {
  const { telegram } = await annaOnBoth(core);
  const copy = JSON.stringify(await exportPerson(core, await telegram.person()));
  expect(copy).toContain("whatsapp");
  expect(copy).toContain("a@lid");
});

it("an account with two messengers is deleted in both", async () => {
  const { telegram, whatsapp } = await annaOnBoth(core);
  const person = await telegram.person();
  await erasePerson(core, person, "telegram");
  expect(await whatsapp.person()).not.toBe(person);
  expect(await telegram.person()).not.toBe(await whatsapp.person());
});
