import { describe, expect, it } from "vitest";
import { consentsOf } from "../../../core/accounts/consents.ts";
import { isRegistered, profileOf } from "../../../core/accounts/profile.ts";
import { registered, stranger } from "../../support/accounts.ts";
import { demoCatalog, importDemo } from "../../support/demo.ts";
import { ownerChat, textOf, type OwnerChat } from "../../support/owner-chat.ts";
import { ownerFlows } from "./rig.ts";

const { core, db } = await ownerFlows();

/** Goes to the question after the phone. */
async function toName(chat: OwnerChat) {
  await chat.command("start");
  await chat.press("🇬🇧 English");
  await chat.press("Register");
  return chat.contact("79990001122");
}

/** Goes to the first consent. */
async function toConsents(chat: OwnerChat) {
  await toName(chat);
  for (const answer of ["Anna", "Smith", "31.01.1990", "anna@example.com"]) await chat.say(answer);
  return chat.say("Yekaterinburg");
}

/** Versions never come back: each is one more. */
let version = 1;

async function newAgreement() {
  const catalog = await demoCatalog();
  const changed = { version: `sample-${++version}` };
  const legal = catalog.legal.map((text) => (text.kind === "agreement" ? { ...text, ...changed } : text));
  await importDemo(core, { ...catalog, legal });
}

describe("the first meeting", () => {
  it("asks for the language in both, welcomes in the chosen one and shows the menu in it", async () => {
    const chat = ownerChat(core, "1", "ru");
    const [question] = await chat.command("start");
    expect(question?.text).toContain("На каком языке");
    expect(question?.text).toContain("Which language");
    const [welcome, next] = await chat.press("🇬🇧 English");
    expect(welcome?.text).toContain("Hello!");
    expect(welcome?.keyboard).toHaveLength(8);
    expect(welcome?.keyboard).toContain("🐾 My pets");
    expect(next?.buttons).toEqual(["Register", "I'll look around first"]);
    expect((await db.person.findUniqueOrThrow({ where: { id: await chat.person() } })).locale).toBe("en");
  });

  it("lets one look around first", async () => {
    const chat = ownerChat(core, "1");
    await chat.command("start");
    await chat.press("🇬🇧 English");
    expect(textOf(await chat.press("I'll look around"))).toContain("take your time");
    expect(textOf(await chat.say("🛒 Buy a consultation"))).toContain("₽");
  });

  it("meets who has an account with the menu", async () => {
    await registered(core, "1");
    const [welcome] = await ownerChat(core, "1").command("start");
    expect(welcome?.text).toContain("Good to see you again");
    expect(welcome?.keyboard).toHaveLength(8);
  });
});

