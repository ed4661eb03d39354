/** A payment session, from its request on. The amount is rials; times are ISO 8601 by the simulator's clock. */
export interface Payment {
  readonly authority: string;
  readonly amount: number;
  readonly description: string;
  readonly callbackUrl: string;
  readonly orderId: string | undefined;
  readonly email: string | undefined;
  readonly openedAt: string;
  state: "opened" | "paid" | "verified" | "failed" | "reversed";
  paidAt: string | undefined;
  /** Sent back by the bank, on the account's request; absent in what was kept before there were any. */
  refunds?: BankRefund[];
}

export interface BankRefund {
  readonly id: string;
  readonly amount: number;
  readonly description: string;
  readonly at: string;
}

export type Status = "IN_BANK" | "PAID" | "VERIFIED" | "FAILED" | "REVERSED";

const MINUTE = 60_000;

/** The form can be paid so long. */
const SESSION = 20 * MINUTE;

/** What the shop did not verify goes back to the payer; what it did, it may send back, both within so long. */
export const HALF_HOUR = 30 * MINUTE;

const since = (at: string | undefined, now: Date): number =>
  at === undefined ? 0 : now.getTime() - new Date(at).getTime();

/** How a payment stands now: time closes forms and sends money back. */
export function statusOf(payment: Payment, now: Date): Status {
  switch (payment.state) {
    case "opened":
      return since(payment.openedAt, now) > SESSION ? "FAILED" : "IN_BANK";
    case "paid":
      return since(payment.paidAt, now) > HALF_HOUR ? "REVERSED" : "PAID";
    case "verified":
      return "VERIFIED";
    case "failed":
      return "FAILED";
    case "reversed":
      return "REVERSED";
  }
}

/** Whether the shop can no longer send it back. */
export const isLate = (payment: Payment, now: Date): boolean => since(payment.paidAt, now) > HALF_HOUR;

/** The account's name for a payment, and the reference that the payer's bank gave it: numbers of their own. */
export const sessionId = ({ authority }: Payment): string =>
  String(Number.parseInt(authority.slice(1, 11), 16));
export const referenceId = ({ authority }: Payment): number => Number.parseInt(authority.slice(11, 21), 16);

/** The next bank cycle; a refund is on its way till then. */
const CYCLE = 30 * MINUTE;

export const refundStatus = ({ at }: BankRefund, now: Date): "PENDING" | "DONE" =>
  since(at, now) >= CYCLE ? "DONE" : "PENDING";

/** What the shop still has of it, in rials. */
export const keptOf = ({ amount, refunds = [] }: Payment): number =>
  amount - refunds.reduce((sum, refund) => sum + refund.amount, 0);
