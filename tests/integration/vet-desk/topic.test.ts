import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeByOwner } from "../../../core/consultations/close.ts";
import { reopen } from "../../../core/consultations/reopen.ts";
import { HOUR, practice, type Practice } from "../../support/practice.ts";
import { activated, answered, stateOf } from "../consultations/world.ts";
import { twoVets } from "./people.ts";

let clinic: Practice;

beforeEach(async () => {
  clinic = await practice();
});
afterEach(() => clinic.drop());

describe("a case in its topic", () => {
  test("everything passes both ways, with replies, edits, reactions and unsend", async () => {
    const { olga, owner } = await twoVets(clinic);
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
    const { olga, owner, deliver } = await twoVets(clinic);
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
    const { olga, owner, deliver } = await twoVets(clinic);
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
    const { olga, owner, deliver } = await twoVets(clinic);
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
    const { olga, ivan, owner, deliver } = await twoVets(clinic);
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
    const { olga, deliver } = await twoVets(clinic);
    const opened = await answered(clinic, olga.person);
    await closeByOwner(clinic.core, opened.owner, opened.consultation);
    await deliver();
    expect(olga.in(olga.topic("✅")).at(-1)?.text).toMatch(/the owner finished the consultation/);
    await reopen(clinic.core, { side: "owner", person: opened.owner }, opened.consultation);
    await deliver();
    expect(olga.in(olga.topic("#")).at(-1)?.text).toMatch(/opened the consultation again/);
  });

  test("a vet cannot reach another vet's case by its buttons or by replying", async () => {
    const { olga, ivan, owner, deliver } = await twoVets(clinic);
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
    const { olga, deliver } = await twoVets(clinic);
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
