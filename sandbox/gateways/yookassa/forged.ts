import { OWN_ADDRESS } from "./bank.ts";
import { paymentObject, type Payment } from "./payment.ts";

export const forgeries = ["source", "sum", "currency", "order", "paid"] as const;

/** A notification that is not true, and the address it seems to come from. */
export function forged(kind: string, payment: Payment): { readonly body: string; readonly from: string } {
  const object = { ...paymentObject({ ...payment, status: "succeeded", captured: payment.amount }, "") };
  const lie = {
    // True in every word, and not from YooKassa.
    source: object,
    sum: { ...object, amount: { value: "1.00", currency: "RUB" } },
    currency: { ...object, amount: { value: (payment.amount / 100).toFixed(2), currency: "USD" } },
    order: { ...object, id: "00000000-0000-5000-8000-000000000000" },
    // From YooKassa's own address, of a payment that nobody paid.
    paid: object,
  }[forgeries.find((known) => known === kind) ?? "source"];
  return {
    body: JSON.stringify({ type: "notification", event: "payment.succeeded", object: lie }),
    from: kind === "source" ? "203.0.113.7" : OWN_ADDRESS,
  };
}
