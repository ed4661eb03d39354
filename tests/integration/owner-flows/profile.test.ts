import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { timers } from "../../../bots/timers.ts";
import { consentsOf } from "../../../core/accounts/consents.ts";
import { exportPerson } from "../../../core/accounts/export.ts";
import { isRegistered, profileOf } from "../../../core/accounts/profile.ts";
import { activate } from "../../../core/consultations/activate.ts";
import { finish } from "../../../core/consultations/close.ts";
import { rate } from "../../../core/consultations/reviews.ts";
import { take } from "../../../core/consultations/take.ts";
import { addNote } from "../../../core/consultations/note.ts";
import { staffWrote } from "../../../core/consultations/wrote.ts";
import { withdraw } from "../../../core/messaging/corrections.ts";
import { expectFile, fileBytes, putBytes } from "../../../core/messaging/files.ts";
import { relay } from "../../../core/messaging/relay.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { createOrder } from "../../../core/orders/create.ts";
import { myEntitlement } from "../../../core/orders/mine.ts";
import { traceSession } from "../../../core/payments/sessions.ts";
import { addPet, editPet } from "../../../core/pets/keep.ts";
import { anna, registered } from "../../support/accounts.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { forgetPeople, importDemo } from "../../support/demo.ts";
import { ownerChat, textOf, type OwnerChat } from "../../support/owner-chat.ts";

const { db, ...database } = await testDatabase();
afterAll(() => database.drop());
const core = testCore(db, { gateways: ["robokassa"] });

beforeAll(() => importDemo(core));
beforeEach(() => forgetPeople(db));

async function annasChat(): Promise<OwnerChat> {
  const person = await registered(core, "1");
  await db.person.update({ where: { id: person }, data: { locale: "en" } });
  return ownerChat(core, "1");
}

