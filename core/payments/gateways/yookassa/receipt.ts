import type { ReceiptLine } from "../../gateway.ts";
import { amountOf } from "./amount.ts";
import type { YooKassaSettings } from "./settings.ts";

/** What a line says of its payment (54-FZ): paid ahead of the service, or given against what was paid ahead. */
type PaymentMode = "full_prepayment" | "full_payment";

const MAX_NAME = 128;

/** The data of a receipt; undefined: nobody's address is known, and without one there is none. */
export function receiptOf(
  { vat, taxSystem, receiptEmail }: YooKassaSettings,
  {
    lines,
    email = receiptEmail,
    currency,
    mode,
  }: {
    readonly lines: readonly ReceiptLine[];
    readonly email: string | undefined;
    readonly currency: string;
    readonly mode: PaymentMode;
  },
): object | undefined {
  if (email === undefined || lines.length === 0) return undefined;
  return {
    customer: { email },
    ...(taxSystem !== undefined && { tax_system_code: taxSystem }),
    items: lines.map(({ name, sum }) => ({
      description: cut(name, MAX_NAME),
      quantity: "1.00",
      amount: amountOf({ amount: sum, currency }),
      vat_code: vat,
      payment_mode: mode,
      payment_subject: "service",
    })),
  };
}

/** Characters, not UTF-16 units: half an emoji is no text. */
export const cut = (text: string, max: number): string => Array.from(text).slice(0, max).join("");
