import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { moderate } from "../../../core/consultations/reviews.ts";
import { take } from "../../../core/consultations/take.ts";
import { staffWrote } from "../../../core/consultations/wrote.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { activated, answered, conclude, stateOf, type Opened } from "../consultations/world.ts";
import { labels, ownerChat, texts, type OwnerChat } from "./chat.ts";

let clinic: Practice;
let vet: string;

beforeAll(async () => {
  clinic = await practice();
  vet = await clinic.staff("Dr Olga Konina");
});
afterAll(() => clinic.drop());
beforeEach(() => clinic.clock.set(minute(0)));

/** The chat of the owner of a case, with whatever they were told so far behind them. */
async function chatOf({ owner }: Opened): Promise<OwnerChat> {
  const chat = ownerChat(clinic, owner);
  await chat.look();
  return chat;
}

const selectedOf = async (owner: string) =>
  (await clinic.core.db.person.findUniqueOrThrow({ where: { id: owner } })).selectedId;

describe("my chats", () => {
  test("empty, lead to what is on sale, or to what is bought already", async () => {
    const owner = await clinic.owner();
    const chat = ownerChat(clinic, owner);
    const none = await chat.write("💬 My chats");
    expect(texts(none)).toContain("Your talks with vets will be here");
    expect(labels(none)).toEqual(["🛒 Choose a consultation"]);
    await clinic.entitlement(owner);
    const bought = await chat.write("💬 My chats");
    expect(texts(bought)).toContain("you have a paid one");
    expect(labels(bought)).toEqual(["🎫 Start a consultation"]);
    const archive = await chat.pressData("chats:archive:0");
    expect(texts(archive)).toContain("The archive is empty so far");
    expect(labels(archive)).toEqual(["🎫 Start a consultation", "💬 Current ones"]);
  });

  test("show the time left of a waiting case, anew at each look", async () => {
    const opened = await activated(clinic);
    const chat = await chatOf(opened);
    expect(texts(await chat.write("💬 My chats"))).toContain("by 12:30: 30 minutes left");
    const { number } = await clinic.core.db.consultation.findUniqueOrThrow({
      where: { id: opened.consultation },
    });
    const card = await chat.press(`Rex · consultation No. ${number}`);
    expect(card[0]?.edited).toBe(true);
    expect(texts(card)).toContain("He limps since yesterday");
    expect(texts(card)).toContain("Your messages go here at the moment");
    clinic.clock.set(minute(12.5));
    const fresh = await chat.press("🔄 How much longer?");
    expect(texts(fresh)).toContain("18 minutes left");
    expect(fresh[0]?.edited).toBe(true);
    await take(clinic.core, vet, opened.consultation);
    expect(texts(await chat.press("🔄 How much longer?"))).toContain("is reading about your pet");
    clinic.clock.set(minute(30));
    expect(texts(await chat.press("🔄 How much longer?"))).toContain("The half hour is over");
  });

  test("ask nothing: what is written under them goes to the chosen chat", async () => {
    const opened = await answered(clinic, vet);
    const chat = await chatOf(opened);
    await chat.write("💬 My chats");
    expect(await chat.write("He eats again")).toEqual([]);
    const [message] = await clinic.core.db.message.findMany({ where: { authorId: opened.owner } });
    expect(message?.conversationId).toBe(opened.conversation);
  });

  test("with two cases at once, the card switches between them", async () => {
    const first = await answered(clinic, vet);
    const { owner } = first;
    const chat = await chatOf(first);
    const pet = await clinic.pet(owner, "Murka");
    const entitlement = await clinic.entitlement(owner);
    await chat.pressData(`activate:${entitlement}`);
    await chat.press("Murka · Dog");
    await chat.write("Sneezes");
    await chat.press("No photos");
    await chat.press("▶️ Now");
    await chat.press("▶️ Start the consultation");
    const second = await clinic.core.db.consultation.findFirstOrThrow({ where: { petId: pet } });
    expect(await selectedOf(owner)).toBe(second.conversationId);
    await chat.pressData(`case:${first.consultation}`);
    await chat.press("✍️ Write here");
    expect(await selectedOf(owner)).toBe(first.conversation);
  });

  test("of the archive turn pages and show the conclusion in full", async () => {
    const owner = await clinic.owner();
    const pet = await clinic.pet(owner);
    const chat = ownerChat(clinic, owner);
    for (let count = 0; count < 8; count++) {
      const entitlement = await clinic.entitlement(owner);
      await chat.pressData(`activate:${entitlement}`);
      await chat.press("Rex · Dog");
      await chat.write("Coughs");
      await chat.press("No photos");
      await chat.press("▶️ Now");
      await chat.press("▶️ Start the consultation");
    }
    const cases = await clinic.core.db.consultation.findMany({
      where: { petId: pet },
      orderBy: { number: "asc" },
    });
    for (const { id } of cases) {
      await take(clinic.core, vet, id);
      await conclude(clinic, vet, id, `Rest.\n${"Walk slowly. ".repeat(280)}The end.`);
    }
    await chat.write("💬 My chats");
    const first = await chat.press("🗂 Archive (8)");
    expect(labels(first).filter((label) => label.startsWith("Rex"))).toHaveLength(6);
    expect(labels(await chat.press("▶")).filter((label) => label.startsWith("Rex"))).toHaveLength(2);
    await chat.pressData(`case:${cases[0]?.id}`);
    const said = await chat.press("📄 The vet’s conclusion");
    expect(said.length).toBe(2);
    expect(said.every(({ text }) => text.length <= 4096)).toBe(true);
    expect(texts(said)).toContain("The end.");
  });

  test("of other people are not there", async () => {
    const opened = await activated(clinic);
    const other = ownerChat(clinic, await clinic.owner());
    for (const data of ["case", "close", "reopen", "conclusion", "end", "rate"])
      for (const rest of [opened.consultation, `${opened.consultation}:withdraw`, "x", ""])
        expect(texts(await other.pressData(`${data}:${rest}`))).toMatch(/no longer possible|How many stars/);
    expect(await stateOf(clinic, opened.consultation)).toBe("queued");
  });
});