describe("the profile", () => {
  it("shows what is known and changes it field by field", async () => {
    const chat = await annasChat();
    const [card] = await chat.say("👤 Profile");
    expect(card?.text).toBe(
      [
        "👤 Анна Иванова",
        "",
        "Phone: +7 999 000 11 22",
        "Date of birth: 31 January 1990",
        "Sex: not given",
        "E-mail: anna@example.com",
        "City: Екатеринбург (your time now: 17:00)",
      ].join("\n"),
    );
    for (const [field, answer] of [
      ["First name", "Ольга"],
      ["Last name", "Петрова"],
      ["Patronymic", "Павловна"],
      ["Date of birth", "05.11.1985"],
      ["E-mail", "olga@example.com"],
      ["City", "Tokyo"],
    ] as const) {
      await chat.press("✏️ Change my details");
      await chat.press(field);
      expect(textOf(await chat.say(answer))).toContain("Saved");
    }
    await chat.press("✏️ Change my details");
    await chat.press("Phone");
    expect(textOf(await chat.contact("79990009988"))).toContain("Saved");
    expect(await profileOf(core, await chat.person())).toEqual({
      firstName: "Ольга",
      lastName: "Петрова",
      patronymic: "Павловна",
      phone: "+79990009988",
      birthDate: "1985-11-05",
      email: "olga@example.com",
      city: "Tokyo",
      timeZone: "Asia/Tokyo",
    });
    await chat.press("✏️ Change my details");
    await chat.press("Patronymic");
    await chat.press("I have none");
    expect((await profileOf(core, await chat.person()))?.patronymic).toBeUndefined();
    await chat.press("✏️ Change my details");
    await chat.press("First name");
    await chat.say("Анна Павловна");
    expect(await profileOf(core, await chat.person())).toMatchObject({
      firstName: "Анна",
      patronymic: "Павловна",
    });
  });

  it("takes the sex, or that one would rather not say, and only there", async () => {
    const chat = await annasChat();
    await chat.say("👤 Profile");
    for (const [answer, sex] of [
      ["Female", "female"],
      ["Male", "male"],
      ["I'd rather not say", "undisclosed"],
    ] as const) {
      await chat.press("✏️ Change my details");
      await chat.press("Sex");
      expect(textOf(await chat.press(answer))).toContain(`Sex: ${answer}`);
      expect((await profileOf(core, await chat.person()))?.sex).toBe(sex);
    }
  });

  it("does not take a number that is another's, by account or by contact", async () => {
    await registered(core, "2", { phone: "+79990009988" });
    const chat = await annasChat();
    await chat.say("👤 Profile");
    await chat.press("✏️");
    await chat.press("Phone");
    expect(textOf(await chat.contact("79990007777", false))).toContain("somebody else's number");
    const shown = await chat.contact("79990009988");
    expect(textOf(shown)).toContain("Another account already has this number");
    expect((await profileOf(core, await chat.person()))?.phone).toBe(anna.phone);
  });

  it("changes the language of everything, the menu too", async () => {
    const chat = await annasChat();
    await chat.say("👤 Profile");
    await chat.press("🌐 Language");
    const [set, card] = await chat.press("🇷🇺 Русский");
    expect(set?.keyboard).toContain("🐾 Мои питомцы");
    expect(card?.text).toContain("Телефон:");
    expect(textOf(await chat.say("🐾 My pets"))).toContain("Здесь будут ваши питомцы");
  });

  it("of a stranger is the way to an account", async () => {
    const [none] = await ownerChat(core, "5").say("👤 Profile");
    expect(none?.buttons).toEqual(["Register", "🌐 Language", "Not now"]);
  });

  it("starts and stops the news; each answer is kept", async () => {
    const chat = await annasChat();
    await chat.say("👤 Profile");
    const [mine] = await chat.press("📄 My consents");
    expect(mine?.text).toContain("• User agreement: given (23 November 2026)");
    expect(textOf(await chat.press("Stop news"))).toContain("no more news");
    await chat.press("📄 My consents");
    await chat.press("Get news");
    await chat.press("📄 My consents");
    await chat.press("Stop news");
    const answers = await db.consent.findMany({ where: { kind: "marketing" }, orderBy: { seq: "asc" } });
    expect(answers.map(({ given }) => given)).toEqual([true, false, true, false]);
    expect(await consentsOf(core, await chat.person())).toMatchObject([
      {},
      {},
      { kind: "marketing", given: false },
    ]);
  });
});

/** An owner with a pet and its photo, a paid package, a finished and rated consultation, and one that waits. */
async function annasLife() {
  const chat = await annasChat();
  const owner = await chat.person();
  const vet = await hireVet();
  const pet = await addPet(core, owner, { species: "dog", name: "Rex" });
  if (pet.kind !== "ok") throw new Error(pet.kind);
  const photo = await sentFile(owner, new Uint8Array(9));
  await editPet(core, owner, pet.pet, { photo, allergies: "Chicken" });
  const entitlement = await giveBundle(owner);

  const start = () =>
    activate(core, owner, { entitlement, pet: pet.pet, complaint: { text: "He limps", files: [] } });
  const first = await start();
  if (first.kind !== "activated") throw new Error(first.kind);
  await take(core, vet, first.consultation);
  await chat.say("He limps on the left");
  const place = { channel: "staff", chat: "77", externalId: "1" } as const;
  await finish(core, vet, first.consultation, { words: { text: "A splinter" }, places: [place] });
  await rate(core, owner, first.consultation, 5, "Thank you, says Anna");
  const second = await start();
  if (second.kind !== "activated") throw new Error(second.kind);
  await chat.say("And now the right one");
  return {
    chat,
    owner,
    entitlement,
    photo,
    pet: pet.pet,
    first: first.consultation,
    second: second.consultation,
  };
}

