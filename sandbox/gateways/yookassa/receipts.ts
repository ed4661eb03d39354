import * as z from "zod";

/** Kopecks of an amount object; undefined for what the API would not take. */
export function kopecks(amount: unknown): number | undefined {
  const { data } = Amount.safeParse(amount);
  const value = data && Math.round(Number.parseFloat(data.value) * 100);
  return value !== undefined && value > 0 ? value : undefined;
}

const Amount = z.object({ value: z.string().regex(/^\d{1,9}\.\d{2}$/), currency: z.literal("RUB") });

const Receipt = z.object({
  customer: z.object({ email: z.email() }),
  tax_system_code: z.number().int().min(1).max(6).optional(),
  items: z
    .array(
      z.object({
        description: z.string().min(1).max(128),
        quantity: z.string(),
        amount: Amount,
        vat_code: z.number().int().min(1).max(12),
        payment_mode: z.enum(["full_prepayment", "full_payment"]),
        payment_subject: z.literal("service"),
      }),
    )
    .min(1),
});

/** What is wrong with a receipt over this sum: the parameter that the error names; undefined: nothing. */
export function receiptProblem(receipt: unknown, total: number): string | undefined {
  const { data, error } = Receipt.safeParse(receipt);
  if (!data) return ["receipt", ...(error.issues[0]?.path ?? [])].join(".");
  const lines = data.items.reduce(
    (sum, { amount }) => sum + Math.round(Number.parseFloat(amount.value) * 100),
    0,
  );
  return lines === total ? undefined : "receipt.items";
}

export const receiptEmail = (receipt: unknown): string | undefined =>
  Receipt.safeParse(receipt).data?.customer.email;

/** A receipt that settles what was paid ahead, as `POST /receipts` takes it. */
export const Settlement = z.object({
  type: z.literal("payment"),
  payment_id: z.string(),
  send: z.literal(true),
  settlements: z.array(z.object({ type: z.literal("prepayment"), amount: Amount })).min(1),
});
