import { checkPromo } from "../../../core/orders/quote.ts";
import type { PromoRefusal } from "../../../core/orders/promo.ts";
import type { Dialog, Stored } from "../../dialog/dialog.ts";
import { money, moment, t, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { CURRENCY } from "./currency.ts";

/** Longer than any code that a catalogue may hold. */
const MAX_CODE = 60;

/** Asks for a promo code for a package (slug) until one is good or the person goes on without. */
export async function askPromo(dialog: Dialog<OwnerCore>, offer: string): Promise<string | undefined> {
  for (let question: Text = t("promo-any"); ;) {
    const has = await dialog.confirm(question, { yes: t("promo-have"), no: t("promo-without") });
    if (!has) return undefined;
    const code = (await dialog.ask(t("promo-code"))).slice(0, MAX_CODE);
    const { zone = "UTC" } = await dialog.person();
    const answer = await dialog.read("promo", ({ core, person }) =>
      checkPromo(core, { package: offer, currency: CURRENCY, promo: code, owner: person }),
    );
    if (answer.kind === "good") {
      await dialog.say(
        t("promo-good", {
          code: answer.code,
          discount: money({ amount: answer.discount, currency: CURRENCY }),
        }),
      );
      return answer.code;
    }
    question = promoRefused(answer, zone);
  }
}

/** Why a code does not help; each reason has its own answer. */
export function promoRefused(refusal: Stored<PromoRefusal>, zone: string): Text {
  switch (refusal.kind) {
    case "wrong":
    case "used_up":
    case "used_by_you":
    case "other_package":
      return t(`promo-${refusal.kind}`);
    case "expired":
      return t("promo-expired", { since: moment(refusal.since, zone, "day") });
    case "not_yet":
      return t("promo-not-yet", { from: moment(refusal.from, zone, "full") });
  }
}
