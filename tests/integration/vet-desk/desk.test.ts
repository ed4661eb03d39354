import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { invite } from "../../../core/staff/invitations.ts";
import { minute, practice, type Practice } from "../../support/practice.ts";
import { activated } from "../consultations/world.ts";
import { people, twoVets } from "./people.ts";

let clinic: Practice;

beforeEach(async () => {
  clinic = await practice();
});
afterEach(() => clinic.drop());

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
    const { olga } = await twoVets(clinic);
    await olga.turn({ kind: "blocked" });
    expect(await clinic.core.db.staff.count({ where: { id: olga.person, onDutySince: { not: null } } })).toBe(
      0,
    );
  });
});

describe("the queue", () => {
  test("shows who waits and for how long; take opens a topic with card, complaint and what was written", async () => {
    const { olga, ivan, owner, deliver } = await twoVets(clinic);
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
    const { olga, deliver } = await twoVets(clinic);
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
      const { olga, deliver } = await twoVets(clinic);
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
    const { olga, ivan, deliver } = await twoVets(clinic);
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
    const { olga } = await twoVets(clinic);
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
