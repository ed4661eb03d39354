import { beforeAll, describe, expect, test } from "vitest";
import type { Town } from "../support/town.ts";
import { words } from "../support/words.ts";

export function account(town: Town): void {
  describe("an account", () => {
    beforeAll(() => town.begin());
    test.each(town.locales)(
      "the profile is seen and corrected, the language switched (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        await owner.settle();
        await owner.press("menu-profile");
        const card = await owner.learns("profile-card");
        for (const part of [owner.profile.firstName, owner.profile.lastName, owner.profile.email])
          expect(card.text).toContain(part);

        await owner.press("profile-edit");
        await owner.press("field-last-name");
        await owner.say("12");
        await owner.learns("name-unreadable");
        await owner.say(locale === "ru" ? "Зимина" : "Winter");
        await owner.learns("profile-saved");
        await owner.gets(locale === "ru" ? "Зимина" : "Winter");
        await owner.press("profile-edit");
        await owner.press("field-birth-date");
        await owner.say("31.02.1990");
        await owner.learns("birth-date-unreadable");
        await owner.say("01.01.2020");
        await owner.learns("birth-date-too_young");
        await owner.say("1.5.1988");
        await owner.learns("profile-saved");
        await owner.press("profile-edit");
        await owner.press("field-city");
        await owner.seat.location(59.94, 30.31);
        await owner
          .learns("city-taken", { city: locale === "ru" ? "Санкт-Петербург" : "Saint Petersburg" })
          .catch(() => undefined);

        const other = locale === "ru" ? "en" : "ru";
        await owner.press("profile-language");
        await owner.choose(other === "ru" ? "Русский" : "English");
        owner.speak(other);
        await owner.learns("language-set");
        await owner.press("menu-profile");
        await owner.learns("profile-card");
        await owner.say("/language");
        await owner.choose(locale === "ru" ? "Русский" : "English");
        owner.speak(locale);
        await owner.press("menu-pets");
        await owner.learns("pets-none");
      },
    );

    test.each(town.locales)(
      "a phone that is not one's own, or another account's, opens no account (%s)",
      async (locale) => {
        const first = await town.owner(locale);
        await first.settle();
        const owner = await town.owner(locale);
        await town.control.changePerson(owner.id, { phone: first.profile.phone });
        await owner.arrive();
        await owner.press("welcome-register");
        await owner.does((seat) => seat.contact({ phone_number: "+79990002233", first_name: "Olga" }));
        await owner.learns("phone-not-own");
        await owner.press("dialog-share-contact");
        await owner.learns("phone-taken");
        await owner.press("to-support");
        const asked = await owner.learns("support-name");
        expect(asked.text).not.toContain(first.profile.firstName);
      },
    );

    test.each(town.locales)(
      "a required consent that is refused stops there, and can be given later (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        await owner.arrive();
        await owner.press("welcome-register");
        await owner.press("dialog-share-contact");
        const { firstName, lastName, birthDate, email, city } = owner.profile;
        for (const answer of [firstName, lastName, birthDate, email, city]) await owner.say(answer);
        await owner.press("legal-read");
        await owner.learns("consent-read");
        await owner.press("consent-refuse");
        await owner.learns("consent-required");
        await owner.press("consent-leave");
        await owner.learns("consents-refused");
        await owner.press("menu-pets");
        await owner.learns("account-for-pets");
        await owner.press("account-later");
        await owner.learns("account-without");
        await owner.press("menu-pets");
        await owner.press("account-register");
        await owner.press("dialog-share-contact");
        await owner.learns("register-first-name");
      },
    );

    test.each(town.locales)(
      "a copy of one's data holds what one told, and deletion ends the account (%s)",
      async (locale) => {
        const slug = locale === "ru" ? "vera-lugova" : "timur-valeev";
        const vet = await town.vet(slug, locale);
        const owner = await town.owner(locale);
        const pet = locale === "ru" ? "Рекс" : "Rex";
        await owner.asks(pet, "A complaint of its own");
        await vet.take(pet);
        await vet.answer(pet, "An answer of the vet");
        await owner.say("A message of the owner");
        await owner.seat.send("photo");
        await owner.seat.send("document");

        await owner.press("menu-profile");
        await owner.press("my-data");
        await owner.press("my-data-export");
        await owner.learns("export-here", { files: 2 });
        const documents = (await owner.news()).filter(({ kind }) => kind === "document");
        const [file, photo, paper] = documents.map((message) => message.file);
        expect(file?.name).toBe("pawline-my-data.json");
        expect(photo?.name).toBe("001-photo.jpg");
        expect(paper?.name).toMatch(/^002-/);
        const picture = await town.control.download(photo?.uid ?? "");
        expect(picture.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
        const json = (await town.control.download(file?.uid ?? "")).toString("utf8");
        expect(() => JSON.parse(json) as unknown).not.toThrow();
        const { firstName, lastName, phone, email } = owner.profile;
        const told = ["A complaint of its own", "An answer of the vet", "A message of the owner", pet];
        for (const part of [firstName, lastName, phone, email, ...told]) expect(json).toContain(part);

        await owner.press("menu-profile");
        await owner.press("my-data");
        await owner.press("my-data-erase");
        await owner.learns("erase-what");
        await owner.gets(words(locale, "erase-open", { count: 1 }).trim());
        await owner.press("erase-keep");
        await owner.learns("erase-kept");
        await owner.press("menu-profile");
        await owner.press("my-data");
        await owner.press("my-data-erase");
        await owner.press("erase-go");
        await vet.looksAway();
        await owner.press("erase-last-yes");
        await owner.learns("erased");
        await vet.learns("desk-owner-left");
        await vet.answer(pet, "Are you there?");
        await vet.learns("vet-over");
        await owner.hearsNothingOf("apology");
        expect((await owner.everything()).join("\n")).not.toContain("Are you there?");
        await owner.begin();
        await owner.learns("language-first");
      },
    );
  });
}
