import { beforeAll, describe, expect, test } from "vitest";
import type { Town } from "../support/town.ts";
import type { Vet } from "../support/vet.ts";
import { words } from "../support/words.ts";

export function waiting(town: Town): void {
  describe("waiting for a vet", () => {
    beforeAll(() => town.begin());
    let vera: Vet;
    let timur: Vet;
    beforeAll(async () => {
      vera = await town.vet("vera-lugova", "ru");
      timur = await town.vet("timur-valeev");
    });

    test.each(town.locales)(
      "vets are reminded at 10 and 20 minutes; at 30 the session is given back (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        await owner.asks("Rex");
        await owner.press("menu-chats");
        await owner.choose("Rex");
        await owner.learns("clock-waiting", { left: 30 });

        await Promise.all([owner.looksAway(), vera.looksAway(), timur.looksAway()]);
        await town.advance(9);
        await vera.hearsNothing();
        await town.advance(1);
        for (const vet of [vera, timur]) {
          const reminded = await vet.learns("desk-case-waits", { minutes: 10 });
          expect(reminded.text).toContain("Rex");
        }
        await owner.hearsNothing();
        await town.advance(10);
        await vera.learns("desk-case-waits", { minutes: 20 });
        await owner.learns("case-delayed", { pet: "Rex" });
        await town.advance(10);
        await owner.learns("case-expired", { pet: "Rex" });
        await vera.learns("desk-case-gone", { why: "expired" });
        const left = (await vera.seat.messages()).filter(({ buttons }) =>
          buttons.flat().some(({ text }) => text === words("ru", "vet-take")),
        );
        expect(left).toEqual([]);

        await owner.press("case-services");
        await owner.learns("services-line", { left: 1, total: 1, number: 0 });
      },
    );

    test("a vet who took a case and says nothing loses it after 10 minutes, and the owner's clock goes on", async () => {
      const owner = await town.owner("en");
      await owner.asks("Bim", "Coughs since yesterday");
      await town.advance(5);
      await vera.take("Bim");
      await owner.say("He is tired, too");
      await town.advance(5);
      await vera.learns("desk-answer-due");
      await Promise.all([owner.looksAway(), timur.looksAway(), vera.looksAway()]);
      await town.advance(5);
      await vera.learns("desk-case-lost", { why: "silent" });
      await owner.learns("case-requeued", { pet: "Bim" });
      expect(await vera.topicName("Bim")).toMatch(/^↩️/);
      await owner.say("Is anybody there?");
      await vera.answer("Bim", "Sorry, I was away");
      await vera.learns("vet-not-yours");
      await owner.hearsNothingOf("vet-not-yours");
      expect((await vera.everything()).join()).not.toContain("Is anybody there?");

      await timur.take("Bim");
      const seen = (await timur.inTopic("Bim")).map(({ text }) => text).join("\n");
      expect(seen).toMatch(/Coughs since yesterday[^]*He is tired, too[^]*Is anybody there\?/);
      await timur.answer("Bim", "I am here");
      await owner.gets("I am here");
      await owner.looksAway();
      await town.advance(60);
      await owner.hearsNothing();
    });

    test("a case taken but silent at the end of the 30 minutes is given back as well", async () => {
      const owner = await town.owner("ru");
      await owner.asks("Kai");
      await town.advance(25);
      await vera.take("Kai");
      await town.advance(5);
      await owner.learns("case-expired", { pet: "Kai" });
      await vera.learns("desk-case-lost", { why: "expired" });
      expect(await vera.topicName("Kai")).toMatch(/^↩️/);
    });

    test.each(town.locales)(
      "what was bought from a named vet is that vet's alone for 10 minutes (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        const pet = locale === "ru" ? "Луна" : "Luna";
        await timur.looksAway();
        await owner.asks(pet, "Scratches her ear", { vet: "vera-lugova" });
        await owner.learns("case-activated-vet", { vet: vera.name, pet });
        await timur.hearsNothing();
        const own = await vera.gets(pet);
        expect(own.text).toContain("⭐");
        await timur.press("vet-menu-queue");
        expect((await timur.news()).map(({ text }) => text).join()).not.toContain(pet);

        await town.advance(10);
        await timur.gets(pet);
        await timur.take(pet);
        await owner.learns("case-taken", { vet: timur.name });
        await timur.answer(pet, "Good afternoon");
      },
    );

    test("nobody on duty is said before anything is used, and a time is offered first", async () => {
      await vera.goOffDuty();
      await timur.goOffDuty();
      const owner = await town.owner("en");
      await owner.settle("Rex");
      await owner.paid("consultation");
      await owner.press("order-paid-activate");
      await owner.choose("Rex");
      await owner.say("Sneezes");
      await owner.press("activate-photos-none");
      const asked = await owner.learns("activate-when-nobody");
      expect(owner.offers(asked).slice(0, 2)).toEqual([
        words("en", "activate-later"),
        words("en", "activate-now-anyway"),
      ]);
      await owner.press("activate-now-anyway");
      await owner.press("activate-yes-now");
      await owner.learns("case-activated", { pet: "Rex", duty: "no" });
      await vera.goOnDuty();
      await vera.gets("Sneezes");
      await owner.press("case-withdraw");
      await owner.learns("end-withdraw");
      await owner.press("end-withdraw-yes");
      await owner.learns("case-cancelled");
      await timur.goOnDuty();
      await owner.press("menu-services");
      await owner.learns("services-line", { left: 1, total: 1, number: 0 });
    });
  });
}
