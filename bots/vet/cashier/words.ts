import type { ActionFacts } from "../../../core/cashier/actions.ts";
import { day, lines, money, plain, t, type Text } from "../../texts.ts";

/** What an action is about, in words. */
export function factsText(facts: ActionFacts): Text {
  const { action, order, reference = "", bankRef = "", date, sessions = 0, reason } = facts;
  const what = t("cash-facts", {
    action,
    order: String(order),
    amount: money(facts),
    sessions,
    from: bankRef === "" ? "gateway" : "bank",
  });
  return lines([
    what,
    ...(action === "confirm" && date !== undefined
      ? [t("cash-facts-transfer", { reference, bank: bankRef, date: day(date) })]
      : []),
    ...(action === "receipt" && reference !== ""
      ? [t("cash-facts-receipt", { number: plain(reference) })]
      : []),
    ...(reason === undefined ? [] : [t("cash-facts-reason", { reason: plain(reason) })]),
  ]);
}

/** What it led to, and what to do next. */
export const outcomeText = (outcome: string): Text => t("cash-outcome", { outcome });