/** A file that somebody sent, fetched and found good. */
async function sentFile(personId: string, bytes: Uint8Array, name?: string): Promise<string> {
  const kind = name === undefined ? "photo" : "document";
  const id = await expectFile(core, { personId, channel: "telegram", kind, ref: "ref", name });
  const storeKey = await putBytes(core, id, bytes);
  const mime = name === undefined ? "image/jpeg" : "application/pdf";
  await db.file.update({ where: { id }, data: { state: "stored", storeKey, mime, size: bytes.length } });
  return id;
}

async function hireVet(): Promise<string> {
  const id = core.ids();
  const at = core.clock.now();
  const identity = { channel: "staff", externalId: "77", createdAt: at } as const;
  await db.person.create({
    data: { id, channel: "staff", locale: "en", createdAt: at, identities: { create: identity } },
  });
  await db.staff.create({ data: { id, name: "Vera", roles: ["vet"], onDutySince: at, joinedAt: at } });
  return id;
}

async function giveBundle(owner: string): Promise<string> {
  const gift = { code: "GIFT", kind: "percent", value: 100, packages: [] } as const;
  await db.promoCode.upsert({ where: { code: gift.code }, create: { ...gift, packages: [] }, update: {} });
  const consent = { version: "sample-1", locale: "en", channel: "telegram", messageId: "3" } as const;
  const payer = { firstName: "Анна", lastName: "Иванова", phone: anna.phone, email: anna.email };
  const made = await createOrder(core, owner, {
    ...payer,
    package: "bundle-3",
    promo: "GIFT",
    locale: "en",
    consent,
  });
  if (made.kind !== "granted") throw new Error(made.kind);
  return made.entitlement;
}

describe("a copy of one's data", () => {
  it("is sent as a file that holds all of it, and nothing of others", async () => {
    const { chat } = await annasLife();
    const other = await registered(core, "2", { phone: "+79990009988", firstName: "Борис" });
    await addPet(core, other, { species: "cat", name: "Barsik" });
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    const shown = await chat.press("⬇️ Get a copy");
    const { bytes, mime } = await fileBytes(core, shown[1]?.file ?? "");
    expect(mime).toBe("application/json");
    const json = new TextDecoder().decode(bytes);
    for (const mine of [
      anna.phone,
      anna.email,
      anna.birthDate,
      "Rex",
      "Chicken",
      "He limps",
      "He limps on the left",
      "A splinter",
      "Thank you, says Anna",
      "bundle-3",
      "image/jpeg",
      "processing",
    ])
      expect(json).toContain(mine);
    expect(json).not.toContain("Barsik");
    expect(json).not.toContain("+79990009988");
  });

  const copyOf = async (chat: OwnerChat) => {
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    const [told, json, ...rest] = await chat.press("⬇️ Get a copy");
    const { bytes } = await fileBytes(core, json?.file ?? "");
    return {
      told: told?.text,
      json: new TextDecoder().decode(bytes),
      files: rest.flatMap(({ files }) => files),
    };
  };

  it("brings the files one sent, byte for byte and by the names the first file calls them, and no earlier copy", async () => {
    const { chat, owner } = await annasLife();
    const scan = await sentFile(owner, new TextEncoder().encode("%PDF of Anna"), "scan.pdf");
    const other = await registered(core, "2", { phone: "+79990009988" });
    await sentFile(other, new Uint8Array(3), "other.pdf");
    const refused = await expectFile(core, { personId: owner, channel: "telegram", kind: "video", ref: "r" });
    await db.file.update({ where: { id: refused }, data: { state: "refused", refusal: "wrong_kind" } });
    for (let copies = 0; copies < 2; copies++) {
      const { told, json, files } = await copyOf(chat);
      expect(told).toContain("Then come the 2 files you sent us.");
      expect(files.map(({ name }) => name)).toEqual(["001-photo.jpg", "002-scan.pdf"]);
      for (const { name } of files) expect(json).toContain(`"${name}"`);
      expect(files[1]?.id).toBe(scan);
      expect(json).not.toContain("application/json");
      expect(json).not.toContain("other.pdf");
    }
    expect(new TextDecoder().decode((await fileBytes(core, scan)).bytes)).toBe("%PDF of Anna");
  });

  it("holds nothing that staff noted or took back", async () => {
    const { chat, owner, second } = await annasLife();
    const vet = await db.staff.findFirstOrThrow();
    await take(core, vet.id, second);
    const { conversationId } = await db.consultation.findUniqueOrThrow({ where: { id: second } });
    const place = (externalId: string) => ({ channel: "staff", chat: "77", externalId }) as const;
    const content = (text: string) => ({ kind: "text", text }) as const;
    await addNote(core, vet.id, conversationId, { content: content("A note"), places: [place("2")] });
    for (const [text, id] of [
      ["Meant for another", "3"],
      ["Meant for Anna", "4"],
    ] as const) {
      const wrote = await staffWrote(core, vet.id, conversationId);
      if (wrote.kind !== "open") throw new Error(wrote.kind);
      const said = { author: vet.id, side: "staff", content: content(text), places: [place(id)] } as const;
      await relay(core, { ...said, conversation: wrote.conversation });
    }
    expect(await withdraw(core, vet.id, place("3"))).toBe("passed");
    expect(owner).toBe(await chat.person());
    const { json } = await copyOf(chat);
    expect(json).toContain("Meant for Anna");
    expect(json).not.toContain("Meant for another");
    expect(json).not.toContain("A note");
  });
});

