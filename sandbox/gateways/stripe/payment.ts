import type { Notice } from "../kit/notice.ts";

/** A Checkout Session and what came of it. Amounts are in minor units, times ISO 8601 by the simulator's clock. */
export interface Payment {
  /** `cs_test_…`. */
  readonly id: string;
  readonly reference: string | undefined;
  readonly amount: number;
  /** ISO 4217, lower case. */
  readonly currency: string;
  /** Manual capture: paying holds. */
  readonly hold: boolean;
  readonly description: string;
  readonly language: "ru" | "en";
  readonly email: string | undefined;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly expiresAt: string;
  status: "open" | "complete" | "expired";
  /** Made when somebody pays. */
  intent: Intent | undefined;
  refunds: Refund[];
  notices: Hook[];
}

export interface Intent {
  /** `pi_…`; its charge is the same with `ch_`. */
  readonly id: string;
  /** Until when what is held can be captured. */
  readonly captureBefore: string;
  status: "requires_capture" | "succeeded" | "canceled";
  captured: number;
}

export interface Refund {
  /** `re_…`. */
  readonly id: string;
  readonly amount: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An event on its way; signed anew each time it is sent. */
export interface Hook extends Notice {
  readonly body: string;
}

export const refunded = ({ refunds }: Payment): number =>
  refunds.reduce((total, { amount }) => total + amount, 0);

const seconds = (time: string): number => Math.floor(new Date(time).getTime() / 1000);

/** The session, as the API writes it. `expand`: with its payment, and with that its charge and fee. */
export function sessionObject(payment: Payment, formUrl: string, expand: boolean): object {
  const { intent, status } = payment;
  return {
    id: payment.id,
    object: "checkout.session",
    mode: "payment",
    status,
    payment_status: intent?.status === "succeeded" ? "paid" : "unpaid",
    amount_total: payment.amount,
    currency: payment.currency,
    client_reference_id: payment.reference ?? null,
    metadata: payment.metadata,
    created: seconds(payment.createdAt),
    expires_at: seconds(payment.expiresAt),
    livemode: false,
    payment_intent: intent ? (expand ? intentObject(payment, intent) : intent.id) : null,
    url: status === "open" ? formUrl : null,
  };
}

export function intentObject(payment: Payment, intent: Intent): object {
  const { amount, currency } = payment;
  const { status, captured } = intent;
  return {
    id: intent.id,
    object: "payment_intent",
    status,
    amount,
    currency,
    amount_capturable: status === "requires_capture" ? amount : 0,
    amount_received: captured,
    capture_method: payment.hold ? "manual" : "automatic_async",
    metadata: payment.metadata,
    latest_charge: {
      id: intent.id.replace("pi_", "ch_"),
      object: "charge",
      amount,
      amount_captured: captured,
      // What was not taken counts among what went back.
      amount_refunded: (status === "requires_capture" ? 0 : amount - captured) + refunded(payment),
      balance_transaction:
        status === "succeeded"
          ? { object: "balance_transaction", amount: captured, fee: fee(captured), currency }
          : null,
      payment_method_details: {
        type: "card",
        card: {
          brand: "visa",
          ...(status === "requires_capture" && { capture_before: seconds(intent.captureBefore) }),
        },
      },
    },
  };
}

/** 1.5 % and 25 cents. */
const fee = (amount: number): number => Math.min(amount, Math.round(amount * 0.015) + 25);

export const refundObject = ({ currency, intent }: Payment, refund: Refund): object => ({
  id: refund.id,
  object: "refund",
  amount: refund.amount,
  currency,
  payment_intent: intent?.id ?? null,
  metadata: refund.metadata,
  status: "succeeded",
});
