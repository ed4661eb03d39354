import type { Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";

/** Whether a sum needs a second person. Of a currency without a limit every sum does. */
export const needsSecond = ({ settings }: Core, { amount, currency }: Money): boolean =>
  amount > (settings.cashierLimits[currency] ?? 0);
