import type { Stripe } from "stripe";
import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import type { Outcome, Refund, RefundState } from "../../gateway.ts";
import { ask } from "./client.ts";
import { fetchSession } from "./session.ts";

const RefundObject = z.object({
  id: z.string().min(1),
  amount: z.int(),
  status: z.enum(["pending", "requires_action", "succeeded", "failed", "canceled"]),
  metadata: z.record(z.string(), z.string()).nullish(),
});
type RefundObject = z.infer<typeof RefundObject>;
const Refunds = z.object({ data: z.array(RefundObject) });

const states: Record<RefundObject["status"], RefundState> = {
  pending: "under_way",
  requires_action: "under_way",
  succeeded: "done",
  failed: "cancelled",
  canceled: "cancelled",
};

/**
 * Gives money back once per key, however late it is asked again: Stripe knows the key for a day, and its refunds carry it
 * for ever. One that failed does not count, and is made anew.
 */
export async function createRefund(
  client: Stripe,
  ref: string,
  money: Money,
  key: string,
): Promise<Outcome<Refund>> {
  const known = await fetchSession(client, ref);
  if (!("ok" in known)) return known;
  const intent = known.ok.payment_intent;
  if (intent?.status !== "succeeded") return { declined: "not_captured" };
  // A hundred in one answer: more than a payment has sessions to give back.
  const list = await ask(Refunds, () => client.refunds.list({ payment_intent: intent.id, limit: 100 }));
  if (!("ok" in list)) return list;
  const mine = list.ok.data.filter(({ metadata }) => metadata?.["key"] === key);
  const made = mine.find(({ status }) => states[status] !== "cancelled");
  if (made) return { ok: told(made) };
  const charge = intent.latest_charge;
  // What Stripe counts as gone back is told apart from what was never taken only where all was taken.
  const left =
    charge?.amount_captured === charge?.amount ? intent.amount_received - given(list.ok.data) : Infinity;
  if (money.amount > left) return { declined: "nothing_left" };
  const asked = await ask(RefundObject, () =>
    client.refunds.create(
      { payment_intent: intent.id, amount: money.amount, metadata: { key } },
      { idempotencyKey: mine.length === 0 ? key : `${key}:${mine.length}` },
    ),
  );
  if ("declined" in asked && asked.declined === "charge_already_refunded")
    return { declined: "nothing_left" };
  return "ok" in asked ? { ok: told(asked.ok) } : asked;
}

const given = (refunds: readonly RefundObject[]): number =>
  refunds.filter(({ status }) => states[status] !== "cancelled").reduce((sum, { amount }) => sum + amount, 0);

const told = ({ id, status }: RefundObject): Refund => ({ ref: id, state: states[status] });

export async function fetchRefund(client: Stripe, ref: string): Promise<Outcome<RefundState>> {
  const found = await ask(RefundObject, () => client.refunds.retrieve(ref));
  return "ok" in found ? { ok: states[found.ok.status] } : found;
}
