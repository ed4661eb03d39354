import type { Notice } from "../kit/notice.ts";

/** Amounts are kopecks, times ISO 8601 by the simulator's clock. */
export interface Payment {
  readonly id: string;
  readonly amount: number;
  /** Taken as soon as it is paid; else held. */
  readonly capture: boolean;
  readonly description: string;
  readonly language: "ru" | "en";
  readonly returnUrl: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** As the shop sent it. */
  readonly receipt: unknown;
  readonly email: string | undefined;
  readonly createdAt: string;
  status: "pending" | "waiting_for_capture" | "succeeded" | "canceled";
  /** When it is called off unless somebody pays, or captures. */
  expiresAt: string;
  /** What was taken. */
  captured: number;
  capturedAt: string | undefined;
  cancellation: Cancellation | undefined;
  refunds: Refund[];
  /** Receipts that were sent apart from the payment. */
  receipts: Receipt[];
  notices: Hook[];
}

export interface Cancellation {
  readonly party: "yoo_money" | "payment_network" | "merchant";
  readonly reason: string;
}

export interface Refund {
  readonly id: string;
  readonly amount: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly receipt: unknown;
  readonly createdAt: string;
  /** When it turns from `pending` to `succeeded`. */
  readonly finishedAt: string;
  status: "pending" | "succeeded";
}

export interface Receipt {
  readonly id: string;
  readonly body: unknown;
  /** When it turns from `pending` to `succeeded`. */
  readonly finishedAt: string;
}

/** A message to the shop. */
export interface Hook extends Notice {
  readonly body: string;
  /** The address it comes from. */
  readonly from: string;
}

/** What has gone back or is on its way. */
export const refunded = ({ refunds }: Payment): number =>
  refunds.reduce((total, { amount }) => total + amount, 0);

const money = (kopecks: number) => ({ value: (kopecks / 100).toFixed(2), currency: "RUB" });

/** The fee that the shop pays: 3.5 %. */
const income = (kopecks: number): number => kopecks - Math.round(kopecks * 0.035);

/** The payment object, as the API writes it. */
export function paymentObject(payment: Payment, formUrl: string): object {
  const { status, captured } = payment;
  const back = payment.refunds.filter(({ status }) => status === "succeeded");
  return {
    id: payment.id,
    status,
    amount: money(status === "succeeded" ? captured : payment.amount),
    ...(status === "succeeded" && {
      income_amount: money(income(captured)),
      captured_at: payment.capturedAt,
      refunded_amount: money(back.reduce((total, { amount }) => total + amount, 0)),
    }),
    description: payment.description,
    recipient: { account_id: "100500", gateway_id: "100700" },
    created_at: payment.createdAt,
    ...(status === "waiting_for_capture" && { expires_at: payment.expiresAt }),
    ...(status === "pending" && {
      confirmation: { type: "redirect", confirmation_url: formUrl, return_url: payment.returnUrl },
    }),
    ...(payment.cancellation && { cancellation_details: payment.cancellation }),
    test: true,
    paid: status === "waiting_for_capture" || status === "succeeded",
    refundable: status === "succeeded",
    metadata: payment.metadata,
  };
}

export const refundObject = (payment: Payment, refund: Refund): object => ({
  id: refund.id,
  payment_id: payment.id,
  status: refund.status,
  created_at: refund.createdAt,
  amount: money(refund.amount),
  metadata: refund.metadata,
});

export const receiptObject = (payment: Payment, receipt: Receipt, now: Date): object => ({
  id: receipt.id,
  type: "payment",
  payment_id: payment.id,
  status: new Date(receipt.finishedAt) <= now ? "succeeded" : "pending",
});
