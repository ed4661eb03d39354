import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setDuty } from "../../../core/staff/members.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { labels, ownerChat, texts, type OwnerChat } from "./chat.ts";

let clinic: Practice;
let vet: string;
let owner: string;
let chat: OwnerChat;

const daily = { days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "09:00", to: "21:00" };

beforeAll(async () => {
  clinic = await practice();
  vet = await clinic.staff("Dr Olga Konina");
  await clinic.core.db.clinic.updateMany({ data: { hours: [daily] } });
});
afterAll(() => clinic.drop());
beforeEach(async () => {
  clinic.clock.set(minute(0));
  await setDuty(clinic.core, vet, true);
  owner = await clinic.owner();
  chat = ownerChat(clinic, owner);
});

const cases = () =>
  clinic.core.db.consultation.findMany({
    where: { ownerId: owner },
    include: { files: { orderBy: { position: "asc" } } },
  });

/** Up to the question when to begin. */
async function described(entitlement: string): Promise<OwnerChat> {
  await chat.pressData(`activate:${entitlement}`);
  await chat.press("Rex · Dog");
  await chat.write("He limps since yesterday");
  return chat;
}

describe("an owner with a bought package", () => {
  test("activates it now: pet, complaint, an album and one more photo, a last look", async () => {
    await clinic.pet(owner);
    const entitlement = await clinic.entitlement(owner, { sessions: 3 });
    const menu = await chat.write("🎫 My services");
    expect(texts(menu)).toContain("3 of 3 left");
    await chat.press("▶️ Start");
    await chat.press("Rex · Dog");
    await chat.write("He limps since yesterday");
    await chat.files({ ref: "a", caption: { text: "The left one" } }, { ref: "b" });
    expect(texts(await chat.files({ ref: "c", kind: "video" }))).toContain("3 files so far");
    expect(texts(await chat.press("Done"))).toContain("Vets are on duty");
    const check = await chat.press("▶️ Now");
    expect(texts(check)).toContain("Rex");
    expect(texts(check)).toContain("3 files");
    expect(texts(check)).toContain("2 more will be left");
    expect(await cases()).toEqual([]);
    expect(await clinic.remaining(entitlement)).toBe(3);

    const told = await chat.press("▶️ Start the consultation");
    expect(texts(told)).toContain("has begun: Rex");
    expect(texts(told)).toContain("by 12:30");
    expect(await clinic.remaining(entitlement)).toBe(2);
    const [made] = await cases();
    expect(made).toMatchObject({ state: "queued" });
    const kinds = await clinic.core.db.file.findMany({
      where: { personId: owner },
      select: { id: true, kind: true },
    });
    expect(made?.files.map(({ fileId }) => kinds.find(({ id }) => id === fileId)?.kind)).toEqual([
      "photo",
      "photo",
      "video",
    ]);

    // What is written next goes to the new chat, without another word from the bot.
    expect(await chat.write("He also whines")).toEqual([]);
    const messages = await clinic.core.db.message.findMany({ where: { authorId: owner } });
    expect(messages.map(({ conversationId }) => conversationId)).toEqual([made?.conversationId]);
  });

  test("who has no pet adds one on the way and goes on", async () => {
    const entitlement = await clinic.entitlement(owner);
    expect(texts(await chat.pressData(`activate:${entitlement}`))).toContain("First tell us about your pet");
    await chat.press("Cat");
    await chat.write("I don't know");
    const named = await chat.write("Murka");
    expect(texts([...named, ...(await chat.look())])).toContain("whether Murka is eating");
    await chat.write("Sneezes");
    await chat.press("No photos");
    await chat.press("▶️ Now");
    expect(texts(await chat.press("▶️ Start the consultation"))).toContain("has begun: Murka");
  });

  test("at the last look it can still be left, gone back from, or cancelled: nothing is used", async () => {
    await clinic.pet(owner);
    const entitlement = await clinic.entitlement(owner);
    await described(entitlement);
    await chat.press("No photos");
    await chat.press("▶️ Now");
    expect(texts(await chat.press("← Back"))).toContain("When shall we begin?");
    await chat.press("▶️ Now");
    expect(texts(await chat.press("Not now"))).toContain("still yours");
    await described(entitlement);
    await chat.command("cancel");
    expect(await clinic.remaining(entitlement)).toBe(1);
    expect(await cases()).toEqual([]);
  });

  test("a file the messenger will not give us is refused at once, and the rest is kept", async () => {
    await clinic.pet(owner);
    await described(await clinic.entitlement(owner));
    const answer = await chat.files({ ref: "big", size: 21 * 1024 * 1024 }, { ref: "small", size: 1000 });
    expect(texts(answer)).toContain("over 20 MB");
    expect(texts(answer)).toContain("1 file so far");
  });

  test("more files than go with a complaint: the first ten are taken and it says so", async () => {
    await clinic.pet(owner);
    await described(await clinic.entitlement(owner));
    await chat.files(...Array.from({ length: 9 }, (_, index) => ({ ref: `f${index}` })));
    expect(texts(await chat.files({ ref: "x" }, { ref: "y" }))).toContain("up to 10 files");
    await chat.press("▶️ Now");
    await chat.press("▶️ Start the consultation");
    expect((await cases())[0]?.files.length).toBe(10);
  });
});

