import { beforeAll, describe, expect, test } from "vitest";
import type { Town } from "../support/town.ts";
import { told } from "../support/words.ts";

export function restart(town: Town): void {
  describe("a restart", () => {
    beforeAll(() => town.begin());
    test("a restart in the middle of a dialog and of a case loses nothing", { timeout: 60_000 }, async () => {
      const locale = "ru";
      const vet = await town.vet("vera-lugova", locale);
      const owner = await town.owner(locale);
      const pet = "Рекс";
      await owner.settle(pet);
      await owner.paid("consultation");
      await owner.press("order-paid-activate");
      await owner.choose(pet);
      await owner.say("He limps");
      await owner.does((seat) => seat.album([{ kind: "photo", caption: "the paw" }, { kind: "photo" }]));
      await owner.learns("activate-photos-more", { count: 2 });

      await town.running.sandbox.restartService();
      await owner.press("activate-photos-done");
      await owner.press("activate-now");
      await owner.press("activate-yes-now");
      await owner.learns("case-activated", { pet, duty: "yes" });
      await vet.take(pet);
      await vet.pressIn(pet, "vet-finish");

      // While it is down people write on: nothing of it may be lost, and nothing said twice.
      await town.running.sandbox.service().stop("SIGKILL");
      const topic = await vet.topic(pet);
      const post = (bot: string, user: number, act: string, body: object) =>
        fetch(`${town.control.url}/api/chats/${bot}/${user}/${act}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
      await owner.looksAway();
      await post(owner.bot, owner.id, "say", { text: "Are you there?" });
      await post("pawline_staff_bot", vet.id, "say", { text: "It is only a splinter", topic });
      await town.running.sandbox.restartService();
      await town.control.settled();
      await owner.learns("case-closed-by-vet", { pet, concluded: "yes" });
      const heard = (await owner.seat.messages()).filter(({ text }) =>
        text.includes("It is only a splinter"),
      );
      expect(heard).toHaveLength(1);
      const question = (await vet.inTopic(pet)).filter(({ text }) => text.includes("Are you there?"));
      const refused = (await owner.news()).filter(({ text }) => told(locale, "kept-nobody").test(text));
      expect(question.length + refused.length).toBe(1);
    });
  });
}
