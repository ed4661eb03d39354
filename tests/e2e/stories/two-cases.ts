import { beforeAll, describe, expect, test } from "vitest";
import type { Owner } from "../support/owner.ts";
import type { Town } from "../support/town.ts";
import type { Vet } from "../support/vet.ts";

export function twoCases(town: Town): void {
  describe("two cases at once", () => {
    beforeAll(() => town.begin());
    let owner: Owner;
    let vera: Vet;
    let timur: Vet;

    beforeAll(async () => {
      vera = await town.vet("vera-lugova");
      timur = await town.vet("timur-valeev", "ru");
      owner = await town.owner("en");
      await owner.settle("Rex", "Bella");
      await owner.paid("consultation");
      await owner.activate({ pet: "Rex", complaint: "Rex limps" });
      await vera.take("Rex");
      await owner.paid("consultation");
      await owner.activate({ pet: "Bella", complaint: "Bella coughs" });
      await timur.take("Bella");
    });

    /** Whoever has the other case never sees a word of this one, in whatever version. */
    async function onlyFor(vet: Vet, text: string): Promise<void> {
      const other = vet === vera ? timur : vera;
      expect((await vet.everything()).join("\n")).toContain(text);
      expect((await other.everything()).join("\n")).not.toContain(text);
    }

    test("what is written goes to the case that was started last, and where a button points", async () => {
      await owner.say("She coughs at night");
      await onlyFor(timur, "She coughs at night");

      await owner.say("/menu");
      await vera.answer("Rex", "Hello, this is Vera");
      const heard = await owner.gets("Hello, this is Vera");
      expect(heard.text).toContain("Rex");
      // A number is an answer to what was said last, and nothing that some earlier message offered.
      await timur.looksAway();
      await owner.say("2");
      await timur.gets(/^2$/);
      await owner.press("select-here", {}, { message: heard.id });
      await owner.learns("selected", { sent: 0 });
      await owner.say("He limps on three legs");
      await onlyFor(vera, "He limps on three legs");
      await timur.answer("Bella", "This is Timur");
      await owner.say("And he sleeps badly");
      await onlyFor(vera, "And he sleeps badly");
    });

    test("a reply goes to the chat of what it quotes, whichever is selected; its edits and reactions follow", async () => {
      await timur.answer("Bella", "Is the cough dry?");
      const question = await owner.gets("Is the cough dry?");
      const reply = await owner.say("Quite dry", { replyTo: question.id });
      await onlyFor(timur, "Quite dry");
      await owner.seat.edit(reply.id, "Quite wet");
      await onlyFor(timur, "Quite wet");
      await owner.seat.react(question.id, "👍");
      expect(
        (await timur.inTopic("Bella")).find(({ text }) => text === "Is the cough dry?")?.reactions.bot,
      ).toHaveLength(1);

      const photo = await owner.seat.send("photo", { replyTo: question.id, caption: "Bella's throat" });
      await onlyFor(timur, "Bella's throat");
      await owner.say("about the photo", { replyTo: photo.id });
      await onlyFor(timur, "about the photo");
      await owner.say("Rex again");
      await onlyFor(vera, "Rex again");
    });

    test("a vet who quotes one owner's words in another's topic shows them to nobody", async () => {
      const other = await town.owner("en", "Clara");
      await other.asks("Coco", "Coco sneezes");
      await vera.take("Coco");
      const theirs = await other.say("Only about Coco");
      const [quoted] = (await vera.inTopic("Coco")).filter(({ text }) => text === theirs.text);
      await Promise.all([owner.looksAway(), other.looksAway()]);
      await vera.say("As I said", { replyTo: quoted?.id ?? 0, topic: await vera.topic("Rex") });
      const heard = await owner.gets("As I said");
      expect(heard.replyTo).toBeUndefined();
      expect((await owner.everything()).join("\n")).not.toContain("Only about Coco");
      await other.hearsNothing();
    });

    test("a chat can be chosen among my chats; its card says that messages go there", async () => {
      await owner.press("menu-chats");
      const list = await owner.learns("chats-current");
      expect(list.text).toContain("Rex");
      expect(list.text).toContain("Bella");
      await owner.choose("Bella");
      await owner.learns("clock-answered");
      await owner.press("card-write");
      await owner.learns("selected", { sent: 0 });
      await owner.say("Bella is better");
      await onlyFor(timur, "Bella is better");
    });

    test("with nothing selected the message is kept, and sent where the owner points", async () => {
      await owner.press("menu-support");
      await owner.press("support-leave");
      await owner.say("Whom do I tell?");
      await owner.learns("kept-where");
      await owner.say("And this?");
      const asked = await owner.learns("kept-where");
      expect((await vera.everything()).concat(await timur.everything()).join()).not.toContain(
        "Whom do I tell?",
      );

      await owner.choose("Rex", { message: asked.id });
      await owner.learns("selected", { sent: 2 });
      await onlyFor(vera, "Whom do I tell?");
      await onlyFor(vera, "And this?");
      await owner.choose("Rex", { message: asked.id });
      expect((await vera.everything()).filter((text) => text === "And this?")).toHaveLength(1);
    });

    test("what is written after the end of one case does not slip into the other", async () => {
      const last = await vera.answer("Rex", "The last word of Vera");
      expect(last.text).toBe("The last word of Vera");
      const heard = await owner.gets("The last word of Vera");
      await vera.conclude("Rex", "Rex will be fine");
      await owner.say("Thanks, Vera");
      await owner.learns("kept-where");
      await owner.press("kept-drop");
      await owner.learns("kept-dropped");
      await owner.say("Thank you so much", { replyTo: heard.id });
      const refusal = await owner.learns("chat-closed");
      expect(owner.isOffered(refusal, "chat-reopen")).toBe(true);
      for (const vet of [vera, timur]) {
        const all = (await vet.everything()).join("\n");
        expect(all).not.toContain("Thanks, Vera");
        expect(all).not.toContain("Thank you so much");
      }

      await vera.answer("Rex", "Are you there?");
      await vera.learns("vet-closed");
      expect((await owner.everything()).join("\n")).not.toContain("Are you there?");
      await owner.press("chat-reopen", {}, { message: refusal.id });
      await owner.learns("case-reopened", { by: "owner" });
      await owner.say("We are back");
      await onlyFor(vera, "We are back");
    });
  });
}