describe("ending a case", () => {
  test("unanswered, it is withdrawn after a question, and comes back", async () => {
    const opened = await activated(clinic);
    const chat = await chatOf(opened);
    const question = await chat.pressData(`close:${opened.consultation}`);
    expect(texts(question)).toContain("No vet has answered yet, so it comes back to you");
    await chat.press("No, I will wait");
    expect(await stateOf(clinic, opened.consultation)).toBe("queued");
    await chat.press("✖️ Cancel");
    const done = await chat.press("Yes, cancel it");
    expect(texts(done)).toContain("is cancelled. It is back on your account.");
    expect(await clinic.remaining(opened.entitlement)).toBe(1);
    // Twice, or on another device.
    expect(texts(await chat.press("Yes, cancel it"))).toContain("Cancelled");
    expect(texts(await chat.pressData(`close:${opened.consultation}`))).toContain("Cancelled");
    expect(await clinic.remaining(opened.entitlement)).toBe(1);
  });

  test("a vet answers between the question and the yes: it is asked again, and nothing is lost", async () => {
    const opened = await activated(clinic);
    const chat = await chatOf(opened);
    await chat.pressData(`close:${opened.consultation}`);
    await take(clinic.core, vet, opened.consultation);
    await staffWrote(clinic.core, vet, opened.conversation);
    const asked = await chat.press("Yes, cancel it");
    expect(texts(asked)).toContain("you can go on with it within 48 hours");
    expect(await stateOf(clinic, opened.consultation)).toBe("active");
    await chat.press("Yes, finish it");
    expect(await stateOf(clinic, opened.consultation)).toBe("closed");
  });

  test("finished, it goes on again within 48 hours and not after", async () => {
    const opened = await answered(clinic, vet);
    const chat = await chatOf(opened);
    await chat.pressData(`close:${opened.consultation}`);
    const done = await chat.press("Yes, finish it");
    expect(labels(done)).toContain("Go on with it");
    expect(texts(await chat.press("Go on with it"))).toContain("is open again");
    expect(await selectedOf(opened.owner)).toBe(opened.conversation);
    const again = await chat.press("Go on with it");
    expect(texts(again)).toContain("already open");
    await chat.pressData(`close:${opened.consultation}`);
    await chat.press("Yes, finish it");
    clinic.clock.set(minute(49 * HOUR));
    const late = await chat.pressData(`reopen:${opened.consultation}`);
    expect(texts(late)).toContain("cannot be continued any more");
    expect(labels(late)).toEqual(["🎫 My services", "🛒 Choose a consultation"]);
    expect(labels(await chat.pressData(`case:${opened.consultation}`))).not.toContain("↩️ Go on with it");
  });
});

