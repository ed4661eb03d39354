import type { MoneyAction } from "../../../core/cashier/actions.ts";
import { needsSecond } from "../../../core/cashier/limits.ts";
import { weigh } from "../../../core/cashier/weigh.ts";
import { money, t, type Text } from "../../texts.ts";
import type { StaffTurn } from "../turn.ts";

/** Says that a second person is going to be asked, where one is. */
export async function secondNeeded({ core }: StaffTurn, action: MoneyAction): Promise<Text[]> {
  const weighed = await weigh(core, action);
  if (!weighed || !needsSecond(core, weighed.weight)) return [];
  const { currency } = weighed.weight;
  const amount = core.settings.cashierLimits[currency] ?? 0;
  return [t("cash-second", { limit: money({ amount, currency }) })];
}
