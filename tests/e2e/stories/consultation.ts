import { beforeAll, describe, expect, test } from "vitest";
import { DAY, HOUR, type Town } from "../support/town.ts";
import { told, words } from "../support/words.ts";

export function consultation(town: Town): void {
  describe("a consultation", () => {
    beforeAll(() => town.begin());
    test.each(town.locales)(
      "from the first hello to a review on the vet's card (%s)",
      { timeout: 60_000 },
      async (locale) => {
        const slug = locale === "ru" ? "elena-zaitseva" : "sofia-olshanskaya";
        const vet = await town.vet(slug, locale);
        const owner = await town.owner(locale);

        await owner.register();
        await owner.addPet("Rex");
        await owner.buy("consultation");

        const complaint = "He limps since the morning & eats <nothing>";
        const started = await owner.activate({
          pet: "Rex",
          complaint,
          album: [{ kind: "photo", caption: "the left paw" }, { kind: "photo" }],
        });
        expect(started.text).toMatch(told(locale, "case-activated", { pet: "Rex", duty: "yes" }));

        await vet.gets("Rex");
        await vet.take("Rex");
        await owner.learns("case-taken", { vet: vet.name, pet: "Rex" });
        const topic = await vet.inTopic("Rex");
        const said = topic.map(({ text }) => text).join("\n");
        expect(said).toContain(words(locale, "breed-dog-labrador"));
        expect(said).toContain(complaint);
        expect(said).toContain("the left paw");
        expect(said).toContain(owner.profile.firstName);
        expect(said).not.toContain(owner.profile.lastName);
        expect(topic.filter(({ kind }) => kind === "photo")).toHaveLength(2);
        expect(await vet.topicName("Rex")).toContain(`Rex · ${owner.profile.firstName}`);

        await owner.looksAway();
        await vet.answer("Rex", "Good morning! Which paw is it?");
        const heard = await owner.gets("Which paw is it?");
        expect(heard.text).toContain(vet.name);
        await owner.say("The left one");
        await vet.gets("The left one");

        await owner.looksAway();
        await vet.conclude("Rex", "A splinter: wash it, and all will be well.");
        await owner.gets("A splinter: wash it");
        await owner.learns("case-closed-by-vet", { vet: vet.name, pet: "Rex", concluded: "yes" });
        expect(await vet.topicName("Rex")).toMatch(/^✅/);

        const administrator = await town.administrator(locale);
        await administrator.looksAway();
        await owner.choose("5 ⭐");
        await owner.learns("rate-words");
        await owner.say("Kind and quick");
        await owner.learns("rate-thanks");
        await administrator.learns("desk-review-waits");
        await administrator.press("vet-reviews-more");
        await administrator.gets("Kind and quick");
        await administrator.press("vet-review-publish");
        await administrator.learns("vet-review-published");

        await owner.press("menu-vets");
        // A poll may follow it (WHATSAPP_POLLS).
        const card = async () =>
          (await owner.seat.messages()).findLast(({ by, kind }) => by === "bot" && kind !== "poll")?.text ??
          "";
        while (!(await card()).includes(vet.name)) await owner.press("dialog-next");
        expect(await card()).toMatch(told(locale, "vets-rating", { average: 5, count: 1 }));
        await owner.press("vets-reviews", { count: 1 });
        const review = await owner.gets("Kind and quick");
        expect(review.text).toContain(owner.profile.firstName);
        expect(review.text).not.toContain(owner.profile.lastName);
      },
    );

    test.each(town.locales)(
      "is found in the archive, goes on within 48 hours and not after (%s)",
      { timeout: 60_000 },
      async (locale) => {
        const vet = await town.vet(locale === "ru" ? "artyom-berkutov" : "timur-valeev", locale);
        const owner = await town.owner(locale);
        await owner.asks("Bim", "Coughs");
        await vet.take("Bim");
        await vet.answer("Bim", "Since when?");
        await vet.conclude("Bim", "Warm water and rest");

        await owner.say("One more question");
        await owner.learns("kept-nobody");
        await owner.press("kept-drop");
        await owner.press("menu-chats");
        await owner.learns("chats-none-now");
        await owner.press("chats-to-archive", { count: 1 });
        await owner.choose("Bim");
        await owner.learns("card-reopen-until");
        await owner.press("card-conclusion");
        await owner.gets("Warm water and rest");

        await town.advance(47 * HOUR);
        await vet.looksAway();
        await owner.press("card-reopen");
        await owner.learns("case-reopened", { by: "owner", vet: vet.name });
        await vet.learns("desk-case-reopened");
        expect(await vet.topicName("Bim")).toMatch(/^#\d+ Bim/);
        await owner.say("It coughs again");
        await vet.gets("It coughs again");

        await owner.looksAway();
        await vet.conclude("Bim", "Come in for an X-ray");
        await owner.gets("Come in for an X-ray");
        await town.advance(2 * DAY + 1);
        await owner.press("case-reopen");
        await owner.learns("reopen-too-late");
        await vet.answer("Bim", "How is he?");
        await vet.learns("vet-over");
        await owner.press("menu-services");
        await owner.learns("services-used-up");
      },
    );
  });
}
