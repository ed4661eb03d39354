import { beforeAll, describe, expect, test } from "vitest";
import type { ButtonView, MessageView } from "../../../sandbox/control/api.ts";
import type { Owner } from "../support/owner.ts";
import type { Town } from "../support/town.ts";
import { told } from "../support/words.ts";

export function anywhere(town: Town): void {
  describe("buttons and words at any time", () => {
    beforeAll(() => town.begin());
    /** The data of a button under a message. */
    function dataOf(message: MessageView, label: RegExp): string {
      const button = message.buttons.flat().find(({ text }) => label.test(text));
      if (button?.type !== "callback")
        throw new Error(`no button ${label.source}: ${labels(message.buttons)}`);
      return button.data;
    }
    const labels = (rows: ButtonView[][]): string =>
      rows
        .flat()
        .map(({ text }) => text)
        .join(", ");

    test.each(town.locales)(
      "back, /cancel and the menu's words lead out of any question (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        await owner.settle();
        await owner.press("menu-pets");
        await owner.press("pets-add");
        await owner.press("species-cat");
        await owner.learns("pet-breed");
        await owner.press("dialog-back");
        await owner.learns("pet-species");
        await owner.press("species-dog");
        await owner.press("breed-dog-labrador");
        await owner.say("/cancel");
        await owner.learns("cancelled");
        await owner.say("/cancel");
        await owner.learns("nothing-to-cancel");
        await owner.press("menu-pets");
        await owner.learns("pets-none");

        await owner.press("pets-add");
        await owner.press("menu-useful");
        await owner.learns("useful");
        await owner.press("useful-contacts");
        await owner.learns("contacts-phone");
        await owner.say("/nosuchcommand");
        await owner.learns("unknown-command");
        await owner.say("/help");
        await owner.learns("help");
      },
    );

    test.each(town.locales)(
      "what is asked wrongly is asked again with a hint, and nothing is lost (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        await owner.arrive();
        await owner.press("welcome-register");
        await owner.say("my number is 5");
        await owner.learns("dialog-need-contact");
        await owner.press("dialog-share-contact");
        await owner.does((seat) => seat.send("sticker"));
        await owner.learns("dialog-need-text");
        await owner.say("Анна");
        await owner.say("Ветрова");
        await owner.say("1990");
        await owner.learns("birth-date-unreadable");
        await owner.say("05.11.1990");
        await owner.say("anna at example");
        await owner.learns("email-unreadable");
        await owner.say("anna@example.com");
        const question = await owner.learns("register-city");
        expect(question.text).not.toBe("");
        await owner.say("Qwertyville");
        await owner.learns("city-unknown", { words: "Qwertyville" });
        await owner.press("dialog-back");
        await owner.say(owner.profile.city);
        await owner.learns("consent-agreement");
      },
    );

    test("an old button of a question that was answered does no harm, nor does one pressed twice", async () => {
      const owner = await town.owner("en");
      await owner.settle();
      await owner.press("menu-pets");
      const list = await owner.learns("pets-none");
      await owner.press("pets-add");
      const species = await owner.learns("pet-species");
      await owner.choose("Dog");
      await owner.pressOld(list, "pets-add");
      await owner.learns("dialog-stale");
      await owner.pressOld(species, "species-cat");
      await owner.learns("dialog-stale");
      await owner.choose("Labrador Retriever");
      await owner.say("Rex");
      expect((await owner.gets("🐾 Rex")).text).toContain("Dog · Labrador");
      await owner.say("/cancel");
      await owner.pressOld(species, "species-cat");
      await owner.learns("old-button");
      if (owner.on === "telegram") await forged(owner, list);
    });

    /** Buttons can be made up by who writes their own Telegram; numbers cannot. */
    async function forged(owner: Owner, list: MessageView): Promise<void> {
      for (const data of [
        "case:nonsense",
        "select:",
        "unknown:1",
        "activate:00000000-0000-0000-0000-000000000000",
      ]) {
        await owner.does((seat) => seat.act("press", { message: list.id, data, stale: true }));
        const said = (await owner.news()).map(({ text }) => text).join("\n");
        expect(said).toMatch(
          new RegExp(`${told("en", "old-button").source}|${told("en", "activate-not-yours").source}`, "u"),
        );
      }
    }

    test("two devices: an order is confirmed once, whichever button is pressed twice", async () => {
      const owner = await town.owner("en");
      await owner.settle("Rex");
      await owner.press("menu-buy");
      await owner.press("offer-order");
      await owner.press("order-as-is");
      await owner.press("order-as-is");
      await owner.press("order-receipt-none");
      await owner.press("promo-without");
      const summary = await owner.learns("order-sum");
      await Promise.all([owner.pressOld(summary, "order-agree"), owner.pressOld(summary, "order-agree")]);
      const orders = (await owner.news()).filter(({ text }) => told("en", "order-ready").test(text));
      expect(orders).toHaveLength(1);
    });

    test("two vets press Take at once: one has the case, the other is told who", async () => {
      const vera = await town.vet("vera-lugova");
      const timur = await town.vet("timur-valeev");
      const owner = await town.owner("en");
      await owner.asks("Ruby", "Limps");
      const announced = async (vet: typeof vera) => {
        const message = await vet.gets("Limps");
        return { message: message.id, data: dataOf(message, /Take/), stale: true };
      };
      const [one, other] = [await announced(vera), await announced(timur)];
      await Promise.all([vera.seat.act("press", one), timur.seat.act("press", other)]);
      await owner.learns("case-taken", { pet: "Ruby" });
      const hasIt = (vet: typeof vera) => vet.topic("Ruby").then(Boolean, () => false);
      const [winner, late] = (await hasIt(vera)) ? [vera, timur] : [timur, vera];
      expect([await hasIt(winner), await hasIt(late)]).toEqual([true, false]);
      expect((await late.everything()).join("\n")).toContain(winner.name);
      await late.does((seat) => seat.act("press", late === vera ? one : other));
      const shown = (await late.seat.messages()).find(
        ({ id }) => id === (late === vera ? one : other).message,
      );
      expect(shown?.text).toContain(winner.name);
      expect(shown?.text).not.toContain("Limps");
      await winner.does((seat) => seat.act("press", winner === vera ? one : other));
      await winner.learns("vet-take-yours");
      await late.say("Hello, Ruby!");
      await late.learns("vet-nobody");
      expect((await owner.everything()).join("\n")).not.toContain("Hello, Ruby!");
    });
  });
}
