import type { Stripe } from "stripe";
import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import type { Outcome, Snapshot } from "../../gateway.ts";
import { ask } from "./client.ts";

export const Currency = z
  .string()
  .length(3)
  .transform((code) => code.toUpperCase());
const Amount = z.int().min(0);

const Charge = z.object({
  amount: Amount,
  amount_captured: Amount,
  amount_refunded: Amount,
  /** Once it is captured: what it came to in the account, and its fee, in the account's currency. */
  balance_transaction: z.object({ fee: Amount, currency: Currency }).nullish(),
  payment_method_details: z
    .object({ card: z.object({ capture_before: z.number().optional() }).nullish() })
    .nullish(),
});

const Intent = z.object({
  id: z.string().min(1),
  status: z.enum([
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "processing",
    "requires_capture",
    "canceled",
    "succeeded",
  ]),
  amount: Amount,
  amount_received: Amount,
  currency: Currency,
  latest_charge: Charge.nullish(),
});
export type Intent = z.infer<typeof Intent>;

/** A Checkout Session with the payment it led to, if anybody has begun to pay. */
export const Session = z.object({
  id: z.string().min(1),
  status: z.enum(["open", "complete", "expired"]),
  url: z.url().nullish(),
  payment_intent: Intent.nullish(),
});
export type Session = z.infer<typeof Session>;

const EXPAND = ["payment_intent.latest_charge.balance_transaction"];

export const fetchSession = (client: Stripe, ref: string): Promise<Outcome<Session>> =>
  ask(Session, () => client.checkout.sessions.retrieve(ref, { expand: EXPAND }));

/** What became of a session; undefined: it is complete, and its payment does not show yet. */
export function snapshotOf({ status, payment_intent: intent }: Session): Snapshot | undefined {
  if (!intent) {
    if (status === "complete") return undefined;
    return { state: status === "open" ? "pending" : "voided" };
  }
  switch (intent.status) {
    case "requires_payment_method":
    case "requires_confirmation":
    case "requires_action":
      return { state: status === "expired" ? "voided" : "pending" };
    case "processing":
      return { state: "received" };
    case "requires_capture": {
      const until = intent.latest_charge?.payment_method_details?.card?.capture_before;
      return {
        state: "authorized",
        money: { amount: intent.amount, currency: intent.currency },
        until: until === undefined ? undefined : new Date(until * 1000),
      };
    }
    case "canceled":
      return { state: "voided" };
    case "succeeded":
      return captured(intent);
  }
}

function captured({ amount_received: amount, currency, latest_charge: charge }: Intent): Snapshot {
  const money: Money = { amount, currency };
  // Of a part that was captured Stripe counts the rest among what went back: that is nothing to go by.
  const refunded = charge?.amount_captured === charge?.amount ? charge?.amount_refunded : undefined;
  if (refunded === amount) return { state: "returned" };
  const settled = charge?.balance_transaction;
  return {
    state: "captured",
    money,
    refunded,
    fee: settled?.currency === currency ? settled.fee : undefined,
  };
}
