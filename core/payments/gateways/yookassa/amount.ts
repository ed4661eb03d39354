import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import { fromDecimal, toDecimal } from "../../decimal.ts";

/** `{"value": "499.00", "currency": "RUB"}`, read as money. */
export const Amount = z
  .object({ value: z.string(), currency: z.string().length(3) })
  .transform(({ value, currency }, context): Money => {
    const amount = fromDecimal(value);
    if (amount !== undefined) return { amount, currency };
    context.addIssue({ code: "custom", message: "is no amount" });
    return z.NEVER;
  });

export const amountOf = ({ amount, currency }: Money) => ({ value: toDecimal(amount), currency });
