import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import type { Outcome, ReceiptLine, Refund, RefundState } from "../../gateway.ts";
import { Amount, amountOf } from "./amount.ts";
import { fetchPayment, partReceipt } from "./payment.ts";
import { ask, type Client } from "./request.ts";

const RefundObject = z.object({
  id: z.string().min(1),
  status: z.enum(["pending", "succeeded", "canceled"]),
  amount: Amount,
  metadata: z.record(z.string(), z.unknown()).optional(),
});
type RefundObject = z.infer<typeof RefundObject>;
const Refunds = z.object({ items: z.array(RefundObject) });

const states: Record<RefundObject["status"], RefundState> = {
  pending: "under_way",
  succeeded: "done",
  canceled: "cancelled",
};

/**
 * Gives money back once per key, however late it is asked again: YooKassa knows the key for a day, and its refunds carry
 * it for ever. One that YooKassa called off does not count, and is made anew.
 */
export async function createRefund(
  client: Client,
  ref: string,
  money: Money,
  key: string,
  lines: readonly ReceiptLine[] | undefined,
): Promise<Outcome<Refund>> {
  const payment = await fetchPayment(client, ref);
  if (!("ok" in payment)) return payment;
  if (payment.ok.status !== "succeeded") return { declined: "not_captured" };
  // A hundred in one answer: more than a payment has sessions to give back.
  const list = await ask(client, `/refunds?payment_id=${encodeURIComponent(ref)}&limit=100`, Refunds);
  if (!("ok" in list)) return list;
  const mine = list.ok.items.filter(({ metadata }) => metadata?.["key"] === key);
  const made = mine.find(({ status }) => status !== "canceled");
  if (made) return { ok: told(made) };
  const given = list.ok.items
    .filter(({ status }) => status !== "canceled")
    .reduce((sum, { amount }) => sum + amount.amount, 0);
  if (money.amount > payment.ok.amount.amount - given) return { declined: "nothing_left" };
  const body = {
    payment_id: ref,
    amount: amountOf(money),
    metadata: { key },
    receipt: partReceipt(client, payment.ok, money, lines),
  };
  const asked = await ask(client, "/refunds", RefundObject, {
    key: mine.length === 0 ? key : `${key}:${mine.length}`,
    body,
  });
  return "ok" in asked ? { ok: told(asked.ok) } : asked;
}

const told = ({ id, status }: RefundObject): Refund => ({ ref: id, state: states[status] });

export async function fetchRefund(client: Client, ref: string): Promise<Outcome<RefundState>> {
  const found = await ask(client, `/refunds/${encodeURIComponent(ref)}`, RefundObject);
  return "ok" in found ? { ok: states[found.ok.status] } : found;
}