describe("registration", () => {
  it.each([
    {
      language: "🇷🇺 Русский",
      says: ["Зарегистрироваться", "Анна", "Иванова", "Екатеринбург", "✅ Даю согласие", "Спасибо, не нужно"],
      ends: "вы зарегистрированы",
    },
    {
      language: "🇬🇧 English",
      says: ["Register", "Anna", "Smith", "Yekaterinburg", "✅ I agree", "No, thank you"],
      ends: "you are registered",
    },
  ])("goes from the phone to the consents in $language", async ({ language, says, ends }) => {
    const [register = "", first = "", last = "", city = "", yes = "", no = ""] = says;
    const chat = ownerChat(core, "1");
    await chat.command("start");
    await chat.press(language);
    await chat.press(register);
    const [thanks] = await chat.contact("79990001122");
    expect(thanks?.keyboard).toHaveLength(8);
    for (const answer of [first, last, "31.01.1990", "anna@example.com"]) await chat.say(answer);
    expect(textOf(await chat.say(city))).toContain("17:00");
    await chat.press(yes);
    await chat.press(yes);
    const done = await chat.press(no);
    expect(textOf(done)).toContain(ends);
    expect(done.at(-1)?.buttons).toHaveLength(2);

    const person = await chat.person();
    expect(await profileOf(core, person)).toEqual({
      firstName: first,
      lastName: last,
      phone: "+79990001122",
      birthDate: "1990-01-31",
      email: "anna@example.com",
      city,
      timeZone: "Asia/Yekaterinburg",
    });
    const given = (await consentsOf(core, person)).map(({ kind, given }) => [kind, given]);
    expect(given).toEqual([
      ["agreement", true],
      ["processing", true],
      ["marketing", false],
    ]);
    const proofs = await db.consent.findMany();
    expect(proofs.every(({ messageId }) => messageId.startsWith("out-"))).toBe(true);
  });

  it.each([
    { typed: "Анна Павловна", asks: "Очень приятно, Анна Павловна! А ваша фамилия?", buttons: ["← Назад"] },
    {
      typed: "Иванова Анна Павловна",
      asks: "Очень приятно, Анна Павловна! А ваша фамилия?",
      buttons: ["Иванова", "← Назад"],
    },
  ])(
    "takes a patronymic from the answer $typed, without a question more",
    async ({ typed, asks, buttons }) => {
      const chat = ownerChat(core, "1", "ru");
      await chat.command("start");
      await chat.press("🇷🇺");
      await chat.press("Зарегистрироваться");
      await chat.contact("79990001122");
      const [question] = await chat.say(typed);
      expect(question).toMatchObject({ text: asks, buttons });
      if (buttons.includes("Иванова")) await chat.press("Иванова");
      else await chat.say("Иванова");
      for (const answer of ["31.01.1990", "anna@example.com", "Москва"]) await chat.say(answer);
      for (const answer of ["✅", "✅", "✅"]) await chat.press(answer);
      expect(await profileOf(core, await chat.person())).toMatchObject({
        firstName: "Анна",
        patronymic: "Павловна",
        lastName: "Иванова",
      });
    },
  );

  it("keeps no patronymic that was the surname", async () => {
    const chat = ownerChat(core, "1");
    await toName(chat);
    for (const answer of ["Roman Petrovich", "Petrovich", "31.01.1990", "r@example.com", "Moscow"])
      await chat.say(answer);
    for (const answer of ["✅", "✅", "✅"]) await chat.press(answer);
    const profile = await profileOf(core, await chat.person());
    expect(profile).toMatchObject({ firstName: "Roman", lastName: "Petrovich" });
    expect(profile?.patronymic).toBeUndefined();
  });

  it("refuses somebody else's number and asks again", async () => {
    const chat = ownerChat(core, "1");
    await chat.command("start");
    await chat.press("🇬🇧 English");
    await chat.press("Register");
    const [again] = await chat.contact("79990001122", false);
    expect(again?.text).toContain("somebody else's number");
    expect(again?.keyboard[0]).toBe("📱 Share my phone number");
    expect(textOf(await chat.contact("79990001122"))).toContain("What is your first name?");
  });

  it("offers support when the number belongs to another account, and ends", async () => {
    await registered(core, "2");
    const chat = ownerChat(core, "1");
    const shown = await toName(chat);
    expect(textOf(shown)).toContain("Another account already has this number");
    expect(shown.at(-1)?.buttons).toEqual(["🛟 Write to support"]);
    expect(await db.dialog.count()).toBe(0);
  });

  it("says what is wrong with each answer and waits for a better one", async () => {
    const chat = ownerChat(core, "1");
    await toName(chat);
    expect(textOf(await chat.say("A1"))).toContain("doesn't look like a name");
    await chat.say("Anna");
    await chat.say("Smith");
    expect(textOf(await chat.say("31.02.1990"))).toContain("There is no such date");
    expect(textOf(await chat.say("01.01.2031"))).toContain("yet to come");
    expect(textOf(await chat.say("01.01.1200"))).toContain("slip in the year");
    expect(textOf(await chat.say("24.11.2008"))).toContain("from the age of 18");
    expect(textOf(await chat.say("22.11.2008"))).toContain("e-mail");
    expect(textOf(await chat.say("anna"))).toContain("doesn't look like an e-mail");
    expect(textOf(await chat.say("anna@example.com"))).toContain("Which city");
  });

  it("goes back to an earlier answer", async () => {
    const chat = ownerChat(core, "1");
    await toName(chat);
    await chat.say("Ana");
    expect(textOf(await chat.press("← Back"))).toContain("first name");
    await chat.say("Anna");
    for (const answer of ["Smith", "31.01.1990", "anna@example.com", "Moscow"]) await chat.say(answer);
    for (const answer of ["✅", "✅", "✅"]) await chat.press(answer);
    expect((await profileOf(core, await chat.person()))?.firstName).toBe("Anna");
  });

  it("stops at a command and at a menu label, and nothing is kept", async () => {
    const chat = ownerChat(core, "1");
    await toName(chat);
    expect(textOf(await chat.command("cancel"))).toContain("we've stopped");
    await toName(chat);
    expect(textOf(await chat.say("🩺 Vets"))).toContain("Vera Lugova");
    expect(await isRegistered(core, await chat.person())).toBe(false);
    expect(await db.owner.count()).toBe(0);
  });
});