describe("a time", () => {
  test("is offered in the owner's zone and within the clinic's hours, and is when the clock starts", async () => {
    await clinic.core.db.person.update({ where: { id: owner }, data: { timeZone: "Asia/Vladivostok" } });
    await clinic.pet(owner);
    await described(await clinic.entitlement(owner));
    await chat.press("No photos");
    const days = await chat.press("🗓 Choose a time");
    expect(labels(days).slice(0, 2)).toEqual(["Today, Mon 11 May", "Tomorrow, Tue 12 May"]);
    const times = await chat.press("Tomorrow, Tue 12 May");
    expect(texts(times)).toContain("it is 19:00 where you are");
    // 09:00 to 20:30 in Moscow is 16:00 to 03:30 in Vladivostok.
    expect(labels(times).filter((label) => /^\d\d:\d\d$/.test(label))).toEqual(
      [
        ["00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "03:30"],
        ["16:00", "16:30", "17:00", "17:30", "18:00", "18:30", "19:00", "19:30"],
        ["20:00", "20:30", "21:00", "21:30", "22:00", "22:30", "23:00", "23:30"],
      ].flat(),
    );
    const check = await chat.press("16:00");
    expect(texts(check)).toContain("12 May at 16:00");
    expect(texts(check)).toContain("a vet answers by 16:30");
    expect(texts(await chat.press("🗓 Set the time"))).toContain("is set: Rex");
    const [made] = await cases();
    expect(made).toMatchObject({ state: "scheduled", startsAt: new Date("2026-05-12T06:00:00Z") });
  });

  test("is what is proposed when nobody is on duty, and waiting is still possible", async () => {
    await setDuty(clinic.core, vet, false);
    clinic.clock.set(minute(12 * HOUR)); // midnight in Moscow
    await clinic.pet(owner);
    const entitlement = await clinic.entitlement(owner);
    await described(entitlement);
    const asked = await chat.press("No photos");
    expect(texts(asked)).toContain("No vet is on duty right now");
    expect(texts(asked)).toContain("The clinic opens 12 May at 09:00");
    expect(labels(asked).slice(0, 2)).toEqual(["🗓 Choose a time", "▶️ Start now and wait"]);
    expect(texts(await chat.press("▶️ Start now and wait"))).toContain("although no vet is on duty");
    expect(texts(await chat.press("▶️ Start the consultation"))).toContain("No vet is on duty right now");
    expect(await clinic.remaining(entitlement)).toBe(0);
  });
});

test("a package of a named vet goes to that vet first, and it says so before and after", async () => {
  await clinic.pet(owner);
  await described(await clinic.entitlement(owner, { vet }));
  expect(texts(await chat.press("No photos"))).toContain("only Dr Olga Konina sees it");
  expect(texts(await chat.press("▶️ Now"))).toContain("only Dr Olga Konina sees it");
  const told = await chat.press("▶️ Start the consultation");
  expect(texts(told)).toContain("your vet, Dr Olga Konina");
  expect((await cases())[0]).toMatchObject({ preferredId: vet, preferredUntil: minute(10) });
});

test("where the named vet is away, it says that others will see it", async () => {
  const other = await clinic.staff("Dr Ivan Belov", { duty: false });
  await clinic.pet(owner);
  await described(await clinic.entitlement(owner, { vet: other }));
  expect(texts(await chat.press("No photos"))).toContain("Dr Ivan Belov is not on duty right now");
});

describe("an activation that comes to nothing is explained", () => {
  test("used up on another device between the first question and the last", async () => {
    await clinic.pet(owner);
    const entitlement = await clinic.entitlement(owner);
    await described(entitlement);
    await chat.press("No photos");
    await chat.press("▶️ Now");
    const { core } = clinic;
    await core.db.entitlementEntry.create({
      data: {
        key: `consume:${owner}`,
        entitlementId: entitlement,
        kind: "consume",
        delta: -1,
        at: minute(0),
      },
    });
    const answer = await chat.press("▶️ Start the consultation");
    expect(texts(answer)).toContain("No consultations are left");
    expect(labels(answer)).toEqual(["🎫 My services", "🛒 Choose a consultation"]);
    expect(await cases()).toEqual([]);
    expect(texts(await chat.pressData(`activate:${entitlement}`))).toContain("No consultations are left");
  });

  test("the pet was put away meanwhile", async () => {
    const pet = await clinic.pet(owner);
    const entitlement = await clinic.entitlement(owner);
    await described(entitlement);
    await chat.press("No photos");
    await chat.press("▶️ Now");
    await clinic.core.db.pet.update({ where: { id: pet }, data: { archivedAt: minute(0) } });
    expect(texts(await chat.press("▶️ Start the consultation"))).toContain("has been archived");
    expect(await clinic.remaining(entitlement)).toBe(1);
  });

  test("expired, somebody else's, forged", async () => {
    const entitlement = await clinic.entitlement(owner);
    const stranger = await clinic.entitlement(await clinic.owner());
    clinic.clock.set(minute(401 * 24 * HOUR));
    expect(texts(await chat.pressData(`activate:${entitlement}`))).toContain("has expired");
    expect(texts(await chat.pressData(`activate:${stranger}`))).toContain("not among yours");
    expect(texts(await chat.pressData("activate:' or 1=1"))).toContain("no longer possible");
  });
});

describe("my services", () => {
  test("empty, they lead to what is on sale", async () => {
    const answer = await chat.write("🎫 My services");
    expect(texts(answer)).toContain("The consultations you buy will be here");
    expect(labels(answer)).toEqual(["🛒 Choose a consultation"]);
  });

  test("show what is left, until when and from which vet; what is used up is a list of its own", async () => {
    await clinic.entitlement(owner, { sessions: 3, vet });
    const used = await clinic.entitlement(owner);
    await clinic.core.db.entitlementEntry.create({
      data: { key: `consume:${owner}`, entitlementId: used, kind: "consume", delta: -1, at: minute(0) },
    });
    const list = await chat.write("🎫 Мои услуги");
    expect(texts(list)).toContain("3 of 3 left · until 15 June 2027");
    expect(texts(list)).toContain("Dr Olga Konina");
    expect(texts(await chat.press("Details"))).toContain("Consultations left: 3 of 3");
    await chat.press("‹ My services");
    const past = await chat.press("🗂 Used and expired (1)");
    expect(texts(past)).toContain("Fully used");
    expect(past[0]?.edited).toBe(true);
  });

  test("with more than a page holds, turn pages that lead round", async () => {
    for (let count = 0; count < 7; count++) await clinic.entitlement(owner);
    const first = await chat.write("🎫 My services");
    expect(texts(first)).toContain("5. Consultation");
    const second = await chat.press("▶");
    expect(texts(second)).toContain("7. Consultation");
    expect(texts(second)).not.toContain("5. Consultation");
    expect(texts(await chat.press("▶"))).toContain("1. Consultation");
  });
});

test("in Russian the whole way is in Russian", async () => {
  await clinic.core.db.person.update({ where: { id: owner }, data: { locale: "ru" } });
  await clinic.pet(owner, "Рекс");
  const entitlement = await clinic.entitlement(owner);
  await chat.pressData(`activate:${entitlement}`);
  await chat.press("Рекс · Собака");
  await chat.write("Хромает");
  await chat.press("Без фото");
  expect(texts(await chat.press("▶️ Сейчас"))).toContain("это последняя в пакете");
  expect(texts(await chat.press("▶️ Начать консультацию"))).toContain("началась: Рекс");
});