const reviewOf = (id: string) => clinic.core.db.review.findUnique({ where: { consultationId: id } });

async function closed(): Promise<{ opened: Opened; chat: OwnerChat }> {
  const opened = await answered(clinic, vet);
  await conclude(clinic, vet, opened.consultation);
  return { opened, chat: await chatOf(opened) };
}

describe("rating", () => {
  test("from the closing notice: stars count at once, words follow if one likes", async () => {
    const { opened, chat } = await closed();
    expect(texts(await chat.press("5 ⭐"))).toContain("write a few words");
    expect(await reviewOf(opened.consultation)).toMatchObject({ stars: 5, words: null, state: "pending" });
    expect(texts(await chat.write("  Kind and quick ".repeat(80)))).toContain("make it shorter");
    expect(texts(await chat.write("Kind and quick"))).toContain("helps other owners");
    expect(await reviewOf(opened.consultation)).toMatchObject({ stars: 5, words: "Kind and quick" });
    expect(texts(await chat.pressData(`case:${opened.consultation}`))).toContain("⭐⭐⭐⭐⭐");
  });

  test("another star takes the place of the first, also while words are asked for", async () => {
    const { opened, chat } = await closed();
    await chat.press("4 ⭐");
    expect(texts(await chat.press("2 ⭐"))).toContain("your rating is saved");
    const answer = await chat.write("Late");
    expect(texts(answer)).toContain("sorry that we let you down");
    expect(labels(answer)).toEqual(["🛟 Write to support"]);
    expect(await reviewOf(opened.consultation)).toMatchObject({ stars: 2, words: "Late" });
  });

  test("what a moderator has read stays as it is", async () => {
    const { opened, chat } = await closed();
    const administrator = await clinic.staff("Boss", { roles: ["administrator"], card: false });
    await chat.press("3 ⭐");
    await chat.press("No words");
    const review = await reviewOf(opened.consultation);
    await moderate(
      clinic.core,
      administrator,
      { id: review?.id ?? "", revision: review?.revision ?? 0 },
      "published",
    );
    expect(texts(await chat.press("5 ⭐"))).toContain("already read your review");
    expect(await reviewOf(opened.consultation)).toMatchObject({ stars: 3 });
  });

  test("is refused while the case goes on, and for what is no number of stars", async () => {
    const opened = await answered(clinic, vet);
    const chat = await chatOf(opened);
    expect(texts(await chat.pressData(`rate:${opened.consultation}:5`))).toContain("once it is finished");
    for (const stars of ["0", "6", "2.5", "-1", "1e0", ""])
      expect(texts(await chat.pressData(`rate:${opened.consultation}:${stars}`))).toContain(
        "no longer possible",
      );
    expect(await reviewOf(opened.consultation)).toBeNull();
  });
});
