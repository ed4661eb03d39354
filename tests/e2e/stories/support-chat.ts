import { beforeAll, describe, expect, test } from "vitest";
import { DAY, type Town } from "../support/town.ts";
import { told, words } from "../support/words.ts";

export function supportChat(town: Town): void {
  describe("support", () => {
    beforeAll(() => town.begin());
    test("with nobody at the desk a message waits, is promised an answer, and the operators find it", async () => {
      const owner = await town.owner("en", "Early");
      await owner.arrive();
      await owner.press("menu-support");
      await owner.learns("support-name");
      await owner.say("Early");
      await owner.press("dialog-share-contact");
      await owner.learns("support-nobody-now");
      await owner.say("Is anybody there?");
      await owner.learns("support-received", { duty: "no" });

      const operator = await town.operator("ru");
      await operator.learns("vet-queue", { role: "operator", chats: 1 });
      await operator.press("vet-take-chat", { name: "Early" });
      await owner.learns("support-taken", { operator: operator.name });
      expect((await operator.inTopic("Early")).map(({ text }) => text).join("\n")).toContain(
        "Is anybody there?",
      );
      await operator.goOffDuty();
    });

    test.each(town.locales)(
      "who is not registered leaves name and phone once, and is answered (%s)",
      async (locale) => {
        const operator = await town.operator(locale);
        const name = locale === "ru" ? "Борис" : "Boris";
        const owner = await town.owner(locale, name);
        await owner.arrive();
        await owner.press("menu-support");
        await owner.say(name);
        await owner.learns("support-phone", { name });
        await owner.say("12345");
        await owner.learns("support-phone-unreadable");
        await owner.say("+7 999 123-45-67");
        await owner.learns("support-thanks", { name });
        const opened = await owner.learns("support-open");
        expect(opened.text).toMatch(told(locale, "support-on-duty"));
        await owner.say("My payment does not pass");
        await owner.learns("support-received", { duty: "yes" });
        await owner.say("Here is a picture");
        await owner.hearsNothing();

        await operator.learns("desk-support-waits", { name, minutes: 0 });
        await operator.take(name);
        const seen = (await operator.inTopic(name)).map(({ text }) => text).join("\n");
        expect(seen).toContain("+79991234567");
        expect(seen).toMatch(/My payment does not pass[^]*Here is a picture/);

        await owner.looksAway();
        await operator.answer(name, "Which bank is it?");
        const answer = await owner.gets("Which bank is it?");
        expect(answer.text).toMatch(told(locale, "frame-support", { author: operator.name }));
        await owner.seat.send("document", { caption: "the receipt" });
        await operator.gets("the receipt");

        await owner.looksAway();
        await operator.pressIn(name, "vet-finish");
        await operator.learns("vet-support-finished");
        await owner.learns("support-closed");
        await owner.press("case-support");
        await owner.learns("support-open");
        await owner.say("It passed now");
        await operator.learns("desk-support-waits", { name, minutes: 0 });
        await operator.take(name);
        await owner.press("support-leave");
        await owner.learns("support-closed");
        await operator.learns("desk-support-closed", { name });
        await owner.choose(words(locale, "support-leave"));
        await owner.learns("support-closed-already");
        await operator.goOffDuty();
      },
    );

    test.each(town.locales)(
      "a registered owner is not asked again; a case and support do not mix (%s)",
      async (locale) => {
        const operator = await town.operator(locale);
        const slug = locale === "ru" ? "vera-lugova" : "timur-valeev";
        const vet = await town.vet(slug, locale);
        const owner = await town.owner(locale, locale === "ru" ? "Мария" : "Maria");
        const pet = locale === "ru" ? "Кай" : "Kai";
        await owner.asks(pet);
        await vet.take(pet);
        await vet.answer(pet, "Hello!");
        await owner.press("menu-support");
        await owner.learns("support-open");
        await owner.say("Only for support");
        await operator.take(owner.profile.firstName);
        expect((await vet.everything()).join("\n")).not.toContain("Only for support");
        expect((await operator.everything()).join("\n")).not.toContain(owner.profile.lastName);

        await vet.answer(pet, "Are you there?");
        const question = await owner.gets("Are you there?");
        await owner.press("select-here", {}, { message: question.id });
        await owner.say("Only for the vet");
        await vet.gets("Only for the vet");
        expect((await operator.everything()).join("\n")).not.toContain("Only for the vet");
        await operator.goOffDuty();
        await vet.goOffDuty();
      },
    );

    test("support that nobody answers reminds the operators, and the person that they are not forgotten", async () => {
      const operator = await town.operator();
      const owner = await town.owner("en", "Nina");
      await owner.settle();
      await owner.press("menu-support");
      await owner.say("Hello?");
      await town.advance(5);
      await operator.learns("desk-support-waits", { name: "Nina", minutes: 5 });
      await town.advance(10);
      await operator.learns("desk-support-waits", { name: "Nina", minutes: 15 });
      await owner.learns("support-delayed");
      await town.advance(DAY);
      await owner.press("case-contacts");
      expect((await owner.learns("contacts-phone")).text).toMatch(told("en", "contacts-open"));
    });
  });
}
