import { describe, expect, it } from "vitest";
import { consentsOf } from "../../../core/accounts/consents.ts";
import { profileOf } from "../../../core/accounts/profile.ts";
import { anna, registered } from "../../support/accounts.ts";
import { ownerChat, textOf } from "../../support/owner-chat.ts";
import { ownerFlows } from "./rig.ts";

const { core, db, annasChat } = await ownerFlows();

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