describe("a city", () => {
  const toCity = async (chat: OwnerChat) => {
    await toName(chat);
    for (const answer of ["Anna", "Smith", "31.01.1990", "anna@example.com"]) await chat.say(answer);
  };

  it("may be a place on the map", async () => {
    const chat = ownerChat(core, "1");
    await toCity(chat);
    const shown = await chat.location(35.7, 51.4);
    expect(textOf(shown)).toContain("Noted: Tehran. It is 15:30");
  });

  it("that several have is chosen by its country", async () => {
    const chat = ownerChat(core, "1");
    await toCity(chat);
    const [which] = await chat.say("London");
    expect(which?.buttons).toContain("London — Canada");
    expect(textOf(await chat.press("London — United Kingdom"))).toContain("12:00");
  });

  it("with a slip is offered as it should be", async () => {
    const chat = ownerChat(core, "1");
    await toCity(chat);
    const [similar] = await chat.say("Novosibirks");
    expect(similar?.text).toContain("Could it be one of these?");
    expect(textOf(await chat.press("Novosibirsk"))).toContain("19:00");
  });

  it("that nobody knows takes the clock of another", async () => {
    const chat = ownerChat(core, "1");
    await toCity(chat);
    expect(textOf(await chat.say("Nizhnie Vasyuki"))).toContain("isn't on our list");
    await chat.say("yekat");
    const [noted, consent] = await chat.press("17:00 – Yekaterinburg");
    expect(noted?.text).toContain("Nizhnie Vasyuki");
    expect(consent?.text).toContain("user agreement");
  });
});

describe("consents", () => {
  it("are read in full before they are given", async () => {
    const chat = ownerChat(core, "1");
    await toConsents(chat);
    const shown = await chat.press("📄 Read it all");
    expect(textOf(shown)).toContain("Version sample-");
    expect(textOf(shown)).toContain("go to the nearest clinic");
    expect(shown.at(-1)?.buttons.slice(0, 3)).toEqual(["✅ I agree", "📄 Read it all", "I don't agree"]);
  });

  it("that are required block, with the reason, and leave a way back", async () => {
    const chat = ownerChat(core, "1");
    await toConsents(chat);
    await chat.press("✅ I agree");
    expect(textOf(await chat.press("I don't agree"))).toContain("the law doesn't let us keep your data");
    const [refused] = await chat.press("I still don't agree");
    expect(refused?.buttons).toEqual(["Back to the consents", "🛟 Write to support", "🗂 My data"]);
    expect(await isRegistered(core, await chat.person())).toBe(false);
    expect(await consentsOf(core, await chat.person())).toMatchObject([{ given: true }, { given: false }]);
    expect(textOf(await chat.say("🛒 Buy a consultation"))).toContain("₽");
  });

  it("given after a refusal count", async () => {
    const chat = ownerChat(core, "1");
    await toConsents(chat);
    await chat.press("I don't agree");
    await chat.press("✅ I agree");
    await chat.press("✅ I agree");
    await chat.press("✅ I agree");
    expect(await isRegistered(core, await chat.person())).toBe(true);
  });

  it("are asked for again, before anything else, when a text changes", async () => {
    await registered(core, "1");
    await newAgreement();
    const chat = ownerChat(core, "1");
    expect(textOf(await chat.say("🐾 My pets"))).toContain("This document has been updated");
    expect(textOf(await chat.command("menu"))).toContain("This document has been updated");
    const [done] = await chat.press("✅ I agree");
    expect(done?.text).toContain("All is in order");
    expect(done?.keyboard).toHaveLength(8);
    expect(textOf(await chat.say("🐾 My pets"))).toContain("Add the first one");
  });

  it("asked for again and refused leave support and one's own data within reach", async () => {
    await registered(core, "1");
    await newAgreement();
    const chat = ownerChat(core, "1");
    await chat.say("👤 Profile");
    await chat.press("I don't agree");
    await chat.press("I still don't agree");
    expect(textOf(await chat.press("🗂 My data"))).toContain("delete your account");
  });
});

it("an old button does no harm", async () => {
  const chat = ownerChat(core, "1");
  await toName(chat);
  await chat.command("cancel");
  expect(textOf(await chat.press("Register"))).toContain("no longer");
  expect(textOf(await chat.pressData("pet:not-an-id"))).not.toBe("");
  expect(textOf(await chat.pressData("nothing:of:ours"))).not.toBe("");
  expect(await isRegistered(core, await stranger(core, "1"))).toBe(false);
});
