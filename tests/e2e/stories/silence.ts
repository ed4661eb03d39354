import { beforeAll, describe, expect, test } from "vitest";
import { DAY, HOUR, type Town } from "../support/town.ts";
import type { Vet } from "../support/vet.ts";
import { words } from "../support/words.ts";

export function silence(town: Town): void {
  describe("silence, and times that were chosen", () => {
    beforeAll(() => town.begin());
    let vet: Vet;
    beforeAll(async () => {
      vet = await town.vet("vera-lugova", "ru");
    });

    test.each(town.locales)(
      "after 48 hours of silence both are told, after 72 it closes (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        const pet = locale === "ru" ? "Рекс" : "Rex";
        await owner.asks(pet);
        await vet.take(pet);
        await vet.answer(pet, "Hello!");
        await town.advance(2 * DAY - 1);
        await owner.looksAway();
        await owner.say("Still here");
        await town.advance(2 * DAY - 1);
        await owner.hearsNothingOf("case-silent");
        await vet.looksAway();
        await town.advance(1);
        await owner.comesBack();
        await owner.learns("case-silent", { pet });
        await vet.learns("desk-case-silent");
        await owner.press("case-write");
        await owner.learns("selected", { sent: 0 });
        await owner.say("Rex is well");
        await vet.gets("Rex is well");

        await town.advance(2 * DAY);
        await owner.comesBack();
        await owner.learns("case-silent");
        await town.advance(DAY - 1);
        await owner.hearsNothingOf("case-closed-by-silence");
        await town.advance(1);
        await owner.comesBack();
        await owner.learns("case-closed-by-silence", { pet, vet: vet.name });
        await vet.learns("desk-case-closed", { by: "silence" });
        await owner.choose("4 ⭐");
        await owner.press("rate-no-words");
        await owner.learns("rate-thanks");
        expect(await vet.topicName(pet)).toMatch(/^✅/);
      },
    );

    test("a chosen time is by the owner's clock; the 30 minutes begin then, and reminders with them", async () => {
      const owner = await town.owner("en");
      await owner.settle("Bella");
      await owner.paid("consultation");
      const before = await town.now();
      const scheduled = await owner.activate({
        pet: "Bella",
        complaint: "Itches",
        async when(owner) {
          await owner.press("activate-later");
          const [, tomorrow = ""] = owner.offers(await owner.learns("activate-day"));
          await owner.choose(tomorrow);
          const asked = await owner.learns("activate-time");
          // The clinic is open from 8 to 22 in Moscow: from noon to 2 at night in Novosibirsk.
          expect(owner.offers(asked).slice(0, 6)).toEqual([
            "00:00",
            "00:30",
            "01:00",
            "01:30",
            "12:00",
            "12:30",
          ]);
          await owner.choose("13:30");
        },
      });
      expect(scheduled.text).toContain("13:30");
      await vet.looksAway();
      const noon = new Date(
        `${new Date(before.getTime() + DAY * 60_000).toISOString().slice(0, 10)}T06:30:00Z`,
      );
      await owner.say("She also sneezes");
      await town.control.setClock(new Date(noon.getTime() - 60_000));
      await vet.hearsNothing();
      await town.advance(1);
      await owner.learns("case-started", { pet: "Bella" });
      await vet.learns("desk-case-waits", { minutes: 0 });
      await town.advance(10);
      await vet.learns("desk-case-waits", { minutes: 10 });
      await vet.take("Bella");
      expect((await vet.inTopic("Bella")).map(({ text }) => text).join("\n")).toContain("She also sneezes");
      await vet.answer("Bella", "Hello, Bella");
      await owner.gets("Hello, Bella");
    });

    test("a scheduled consultation can be called off, and the session is back", async () => {
      const owner = await town.owner("ru");
      await owner.settle("Kai");
      await owner.paid("consultation");
      await owner.activate({
        pet: "Kai",
        async when(owner) {
          await owner.press("activate-later");
          const [, tomorrow = ""] = owner.offers(await owner.learns("activate-day"));
          await owner.choose(tomorrow);
          await owner.choose("15:00");
        },
      });
      await owner.press("case-withdraw");
      await owner.press("end-withdraw-yes");
      await owner.learns("case-cancelled", { pet: "Kai" });
      await town.advance(2 * DAY);
      await owner.hearsNothingOf("case-started");
      await owner.press("menu-services");
      expect(owner.offers(await owner.learns("services-line", { left: 1, total: 1, number: 0 }))).not.toEqual(
        [],
      );
    });

    test("a package cannot be started after its last day", async () => {
      const owner = await town.owner("en");
      await owner.settle("Rex");
      await owner.paid("consultation");
      await town.advance(60 * DAY + HOUR);
      await owner.press("order-paid-activate");
      await owner.learns("activate-expired");
      await owner.press("menu-services");
      await owner.learns("services-used-up");
      await owner.choose(words("en", "services-past", { count: 1 }));
      const past = await owner.learns("services-line-expired");
      expect(owner.isOffered(past, "service-activate")).toBe(false);
    });
  });
}
