import { createHmac } from "node:crypto";
import { eventObject } from "./bank.ts";
import { sessionObject, type Payment } from "./payment.ts";

/** A request to the shop's address, signed at this moment: `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`. */
export function signed(secret: string, body: string, at: Date): RequestInit {
  const time = Math.floor(at.getTime() / 1000);
  const mac = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": `t=${time},v1=${mac}` },
    body,
  };
}

export const forgeries = ["signature", "old", "sum", "currency", "order", "paid"] as const;

/** An event that is not true. */
export function forged(kind: string, payment: Payment, secret: string, now: Date): RequestInit {
  const claim = { ...sessionObject(payment, "", false), status: "complete", payment_status: "paid" };
  const event = (object: object) =>
    JSON.stringify(eventObject(now, "checkout.session.completed", object), undefined, 2);
  switch (kind) {
    case "signature":
      return signed("whsec_of-somebody-else", event(claim), now);
    // Signed as it should be, ten minutes ago.
    case "old":
      return signed(secret, event(claim), new Date(now.getTime() - 600_000));
    case "sum":
      return signed(secret, event({ ...claim, amount_total: 1 }), now);
    case "currency":
      return signed(secret, event({ ...claim, currency: "usd" }), now);
    case "order":
      return signed(secret, event({ ...claim, id: "cs_test_nobodys" }), now);
    // Well signed, of a payment that nobody paid.
    default:
      return signed(secret, event(claim), now);
  }
}
