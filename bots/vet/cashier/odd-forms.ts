import type { MoneyAction, Odd } from "../../../core/cashier/actions.ts";
import { weigh } from "../../../core/cashier/weigh.ts";
import { lines, t, type Text } from "../../texts.ts";
import type { StaffTurn } from "../turn.ts";
import type { Form, Values } from "./form.ts";
import { readNumber } from "./refund.ts";
import { secondNeeded } from "./second.ts";
import { factsText, outcomeText } from "./words.ts";

/** Which odd sum a form is about, as it is kept: `attempt:<id>` or `transfer:<the bank's number>`. */
export const oddWord = (odd: Odd): string =>
  "bankRef" in odd ? `transfer:${odd.bankRef}` : `attempt:${odd.attempt}`;

function oddOf({ odd = "" }: Values): Odd {
  const rest = odd.slice(odd.indexOf(":") + 1);
  return odd.startsWith("transfer:") ? { bankRef: rest } : { attempt: rest };
}

async function summary(turn: StaffTurn, action: MoneyAction): Promise<Text> {
  const weighed = await weigh(turn.core, action);
  if (!weighed) return outcomeText("nothing_there");
  return lines([factsText(weighed.facts), ...(await secondNeeded(turn, action))], "\n\n");
}

const giveBack = (values: Values): MoneyAction => ({ kind: "giveback", odd: oddOf(values) });
const book = (values: Values): MoneyAction => ({
  kind: "book",
  odd: oddOf(values),
  order: Number(values["order"]),
});

/** An odd sum goes back where it came from. */
export const giveBackForm: Form = {
  steps: [],
  summary: (turn, values) => summary(turn, giveBack(values)),
  yes: t("cash-giveback-yes"),
  action: giveBack,
};

/** An odd sum pays an order, as it is: its own, or, of a transfer, another one that has an invoice. */
export const bookForm: Form = {
  steps: [
    {
      name: "order",
      ask: async (_, { own = "" }) => ({
        text: t("cash-book-order"),
        answers: [[{ label: t("cash-book-own", { order: own }), word: own }]],
      }),
      async read({ core }, typed) {
        const number = readNumber(typed);
        const found = number !== undefined && (await core.db.order.count({ where: { number } })) > 0;
        return found ? { value: String(number) } : { hint: t("cash-order-hint") };
      },
    },
  ],
  summary: (turn, values) => summary(turn, book(values)),
  yes: t("cash-book-yes"),
  action: book,
};
