import { randomUUID } from "node:crypto";
import { refunded, stateCode, type Payment } from "./payment.ts";
import { refundClaims, type Shop } from "./shop.ts";

/** How long a refund is `processing`. */
const PROCESSING = 30_000;

export interface RefundAnswer {
  readonly status: number;
  readonly body: object;
  /** The operation that was refunded, when one was. */
  readonly changed?: Payment;
}

/**
 * `Refund/Create`. There is no idempotency key: asking twice refunds twice, until there is nothing left of the
 * operation.
 */
export function createRefund(
  shop: Shop,
  token: string,
  payments: Iterable<Payment>,
  now: Date,
): RefundAnswer {
  const claims = refundClaims(shop, token);
  if (claims === undefined) return refuse(401, "Unauthorized");
  const payment = [...payments].find(({ opKey }) => opKey === claims.OpKey);
  if (!payment || payment.test || stateCode(payment, now) !== 100) return refuse(200, "OperationNotFound");
  const left = payment.amount - refunded(payment);
  const amount = claims.RefundSum === undefined ? left : Math.round(claims.RefundSum * 100);
  if (!(amount > 0 && amount <= left)) return refuse(200, "NotEnoughOperationFunds");
  const id = randomUUID();
  payment.refunds.push({ id, amount, finishedAt: new Date(now.getTime() + PROCESSING).toISOString() });
  return { status: 200, body: { success: true, message: null, requestId: id }, changed: payment };
}

const refuse = (status: number, message: string): RefundAnswer => ({
  status,
  body: { success: false, message, requestId: null },
});

/** `Refund/GetState`. */
export function refundState(id: string, payments: Iterable<Payment>, now: Date): RefundAnswer {
  const refund = [...payments].flatMap(({ refunds }) => refunds).find((refund) => refund.id === id);
  if (!refund) return { status: 400, body: { message: "Id is invalid or request id does not exist" } };
  const label = new Date(refund.finishedAt) <= now ? "finished" : "processing";
  return { status: 200, body: { requestId: id, amount: refund.amount / 100, label } };
}
