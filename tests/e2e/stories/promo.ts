import { beforeAll, describe, expect, test } from "vitest";
import type { Owner } from "../support/owner.ts";
import { open, pay } from "../support/payer.ts";
import type { Town } from "../support/town.ts";
import { words } from "../support/words.ts";

export function promo(town: Town): void {
  describe("paying", () => {
    beforeAll(() => town.begin());
    /** Goes as far as the question for a promo code. */
    async function untilPromo(owner: Owner): Promise<void> {
      await owner.press("menu-buy");
      await owner.press("offer-order");
      await owner.press("order-as-is");
      await owner.press("order-as-is");
      await owner.press("order-receipt-none");
      await owner.learns("promo-any");
    }

    test.each(town.locales)(
      "each refusal of a promo code has its own answer; a good one lowers the price (%s)",
      async (locale) => {
        const owner = await town.owner(locale);
        await owner.settle();
        await untilPromo(owner);
        const refused: [string, string][] = [
          ["NOSUCHCODE", "promo-wrong"],
          ["SPRING", "promo-expired"],
          ["PAW300", "promo-other_package"],
        ];
        for (const [code, answer] of refused) {
          await owner.press("promo-have");
          await owner.say(code);
          await owner.learns(answer);
        }
        await owner.press("promo-have");
        await owner.say(" welcome ");
        await owner.learns("promo-good", { code: "WELCOME" });
        const summary = await owner.learns("order-sum-less", { code: "WELCOME" });
        expect(summary.text).toMatch(/399[.,]20/);
        await owner.press("order-read-offer");
        await owner.learns("legal-first-page");
        await owner.press("order-agree");
        const url = owner.link(await owner.learns("order-ready"));
        await owner.does(() => pay(url));
        await town.control.settled();
        await owner.learns("order-paid", { sessions: 1 });
        expect((await open(url)).status).toBe(200);

        await untilPromo(owner);
        await owner.press("promo-have");
        await owner.say("WELCOME");
        await owner.learns("promo-used_by_you");
        await owner.press("promo-without");
        await owner.press("order-leave");
        await owner.learns("order-left");
      },
    );

    test("a code that others have used up is refused to the third", async () => {
      for (const answer of ["promo-good", "promo-good", "promo-used_up"]) {
        const owner = await town.owner("en");
        await owner.settle();
        await untilPromo(owner);
        await owner.press("promo-have");
        await owner.say("FIRSTTWO");
        await owner.learns(answer);
        await owner.press(answer === "promo-good" ? "order-agree" : "promo-without");
        const page = (await owner.seat.last())?.text ?? "";
        expect(page).toContain(answer === "promo-good" ? "249.50" : "499");
      }
    });

    test("a declined payment can be tried again on the same page; somebody else may pay", async () => {
      const owner = await town.owner("en");
      await owner.settle();
      const url = await owner.order("consultation");
      const declined = await pay(url, "decline");
      expect(declined).toContain("/p/");
      // By now the service has asked the gateway how it went.
      await town.advance(1);
      await owner.hearsNothingOf("order-paid", { sessions: 1 });
      await owner.does(() => pay(url));
      await town.control.settled();
      await owner.learns("order-paid", { sessions: 1 });
      const [start] = owner.offers(await owner.learns("order-paid", { sessions: 1 }));
      expect(start).toBe(words("en", "order-paid-activate"));
    });
  });
}