describe("deleting the account", () => {
  async function erased(chat: OwnerChat) {
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    await chat.press("🗑 Delete the account");
    await chat.press("Delete it anyway");
    return chat.press("Yes, delete it for good");
  }

  it("says before what will go, and may be thought better of", async () => {
    const { chat, owner } = await annasLife();
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    const [what] = await chat.press("🗑 Delete the account");
    expect(what?.text).toContain("the cards of your pets (1)");
    expect(what?.text).toContain("1 consultation is still open");
    expect(what?.text).toContain("1 consultation that you have paid for");
    await chat.press("Delete it anyway");
    expect(textOf(await chat.press("Keep the account"))).toContain("nothing is deleted");
    expect(await isRegistered(core, owner)).toBe(true);
  });

  it("ends what is open and gives the session back", async () => {
    const { chat, owner, entitlement, second } = await annasLife();
    await erased(chat);
    expect(await db.consultation.findUniqueOrThrow({ where: { id: second } })).toMatchObject({
      state: "cancelled",
    });
    expect((await myEntitlement(core, owner, entitlement))?.remaining).toBe(2);
    expect(await db.conversation.count({ where: { ownerId: owner, open: true } })).toBe(0);
  });

  it("leaves nothing that names or quotes the person, anywhere in the database", async () => {
    const { chat, owner } = await annasLife();
    const addresses = await db.outbox.count({ where: { personId: owner } });
    expect(addresses).toBeGreaterThan(0);
    await erased(chat);
    expect(await profileOf(core, owner)).toBeUndefined();
    const left = {
      messages: await db.message.count({ where: { conversation: { ownerId: owner } } }),
      files: await db.file.count({ where: { personId: owner } }),
      identities: await db.identity.count({ where: { personId: owner } }),
      outbox: await db.outbox.count({ where: { personId: owner } }),
      onTheirWay: await db.outbox.count({ where: { messageId: { not: null } } }),
      delivery: await db.delivery.count({ where: { personId: owner } }),
      dialogs: await db.dialog.count({ where: { personId: owner } }),
      kept: await db.keptMessage.count({ where: { personId: owner } }),
    };
    expect(Object.values(left).every((count) => count === 0)).toBe(true);
    const copy = JSON.stringify(await exportPerson(core, owner));
    for (const gone of [
      anna.phone,
      anna.email,
      "Анна",
      "Иванова",
      anna.city,
      "Rex",
      "Chicken",
      "limps",
      "splinter",
      "Thank you",
    ])
      expect(copy).not.toContain(gone);
  });

  it("deletes the bytes of files from the store", async () => {
    const { chat, photo } = await annasLife();
    const { storeKey } = await db.file.findUniqueOrThrow({ where: { id: photo } });
    expect(await core.files.get(storeKey ?? "")).toBeDefined();
    await erased(chat);
    await runTimers(core, { handlers: timers, log: silentLog, wakeAt: () => undefined });
    await expect(core.files.get(storeKey ?? "")).rejects.toThrow();
  });

  it("empties what gateways wrote of the payer, and keeps that they did", async () => {
    const { chat, owner } = await annasLife();
    const { id: orderId } = await db.order.findFirstOrThrow({ where: { ownerId: owner } });
    const at = core.clock.now();
    // In roubles a promo code left nothing to pay.
    const price = { currency: "EUR", amount: 500 };
    await db.orderPrice.create({ data: { orderId, ...price, listAmount: 500, discount: 0 } });
    const sums = { ...price, createdAt: at, changedAt: at };
    const expiresAt = new Date(at.getTime() + 60_000);
    const attempt = core.ids();
    await db.paymentAttempt.create({
      data: { ...sums, id: attempt, orderId, gateway: "robokassa", expiresAt },
    });
    await db.paymentNotification.create({
      data: {
        id: core.ids(),
        gateway: "robokassa",
        eventKey: "1",
        attemptId: attempt,
        verdict: "accepted",
        sealed: new Uint8Array(9),
        receivedAt: at,
      },
    });
    await traceSession(core, attempt, { address: "203.0.113.7", device: "Old Phone/1.0" });
    await erased(chat);
    expect(await db.payerSession.count()).toBe(0);
    const [notification] = await db.paymentNotification.findMany();
    expect(notification).toMatchObject({ attemptId: attempt, verdict: "accepted" });
    expect(notification?.sealed).toHaveLength(0);
  });

  it("keeps the sums, the record of consents, the stars and the bare cases", async () => {
    const { chat, owner, first } = await annasLife();
    await erased(chat);
    expect(await db.order.findMany({ where: { ownerId: owner } })).toMatchObject([
      { payer: null, amount: 0, state: "paid" },
    ]);
    expect(await db.consent.count({ where: { personId: owner } })).toBe(4);
    expect(await db.review.findMany()).toMatchObject([{ stars: 5, words: null, authorName: "" }]);
    expect(await db.consultation.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
      state: "closed",
      conclusion: null,
    });
  });

  it("says good-bye and lets the person begin anew as somebody nobody knows", async () => {
    const { chat, owner } = await annasLife();
    const [bye] = await erased(chat);
    expect(bye?.text).toContain("Your account has been deleted");
    expect(await chat.person()).not.toBe(owner);
    expect((await chat.command("start"))[0]?.text).toContain("Which language");
    await registered(core, "1");
    expect(await profileOf(core, await chat.person())).toEqual(anna);
  });

  it("hands what came in after the press to the new person", async () => {
    const { chat, owner } = await annasLife();
    const row = (externalId: string) =>
      ({
        personId: owner,
        channel: "telegram",
        externalId,
        sealed: new Uint8Array(1),
        receivedAt: core.clock.now(),
      }) as const;
    await db.inbox.createMany({ data: [row("press"), row("next")] });
    await erased(chat);
    const rows = await db.inbox.findMany({ orderBy: { seq: "asc" } });
    expect(rows.map(({ personId }) => personId === owner)).toEqual([true, false]);
    expect(rows[1]?.personId).toBe(await chat.person());
  });

  it("twice does no harm", async () => {
    const { chat } = await annasLife();
    await erased(chat);
    expect(textOf(await chat.press("Yes, delete it for good"))).toContain("no longer");
  });
});
