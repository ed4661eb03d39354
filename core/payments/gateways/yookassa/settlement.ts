import * as z from "zod";
import type { Outcome, ReceiptProgress, SettlementReceipt } from "../../gateway.ts";
import { amountOf } from "./amount.ts";
import { receiptOf } from "./receipt.ts";
import { ask, type Client } from "./request.ts";

const Receipt = z.object({ id: z.string().min(1), status: z.enum(["pending", "succeeded", "canceled"]) });

const progress: Record<z.infer<typeof Receipt>["status"], ReceiptProgress> = {
  pending: "under_way",
  succeeded: "done",
  canceled: "cancelled",
};

/** Asks for the receipt that settles a prepayment: POST /receipts. The key holds for a day. */
export async function sendSettlement(
  client: Client,
  { ref, key, currency, lines, email }: SettlementReceipt,
): Promise<Outcome<{ readonly ref: string; readonly state: ReceiptProgress }>> {
  const data = receiptOf(client.settings, { lines, email, currency, mode: "full_payment" });
  if (!data) return { declined: "no_email" };
  const total = lines.reduce((total, { sum }) => total + sum, 0);
  const body = {
    ...data,
    type: "payment",
    payment_id: ref,
    send: true,
    settlements: [{ type: "prepayment", amount: amountOf({ amount: total, currency }) }],
  };
  const sent = await ask(client, "/receipts", Receipt, { key, body });
  return "ok" in sent ? { ok: { ref: sent.ok.id, state: progress[sent.ok.status] } } : sent;
}

export async function fetchSettlement(client: Client, ref: string): Promise<Outcome<ReceiptProgress>> {
  const found = await ask(client, `/receipts/${encodeURIComponent(ref)}`, Receipt);
  return "ok" in found ? { ok: progress[found.ok.status] } : found;
}
