import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import { sameMoney } from "../../../platform/money.ts";
import type { Checkout, Outcome, ReceiptLine, Snapshot } from "../../gateway.ts";
import { Amount, amountOf } from "./amount.ts";
import { cut, receiptOf } from "./receipt.ts";
import { ask, type Client } from "./request.ts";

/** A payment as `GET /payments/{id}` tells it. */
const Payment = z.object({
  id: z.string().min(1),
  status: z.enum(["pending", "waiting_for_capture", "succeeded", "canceled"]),
  /** What was asked for; after a capture, what was taken. */
  amount: Amount,
  /** What is left of it for the shop, without YooKassa's fee. */
  income_amount: Amount.optional(),
  refunded_amount: Amount.optional(),
  /** Until when what is held can be captured. */
  expires_at: z.iso.datetime({ offset: true }).optional(),
  confirmation: z.object({ confirmation_url: z.url().optional() }).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type Payment = z.infer<typeof Payment>;

export const fetchPayment = (client: Client, ref: string): Promise<Outcome<Payment>> =>
  ask(client, `/payments/${encodeURIComponent(ref)}`, Payment);

export function snapshotOf({ status, amount, ...payment }: Payment): Snapshot {
  switch (status) {
    case "pending":
      return { state: "pending" };
    case "waiting_for_capture": {
      const until = payment.expires_at;
      return { state: "authorized", money: amount, until: until === undefined ? undefined : new Date(until) };
    }
    case "succeeded": {
      const refunded = payment.refunded_amount?.amount;
      if (refunded === amount.amount) return { state: "returned" };
      const income = payment.income_amount;
      const fee = income?.currency === amount.currency ? amount.amount - income.amount : undefined;
      return { state: "captured", money: amount, refunded, fee };
    }
    case "canceled":
      return { state: "voided" };
  }
}

const MAX_DESCRIPTION = 128;

/** Opens a payment, or finds the one that was opened under this key or `ref`: where the payer goes. */
export async function openPayment(
  client: Client,
  checkout: Checkout,
): Promise<Outcome<{ readonly ref: string; readonly url: string; readonly expiresAt: Date }>> {
  const opened =
    checkout.ref === undefined
      ? await ask(client, "/payments", Payment, { key: checkout.key, body: bodyOf(client, checkout) })
      : await fetchPayment(client, checkout.ref);
  if (!("ok" in opened)) return opened;
  const { id, status, confirmation } = opened.ok;
  const url = confirmation?.confirmation_url;
  if (status !== "pending" || url === undefined) return { declined: "not_open" };
  return { ok: { ref: id, url, expiresAt: checkout.expiresAt } };
}

function bodyOf({ settings }: Client, checkout: Checkout): object {
  const { money, key, invoice, email, locale, returnUrl, description } = checkout;
  return {
    amount: amountOf(money),
    capture: !checkout.hold,
    confirmation: {
      type: "redirect",
      return_url: returnUrl,
      locale: locale === "ru" ? "ru_RU" : "en_US",
    },
    description: cut(description, MAX_DESCRIPTION),
    // The address is kept for the receipts of parts: YooKassa has it from the receipt, but does not tell it.
    metadata: { attempt: key, invoice: String(invoice), ...(email !== undefined && { email }) },
    receipt: receiptOf(settings, {
      lines: checkout.receipt,
      email,
      currency: money.currency,
      mode: "full_prepayment",
    }),
  };
}

/** Data for the receipt of a part of a payment. YooKassa makes that of the whole from what it has already. */
export const partReceipt = (
  { settings }: Client,
  { amount, metadata }: Payment,
  part: Money,
  lines: readonly ReceiptLine[] | undefined,
): object | undefined => {
  const email = metadata?.["email"];
  if (!lines || sameMoney(amount, part)) return undefined;
  return receiptOf(settings, {
    lines,
    email: typeof email === "string" ? email : undefined,
    currency: part.currency,
    mode: "full_prepayment",
  });
};

/** Takes what is held. What was taken already is not asked for again: the key holds a day only. */
export async function capturePayment(
  client: Client,
  ref: string,
  money: Money,
  key: string,
  lines: readonly ReceiptLine[] | undefined,
): Promise<Outcome<"captured">> {
  const known = await fetchPayment(client, ref);
  if (!("ok" in known)) return known;
  if (known.ok.status === "succeeded" && sameMoney(known.ok.amount, money)) return { ok: "captured" };
  if (known.ok.status !== "waiting_for_capture") return { declined: `is_${known.ok.status}` };
  const body = { amount: amountOf(money), receipt: partReceipt(client, known.ok, money, lines) };
  const taken = await ask(client, `/payments/${encodeURIComponent(ref)}/capture`, Payment, { key, body });
  return ended(taken, "succeeded", "captured");
}

/** Lets go what is held. A payment that nobody paid cannot be called off. */
export async function cancelPayment(client: Client, ref: string, key: string): Promise<Outcome<"voided">> {
  const known = await fetchPayment(client, ref);
  if (!("ok" in known)) return known;
  if (known.ok.status === "canceled") return { ok: "voided" };
  if (known.ok.status !== "waiting_for_capture") return { declined: `is_${known.ok.status}` };
  const body = {};
  const left = await ask(client, `/payments/${encodeURIComponent(ref)}/cancel`, Payment, { key, body });
  return ended(left, "canceled", "voided");
}

/** An answer in another state: being done, or overtaken. Reading it later tells. */
function ended<T>(outcome: Outcome<Payment>, status: Payment["status"], as: T): Outcome<T> {
  if (!("ok" in outcome)) return outcome;
  return outcome.ok.status === status ? { ok: as } : { unknown: true };
}
