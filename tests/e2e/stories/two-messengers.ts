import { beforeAll, describe, expect, test } from "vitest";
import type { Locale } from "../../../bots/texts.ts";
import type { Person } from "../support/person.ts";
import type { Phones, Town } from "../support/town.ts";
import type { Vet } from "../support/vet.ts";
import { words } from "../support/words.ts";

const BOTH: readonly Locale[] = ["ru", "en"];

/** In a town with WhatsApp: the story takes both messengers. */
export function twoMessengers(town: Town, locales: readonly Locale[] = BOTH): void {
  describe.each(locales)("one owner on two messengers (%s)", (locale) => {
    // No other story's pet: this vet may have their chats as well.
    const pet = locale === "ru" ? "Тотошка" : "Toto";
    const names = {
      telegram: words(locale, "messenger-telegram"),
      whatsapp: words(locale, "messenger-whatsapp"),
    };
    let vet: Vet;
    let telegram: Phones["telegram"];
    let whatsapp: Phones["whatsapp"];
    /** What the owner wrote in Telegram, as it stands at the vet's. */
    let sleeps: number;

    beforeAll(async () => {
      await town.begin();
      vet = await town.vet(locale === "ru" ? "vera-lugova" : "timur-valeev", locale);
      ({ telegram, whatsapp } = await town.phones(locale));
      await telegram.asks(pet, "He limps");
      await vet.take(pet);
    });

    /** What the owner writes here reaches the case's topic, which is the only one. */
    async function writes(from: Person, text: string) {
      await vet.looksAway();
      await from.say(text);
      const heard = await vet.gets(text);
      const { topics } = await vet.seat.chat();
      expect(topics.filter(({ name, deleted }) => !deleted && name.includes(pet))).toHaveLength(1);
      expect((await vet.inTopic(pet)).map(({ id }) => id)).toContain(heard.id);
      return heard;
    }

    /** What the vet writes comes to one messenger and not to the other. */
    async function answered(there: Person, notThere: Person, text: string, replyTo?: number) {
      await there.looksAway();
      await notThere.looksAway();
      const topic = await vet.topic(pet);
      await vet.say(text, { topic, ...(replyTo !== undefined && { replyTo }) });
      await notThere.hearsNothing();
      return there.gets(text);
    }

    test("a code of one, given in the other, makes both one account, and the open question goes along", async () => {
      await telegram.press("menu-pets");
      await telegram.press("pets-add");
      await telegram.press("species-dog");
      await telegram.learns("pet-breed");
      await telegram.say("/go");
      const way = await telegram.learns("go-here-is", { messenger: names.whatsapp });
      const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(way.text)?.[0] ?? "";

      await whatsapp.arrive();
      await whatsapp.press("link-have");
      await whatsapp.learns("link-ask", { messenger: names.telegram });
      await telegram.looksAway();
      await whatsapp.say(code.toLowerCase().replace("-", " "));
      await telegram.learns("linked-there", { messenger: names.whatsapp });
      await whatsapp.learns("linked-here", { messenger: names.telegram });
      await whatsapp.learns("pet-breed");
      await whatsapp.press("breed-dog-labrador");
      await whatsapp.say("Bim");
      await whatsapp.learns("pet-added", { name: "Bim" });
      await whatsapp.press("pet-done");
      await whatsapp.press("done");
    });

    test("the open case goes on in either; the vet sees one chat, and answers where the owner wrote last", async () => {
      const first = await writes(whatsapp, "He limps less today");
      await answered(whatsapp, telegram, "Good to hear");
      sleeps = (await writes(telegram, "But he sleeps a lot")).id;
      const reply = await answered(telegram, whatsapp, "How long is the walk?", first.id);
      // What the vet quotes stands in WhatsApp: here it is quoted in words.
      expect(reply.text).toContain("He limps less today");
    });

    test("the way to the other messenger, and back, opens what was open", async () => {
      await telegram.press("menu-chats");
      await telegram.choose(pet);
      await telegram.press("go-to", { messenger: names.whatsapp });
      const there = telegram.link(await telegram.learns("go-here-is"));
      await whatsapp.say(new URL(there).searchParams.get("text") ?? "");
      await whatsapp.learns("card-title", { pet });
      const asked = await answered(whatsapp, telegram, "Is he eating?", sleeps);
      expect(asked.text).toContain("> But he sleeps a lot");

      await whatsapp.press("menu-support");
      await whatsapp.press("go-to", { messenger: names.telegram });
      const back = whatsapp.link(await whatsapp.learns("go-here-is"));
      await telegram.does((seat) => seat.start(new URL(back).searchParams.get("start") ?? ""));
      await telegram.learns("support-open");
    });
  });
}
