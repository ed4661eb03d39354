import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { activate } from "../../../core/consultations/activate.ts";
import { closeByOwner } from "../../../core/consultations/close.ts";
import { reopen } from "../../../core/consultations/reopen.ts";
import { invite } from "../../../core/staff/invitations.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { activated, answered, stateOf } from "../consultations/world.ts";
import { people } from "./people.ts";

let clinic: Practice;

beforeEach(async () => {
  clinic = await practice();
});
afterEach(() => clinic.drop());

async function setUp(options: { topics?: boolean } = {}) {
  const played = await people(clinic, options);
  const olga = await played.staff(await clinic.staff("Dr Olga Konina"));
  const ivan = await played.staff(await clinic.staff("Dr Ivan Belov"));
  return { ...played, olga, ivan };
}

async function storedPhoto(): Promise<string> {
  const { core, clock } = clinic;
  const [id, at] = [core.ids(), clock.now()];
  const stored = { state: "stored", storeKey: id, mime: "image/jpeg", size: 9 } as const;
  await core.db.file.create({ data: { id, kind: "photo", ...stored, createdAt: at, dueAt: at } });
  return id;
}

describe("coming to work", () => {
  test("without an invitation one is sent to the owners' bot; with it one joins, and once", async () => {
    const { staff } = await people(clinic);
    const person = await clinic.core.db.person.create({
      data: {
        id: clinic.core.ids(),
        channel: "staff",
        createdAt: clinic.clock.now(),
        identities: { create: { channel: "staff", externalId: "77", createdAt: clinic.clock.now() } },
      },
    });
    const newcomer = await staff(person.id);
    await newcomer.turn({ kind: "command", externalId: "1", name: "start", payload: "" }, "en");
    expect(newcomer.last()).toMatch(/by invitation/);
    await newcomer.write("Hello?");
    expect(newcomer.chat.messages.at(-1)?.menu.flat()[0]).toMatchObject({ url: "https://t.me/owner_bot" });
    await newcomer.command("start", "no-such-token");
    expect(newcomer.last()).toMatch(/no such invitation/);
    const invited = await invite(clinic.core, { role: "operator", name: "Maria" });
    if (invited.kind !== "invited") throw new Error(invited.kind);
    await newcomer.command("start", new URL(invited.link).searchParams.get("start") ?? "");
    expect(newcomer.last()).toMatch(/^Hello, Maria! This is the support desk/);
    await newcomer.command("start");
    expect(newcomer.last()).toMatch(/^Welcome back, Maria/);
  });

  test("on duty and off duty by one button that toggles; on duty shows the queue", async () => {
    const { staff } = await people(clinic);
    const vet = await staff(await clinic.staff("Dr New", { duty: false }));
    await activated(clinic);
    await vet.write("🟢 Go on duty");
    expect(vet.find("You are on duty")).toBeDefined();
    expect(vet.last()).toMatch(/1 consultation is waiting/);
    expect(await clinic.core.db.staff.count({ where: { id: vet.person, onDutySince: { not: null } } })).toBe(
      1,
    );
    await vet.write("🔴 Закончить дежурство");
    expect(await clinic.core.db.staff.count({ where: { id: vet.person, onDutySince: { not: null } } })).toBe(
      0,
    );
  });

  test("who stops the bot is off duty", async () => {
    const { olga } = await setUp();
    await olga.turn({ kind: "blocked" });
    expect(await clinic.core.db.staff.count({ where: { id: olga.person, onDutySince: { not: null } } })).toBe(
      0,
    );
  });
});

