import type { MoneyAction } from "../../../core/cashier/actions.ts";
import {
  readReceiptNumber,
  receiptToMake,
  type ReceiptToMake,
} from "../../../core/payments/receipts-by-hand.ts";
import { lines, money, plain, t, type Text } from "../../texts.ts";
import type { StaffTurn } from "../turn.ts";
import type { Form, Values } from "./form.ts";

/** Stands for the number where none is: an organisation paid, which wants no receipt. */
const NONE = "-";

const actionOf = ({ receipt = "", number }: Values): MoneyAction => ({
  kind: "receipt",
  receipt,
  number: number === undefined || number === NONE ? null : number,
});

const find = ({ core }: StaffTurn, { receipt = "" }: Values): Promise<ReceiptToMake | undefined> =>
  receiptToMake(core, receipt);

/** What the till is to print, and where it is to be sent. */
function whatToMake({ order, kind, lines: sold, amount, currency, email }: ReceiptToMake): Text {
  const sum = (amount: number): Text => money({ amount, currency });
  return lines([
    t("cash-receipt", { order: String(order), kind }),
    ...sold.map(({ name, sum: part }) => t("cash-receipt-line", { name: plain(name), sum: sum(part) })),
    t("cash-receipt-total", { sum: sum(amount) }),
    email === undefined ? t("cash-receipt-no-address") : t("cash-receipt-address", { email: plain(email) }),
  ]);
}

/** A receipt for a bank transfer: made at the till, and its number entered here. */
export const receiptForm: Form = {
  steps: [
    {
      name: "number",
      async ask(turn, values) {
        const found = await find(turn, values);
        if (!found) return { text: t("cash-outcome", { outcome: "nothing_there" }) };
        return {
          text: lines([whatToMake(found), t("cash-receipt-number")], "\n\n"),
          answers: [[{ label: t("cash-receipt-none"), word: NONE }]],
        };
      },
      async read(_, typed) {
        const value = typed === NONE ? NONE : readReceiptNumber(typed);
        return value === undefined ? { hint: t("cash-receipt-number-hint") } : { value };
      },
    },
  ],
  async summary(turn, values) {
    const found = await find(turn, values);
    if (!found) return t("cash-outcome", { outcome: "nothing_there" });
    const { number = NONE } = values;
    const said =
      number === NONE ? t("cash-receipt-needless") : t("cash-receipt-made", { number: plain(number) });
    return lines([whatToMake(found), said], "\n\n");
  },
  yes: t("cash-receipt-yes"),
  action: actionOf,
};
