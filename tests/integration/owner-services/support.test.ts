import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openContact } from "../../../core/support/contact.ts";
import { setDuty } from "../../../core/staff/members.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { answered } from "../consultations/world.ts";
import { labels, ownerChat, texts } from "./chat.ts";

let clinic: Practice;
let operator: string;

const daily = { days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "09:00", to: "21:00" };

beforeAll(async () => {
  clinic = await practice();
  operator = await clinic.staff("Marina", { roles: ["operator"], card: false });
  await clinic.core.db.clinic.updateMany({ data: { hours: [daily] } });
});
afterAll(() => clinic.drop());
beforeEach(async () => {
  clinic.clock.set(minute(0));
  await setDuty(clinic.core, operator, true);
});

const supportOf = (owner: string) =>
  clinic.core.db.conversation.findFirstOrThrow({ where: { ownerId: owner, kind: "support" } });
const messagesIn = (conversationId: string) => clinic.core.db.message.count({ where: { conversationId } });

test("an owner is in the chat at once: from the menu, by command, by button; what they write goes there", async () => {
  const owner = await clinic.owner();
  const chat = ownerChat(clinic, owner);
  for (const enter of [
    () => chat.write("🛟 Support"),
    () => chat.command("support"),
    () => chat.pressData("support"),
  ])
    expect(texts(await enter())).toContain("An operator is here");
  await chat.write("I was charged twice");
  await chat.files({ ref: "receipt", kind: "document" });
  const conversation = await supportOf(owner);
  expect(await messagesIn(conversation.id)).toBe(2);
  expect(conversation.waitingSince).toEqual(minute(0));
});

test("who has no account is asked once for a name and a phone", async () => {
  const stranger = await clinic.stranger();
  const chat = ownerChat(clinic, stranger);
  expect(texts(await chat.write("🛟 Support"))).toContain("What may we call you?");
  expect(texts(await chat.write("Anna 123"))).not.toContain("Nice to meet you");
  const phone = await chat.write("Anna");
  expect(phone.at(-1)?.keyboard).toMatchObject({ rows: [[{ request: "contact" }], [{ label: "← Back" }]] });
  expect(texts(await chat.write("12"))).toContain("no such number");
  const open = await chat.write("+7 999 000-11-22");
  expect(texts(open)).toContain("Thank you, Anna!");
  expect(texts(open)).toContain("You are in the chat with support");
  const conversation = await supportOf(stranger);
  expect(openContact(clinic.core, conversation.id, conversation.contact ?? new Uint8Array())).toEqual({
    name: "Anna",
    phone: "+79990001122",
  });
  expect(texts(await chat.write("🛟 Support"))).toContain("You are in the chat with support");
});

test("a shared contact will do, and brings the menu back", async () => {
  const stranger = await clinic.stranger();
  const chat = ownerChat(clinic, stranger);
  await chat.write("🛟 Support");
  await chat.write("Anna");
  const open = await chat.share("79990001123");
  expect(open[0]?.keyboard).toMatchObject({ rows: expect.arrayContaining([expect.anything()]) });
  expect((await supportOf(stranger)).contact).not.toBeNull();
});

test("a message that had nowhere to go waits for the name and the phone, and then goes there", async () => {
  const stranger = await clinic.stranger();
  const chat = ownerChat(clinic, stranger);
  await chat.write("My payment does not go through");
  await chat.press("To support");
  await chat.write("Anna");
  const open = await chat.share("79990001124");
  expect(texts(open)).toContain("Your message has been passed on");
  const conversation = await supportOf(stranger);
  expect(await messagesIn(conversation.id)).toBe(1);
  expect(conversation.waitingSince).toEqual(minute(0));
});

test("an owner who is talking to a vet finds the way back", async () => {
  const vet = await clinic.staff("Dr Olga Konina");
  const opened = await answered(clinic, vet);
  const chat = ownerChat(clinic, opened.owner);
  const open = await chat.write("🛟 Support");
  await chat.press(labels(open).find((label) => label.startsWith("↩️ Rex")) ?? "");
  expect(await chat.write("He eats again")).toEqual([]);
  expect(await messagesIn(opened.conversation)).toBe(1);
});

test("with nobody on duty it says when somebody will be", async () => {
  await setDuty(clinic.core, operator, false);
  const chat = ownerChat(clinic, await clinic.owner());
  expect(texts(await chat.write("🛟 Support"))).toContain("All operators are busy or away");
  clinic.clock.set(minute(12 * HOUR)); // midnight in Moscow
  expect(texts(await chat.write("🛟 Support"))).toContain("we answer when we open, 12 May at 09:00");
});

test("somebody whose zone is not known reads the clinic's", async () => {
  await setDuty(clinic.core, operator, false);
  clinic.clock.set(minute(12 * HOUR));
  const chat = ownerChat(clinic, await clinic.stranger());
  await chat.write("🛟 Support");
  await chat.write("Anna");
  expect(texts(await chat.share("79990001125"))).toContain("12 May at 09:00 GMT+3");
});

test("advice comes before an operator, with somewhere to go", async () => {
  const chat = ownerChat(clinic, await clinic.owner());
  await chat.write("🛟 Support");
  expect(labels(await chat.press("💳 I cannot pay"))).toEqual(["🛒 Order again", "🛟 Write to support"]);
  expect(labels(await chat.press("▶️ How to start a consultation"))).toContain("🎫 My services");
  expect(labels(await chat.press("✉️ Messages do not arrive"))).toContain("💬 My chats");
  expect(texts(await chat.pressData("help:other"))).toContain("no longer possible");
});

test("the talk is ended once; a new message opens it again", async () => {
  const owner = await clinic.owner();
  const chat = ownerChat(clinic, owner);
  expect(texts(await chat.pressData("support-close"))).toContain("already ended");
  await chat.write("🛟 Support");
  await chat.write("Hello");
  expect(texts(await chat.press("End this talk"))).toContain("This talk with support is finished");
  expect(texts(await chat.press("End this talk"))).toContain("already ended");
  expect((await supportOf(owner)).open).toBe(false);
  await chat.write("🛟 Support");
  await chat.write("One more thing");
  expect((await supportOf(owner)).open).toBe(true);
});