describe("the queue", () => {
  test("shows who waits and for how long; take opens a topic with card, complaint and what was written", async () => {
    const { olga, ivan, owner, deliver } = await setUp();
    const opened = await activated(clinic);
    const anna = await owner(opened.owner, opened.conversation);
    await anna.write("And he does not eat");
    clinic.clock.set(minute(4));
    await olga.write("📋 Queue");
    expect(olga.last()).toMatch(/#\d+ Rex · \S+/);
    expect(olga.last()).toMatch(/Waiting for 4 min, answer by 12:30/);
    expect(olga.last()).toMatch(/He limps since yesterday/);
    const list = olga.chat.messages.at(-1);
    await olga.press(list?.menu[0]?.[0]?.label ?? "");
    expect(olga.topicNames()).toEqual([expect.stringMatching(/^#\d+ Rex · Anna$/)]);
    const topic = olga.topic("#");
    const [card, added, menu] = olga.in(topic).map(({ text }) => text);
    expect(card).toMatch(/^#\d+ Rex · Anna\n[^]+\n\nThe complaint:\nHe limps since yesterday$/);
    expect(olga.chat.pinned).toEqual([olga.in(topic)[0]?.id]);
    expect(added).toBe("And he does not eat");
    expect(menu).toMatch(/due by 12:30/);
    // No surname, phone or e-mail of the owner is anywhere in the vet's chat.
    expect(olga.chat.messages.some(({ text }) => /Petrova|\+7999|@/.test(text))).toBe(false);
    await deliver();
    expect(list?.text).toMatch(/Nobody is waiting/);
    expect(ivan.find("Dr Olga Konina has taken")).toBeDefined();
    expect(ivan.chat.messages.flatMap(({ menu }) => menu.flat())).toEqual([]);
  });

  test("photos of the complaint come under it; one that was refused does not", async () => {
    const { olga, deliver } = await setUp();
    const refused = await storedPhoto();
    await clinic.core.db.file.update({
      where: { id: refused },
      data: { state: "refused", refusal: "executable", storeKey: null },
    });
    const files = [await storedPhoto(), refused, await storedPhoto()];
    await activated(clinic, { complaint: { text: "Look at the paw", files } });
    await deliver();
    await olga.press("Take");
    const shown = olga.in(olga.topic("#"));
    expect(shown.find(({ text }) => text.endsWith("photos"))?.media).toBe(2);
  });

  test.each([
    { complaint: "He limps", media: 1 },
    { complaint: "He limps. ".repeat(120), media: 0 },
  ])(
    "the card of a pet with a photo is pinned with the complaint (files in it: $media)",
    async ({ complaint, media }) => {
      const { olga, deliver } = await setUp();
      const { consultation } = await activated(clinic, { complaint: { text: complaint, files: [] } });
      const { petId } = await clinic.core.db.consultation.findUniqueOrThrow({ where: { id: consultation } });
      const photoId = await storedPhoto();
      await clinic.core.db.pet.update({ where: { id: petId }, data: { photoId } });
      await deliver();
      await olga.press("Take");
      const shown = olga.in(olga.topic("#"));
      expect(olga.chat.pinned).toEqual([shown[0]?.id]);
      expect(shown[0]?.text).toContain(complaint.trim());
      expect(shown[0]?.media).toBe(media);
      expect(shown.filter((message) => message.media === 1)).toHaveLength(1);
    },
  );

  test("the second to press is told who was first; off duty one is offered to go on duty", async () => {
    const { olga, ivan, deliver } = await setUp();
    const { consultation } = await activated(clinic);
    await deliver();
    const stale = ivan.find("A new consultation");
    await olga.press("Take");
    await ivan.pressData(`take:${consultation}`, stale);
    expect(stale?.text).toBe("Dr Olga Konina has it already.");
    await ivan.write("🔴 Go off duty");
    await activated(clinic);
    await ivan.pressData(`take:${consultation}`, stale);
    expect(ivan.last()).toMatch(/You are off duty/);
  });

  test("forged and stale buttons do no harm", async () => {
    const { olga } = await setUp();
    for (const data of [
      "take:1",
      "take",
      "card:x",
      "reopen:'",
      "nonsense",
      "",
      "to:1",
      "unsent:1",
      "review:1:2:yes",
      "answer:::",
    ])
      await olga.pressData(data);
    expect(olga.chat.messages.length).toBe(10);
  });
});

describe("a case in its topic", () => {
  test("everything passes both ways, with replies, edits, reactions and unsend", async () => {
    const { olga, owner } = await setUp();
    const opened = await activated(clinic);
    const anna = await owner(opened.owner, opened.conversation);
    await clinic.at(0);
    await olga.write("📋 Queue");
    await olga.press(olga.chat.messages.at(-1)?.menu[0]?.[0]?.label ?? "");
    const topic = olga.topic("#");
    const hello = await olga.write("Hello, how is he today?", { topic });
    expect(await stateOf(clinic, opened.consultation)).toBe("active");
    const shown = anna.find("Hello, how is he today?");
    expect(shown?.text).toMatch(/Dr Olga Konina/);
    await anna.write("Better", shown?.id);
    expect(olga.in(topic).at(-1)).toMatchObject({ text: "Better", replyTo: hello });
    await olga.turn({
      kind: "edited",
      externalId: hello,
      content: { kind: "text", text: "Hello, how is Rex?" },
    });
    expect(shown?.text).toMatch(/how is Rex\?$/);
    await olga.turn({ kind: "reaction", externalId: olga.in(topic).at(-1)?.id ?? "", emoji: "👍" });
    await olga.command("unsend", "", { topic, replyTo: hello });
    expect(anna.find("how is Rex?")).toBeUndefined();
    expect(olga.last()).toMatch(/^🗑 Taken back/);
    await olga.write("A second one", { topic });
    await olga.press("🗑 Unsend");
    expect(olga.last()).toMatch(/A second one$/);
    await olga.press("Yes, take it back");
    expect(anna.find("A second one")).toBeUndefined();
  });

  test("notes never reach the owner; a canned answer goes in the owner's language, once", async () => {
    const { olga, owner, deliver } = await setUp();
    const opened = await answered(clinic, olga.person);
    await clinic.core.db.person.update({ where: { id: opened.owner }, data: { locale: "ru" } });
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    const topic = olga.topic("#");
    await olga.write("🗂 My cases");
    await olga.press(olga.chat.messages.at(-1)?.menu[0]?.[0]?.label ?? "");
    await olga.press("📝 Note");
    await olga.write("Suspect a tick", { topic });
    expect(anna.texts().join()).not.toMatch(/tick/);
    expect(olga.last()).toMatch(/Note kept/);
    await olga.write("We will see", { topic });
    expect(anna.find("We will see")).toBeDefined();
    await olga.press("💬 Canned answers");
    await olga.press("📷 Ask for photos");
    expect(anna.find("при дневном свете")).toBeUndefined();
    const confirm = olga.find("The owner will get");
    await olga.press("Send");
    await olga.pressData(`say:${opened.conversation}:photos`, confirm);
    expect(anna.texts().filter((text) => text.includes("при дневном свете"))).toHaveLength(1);
  });

  test("a case that was not needed ends with the vet's word, and the owner has the consultation back", async () => {
    const { olga, owner, deliver } = await setUp();
    const opened = await answered(clinic, olga.person);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    await olga.write("🗂 My cases");
    await olga.press(olga.chat.messages.at(-1)?.menu[0]?.[0]?.label ?? "");
    await olga.press("✅ Finish");
    await olga.press("Not needed: no charge");
    await olga.write("Nothing to worry about.", { topic: olga.topic("#") });
    expect(await stateOf(clinic, opened.consultation)).toBe("closed");
    expect(anna.find("Nothing to worry about.")).toBeDefined();
    expect(anna.chat.messages.at(-1)?.text).toMatch(/the consultation is back on your account/);
    expect(await clinic.remaining(opened.entitlement)).toBe(1);
  });

  test("finish asks for the conclusion; the owner gets it; writing after the close offers to reopen", async () => {
    const { olga, owner, deliver } = await setUp();
    const opened = await answered(clinic, olga.person);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    const topic = olga.topic("#");
    await olga.write("🗂 My cases");
    await olga.press(olga.chat.messages.at(-1)?.menu[0]?.[0]?.label ?? "");
    await olga.press("✅ Finish");
    await olga.write({ kind: "location", latitude: 1, longitude: 2 }, { topic });
    expect(olga.last()).toMatch(/needs words/);
    await olga.write("A sprain. Rest for a week.", { topic });
    expect(await stateOf(clinic, opened.consultation)).toBe("closed");
    expect(anna.find("A sprain. Rest for a week.")).toBeDefined();
    expect(anna.chat.messages.at(-1)?.text).toMatch(/conclusion of consultation/);
    expect(anna.chat.messages.at(-1)?.menu[0]).toHaveLength(5);
    expect(olga.topicNames()).toEqual([expect.stringMatching(/^✅ #\d+ Rex$/)]);
    await olga.write("One more thing", { topic });
    expect(anna.find("One more thing")).toBeUndefined();
    expect(olga.last()).toMatch(/is finished. You can reopen it/);
    await olga.press("🔓 Reopen");
    expect(olga.topicNames()).toEqual([expect.stringMatching(/^#\d+ Rex · Anna$/)]);
    await olga.write("One more thing", { topic });
    expect(anna.find("One more thing")).toBeDefined();
    await clinic.at(200 * HOUR);
    await olga.write("Anybody?", { topic });
    expect(olga.last()).toMatch(/can no longer be reopened/);
  });

  test("a returned case is nobody's: its topic passes nothing, edits do not pass, a colleague sees all that was said", async () => {
    const { olga, ivan, owner, deliver } = await setUp();
    const opened = await activated(clinic);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    await olga.press("Take");
    const topic = olga.topic("#");
    const said = await olga.write("Let me think", { topic });
    await olga.press("📝 Note");
    await olga.write("Ask about ticks", { topic });
    await olga.press("↩️ To the queue");
    await olga.press("Yes, return it");
    expect(olga.topicNames()).toEqual([expect.stringMatching(/^↩️/)]);
    await olga.write("Am I still heard?", { topic });
    await olga.turn({
      kind: "edited",
      externalId: said,
      content: { kind: "text", text: "Let me think again" },
    });
    expect(anna.texts().join()).not.toMatch(/still heard|think again/);
    expect(olga.find("not yours now")).toBeDefined();
    await anna.write("Is anybody there?");
    expect(olga.chat.messages.some(({ text }) => text === "Is anybody there?")).toBe(false);
    await ivan.press("Take");
    const seen = ivan.in(ivan.topic("#")).map(({ text }) => text);
    expect(seen).toEqual(
      expect.arrayContaining([
        "👤 Dr Olga Konina:",
        "Let me think",
        "📝 Note by Dr Olga Konina:",
        "Ask about ticks",
        "Is anybody there?",
      ]),
    );
    expect(anna.texts().join()).not.toMatch(/ticks/);
  });

  test("what the owner does is told in the topic", async () => {
    const { olga, deliver } = await setUp();
    const opened = await answered(clinic, olga.person);
    await closeByOwner(clinic.core, opened.owner, opened.consultation);
    await deliver();
    expect(olga.in(olga.topic("✅")).at(-1)?.text).toMatch(/the owner finished the consultation/);
    await reopen(clinic.core, { side: "owner", person: opened.owner }, opened.consultation);
    await deliver();
    expect(olga.in(olga.topic("#")).at(-1)?.text).toMatch(/opened the consultation again/);
  });

  test("a vet cannot reach another vet's case by its buttons or by replying", async () => {
    const { olga, ivan, owner, deliver } = await setUp();
    const opened = await answered(clinic, olga.person);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    const { conversation } = opened;
    const before = anna.texts().length;
    const buttons = ["card", "finish", "note", "return", "returned", "unsend", "reopen", "canned"];
    for (const name of buttons) await ivan.pressData(`${name}:${conversation}`);
    await ivan.pressData(`say:${conversation}:hello`);
    expect(anna.texts()).toHaveLength(before);
    expect(ivan.chat.messages.some(({ text }) => /limps|Anna/.test(text))).toBe(false);
    expect(await stateOf(clinic, opened.consultation)).toBe("active");
  });

  test("a poll and a file of 21 MB are refused with a way out, and do not count as an answer", async () => {
    const { olga, deliver } = await setUp();
    const opened = await activated(clinic);
    await deliver();
    await olga.press("Take");
    const topic = olga.topic("#");
    await olga.write({ kind: "unsupported", what: "poll" }, { topic });
    expect(olga.last()).toMatch(/a poll cannot pass/);
    const big = { kind: "video", ref: "f", size: 21 * 1024 * 1024, externalId: "v0" } as const;
    await olga.write({ kind: "media", parts: [big] }, { topic });
    expect(olga.last()).toMatch(/over 20 MB/);
    expect(await stateOf(clinic, opened.consultation)).toBe("taken");
  });
});

describe("without topics", () => {
  test("the chat says that it has none: everything carries the case number and goes by replies", async () => {
    const { olga, owner, deliver } = await setUp({ topics: false });
    const opened = await activated(clinic);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    await olga.press("Take");
    expect(await clinic.core.db.staff.count({ where: { id: olga.person, topics: false } })).toBe(1);
    expect(olga.chat.messages.every(({ topic }) => topic === null)).toBe(true);
    const card = olga.find(/^#\d+ Rex · Anna\n/);
    await olga.write("Hello!", { replyTo: card?.id ?? "" });
    expect(anna.find("Hello!")).toBeDefined();
    await anna.write("Good day");
    expect(olga.last()).toMatch(/^#\d+ Rex · Anna\nGood day$/);
  });

  test("without a reply the vet is asked which case, also where only one is open; nothing is guessed", async () => {
    const { olga, owner, deliver } = await setUp({ topics: false });
    const opened = await activated(clinic);
    const anna = await owner(opened.owner, opened.conversation);
    await deliver();
    await olga.write("To whom?");
    expect(olga.last()).toMatch(/no open cases/);
    await olga.press("Take");
    await olga.write("First");
    await olga.write("Second");
    expect(olga.last()).toMatch(/Which case is this for\?/);
    expect(anna.texts().join()).not.toMatch(/First|Second/);
    const [label = ""] = (olga.chat.messages.at(-1)?.menu ?? []).flat().map((button) => button.label);
    expect(label).toMatch(/^#\d+ Rex · Anna$/);
    await olga.press(label);
    expect(
      anna
        .texts()
        .slice(-2)
        .map((text) => text.split("\n").at(-1)),
    ).toEqual(["First", "Second"]);
    await olga.write("Third");
    await olga.press("Do not send");
    await olga.press(label, /Which case/);
    expect(anna.texts().join()).not.toMatch(/Third/);
  });

  test("two cases at once: each reply reaches its own owner", async () => {
    const { olga, owner, deliver } = await setUp({ topics: false });
    const first = await activated(clinic);
    const anna = await owner(first.owner, first.conversation);
    const petr = await clinic.owner("Petr");
    const second = await activate(clinic.core, petr, {
      entitlement: await clinic.entitlement(petr),
      pet: await clinic.pet(petr, "Murka"),
      complaint: { text: "Sneezes", files: [] },
    });
    if (second.kind !== "activated") throw new Error(second.kind);
    const peter = await owner(petr, second.conversation);
    await deliver();
    await olga.press("Take", "Rex");
    await olga.press("Take", "Murka");
    await peter.write("She is worse");
    await anna.write("He is better");
    await olga.write("For Murka", { replyTo: olga.find("She is worse")?.id ?? "" });
    await olga.write("For Rex", { replyTo: olga.find("He is better")?.id ?? "" });
    expect(peter.find("For Murka")).toBeDefined();
    expect(anna.find("For Rex")).toBeDefined();
    expect(peter.find("For Rex") ?? anna.find("For Murka")).toBeUndefined();
    // A question asked about one case is answered by the next message, and only by that.
    await olga.press("✅ Finish", /Rex/);
    await olga.write("Healthy");
    expect(anna.find("Healthy")).toBeDefined();
    expect(peter.find("Healthy")).toBeUndefined();
    expect(await stateOf(clinic, second.consultation)).toBe("active");
  });
});
