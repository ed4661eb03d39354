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
