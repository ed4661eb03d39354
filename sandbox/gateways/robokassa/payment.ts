import type { Notice } from "../kit/notice.ts";

/** Kopecks of a sum as forms carry it; undefined for what Robokassa would not take. */
export function kopecks(sum: string): number | undefined {
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(sum)) return undefined;
  const value = Math.round(Number.parseFloat(sum) * 100);
  return value > 0 ? value : undefined;
}

/** As the web service and ResultURL write it: six decimals. */
export const longSum = (amount: number): string => (amount / 100).toFixed(6);

/** One message to ResultURL, or to ResultUrl2 where there is a token. */
export interface ResultNotice extends Notice {
  readonly fields: Readonly<Record<string, string>>;
  readonly token?: { readonly url: string; readonly jws: string };
}

export interface RefundRequest {
  readonly id: string;
  readonly amount: number;
  /** When it turns from `processing` to `finished`. */
  readonly finishedAt: string;
}

/** An operation, from the moment its form was opened. Amounts are kopecks. */
export interface Payment {
  readonly invId: string;
  readonly amount: number;
  /** IsTest=1: nothing is charged, and the web service knows nothing of it. */
  readonly test?: boolean;
  readonly description: string;
  readonly email: string | undefined;
  readonly culture: "ru" | "en";
  /** The receipt as the shop sent it, parsed. */
  readonly receipt: unknown;
  /** Shp_ fields, given back with every message. */
  readonly own: Readonly<Record<string, string>>;
  readonly successUrl: string | undefined;
  readonly failUrl: string | undefined;
  /** StepByStep=true: paid in two steps, told of at ResultUrl2. */
  readonly twoSteps?: { readonly resultUrl2: string | undefined } | undefined;
  readonly opKey: string;
  readonly openedAt: string;
  /** The form opens no more after it. */
  readonly expiresAt: string | undefined;
  changedAt: string;
  state: "opened" | "held" | "paid" | "declined" | "released";
  /** When the paid sum reaches the shop: before it the state is 50, then 100. */
  creditedAt: string | undefined;
  refunds: RefundRequest[];
  /** The receipt that settled it, after the one that it was paid with. */
  secondReceipt?: { readonly id: string; readonly total: number; readonly doneAt: string };
  notices: ResultNotice[];
}

/**
 * An abandoned operation is closed as cancelled this long after its form could last be opened. Robokassa does not say how
 * long it waits: two days leave time to pay for an order that is given up meanwhile.
 */
const ABANDONED = 48 * 3_600_000;

/** A hold that nobody confirmed is let go after so long. */
const HOLD = 7 * 24 * 3_600_000;

/**
 * The state code that OpStateExt gives. Refunds made through the refund service do not show in it: a paid operation
 * stays 100.
 */
export function stateCode(payment: Payment, now: Date): 5 | 10 | 20 | 50 | 100 {
  switch (payment.state) {
    case "declined":
    case "released":
      return 10;
    case "held":
      return now.getTime() - new Date(payment.changedAt).getTime() < HOLD ? 20 : 10;
    case "paid":
      return payment.creditedAt !== undefined && new Date(payment.creditedAt) > now ? 50 : 100;
    case "opened": {
      const last = new Date(payment.expiresAt ?? payment.openedAt).getTime() + ABANDONED;
      return last < now.getTime() ? 10 : 5;
    }
  }
}

/** Whether it can still be paid: one that was closed as cancelled cannot, as nobody would ask after it any more. */
export const isOpen = (payment: Payment, now: Date): boolean => stateCode(payment, now) === 5;

export const refunded = (payment: Payment): number =>
  payment.refunds.reduce((sum, { amount }) => sum + amount, 0);
