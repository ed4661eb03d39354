import { sign } from "node:crypto";
import { breaks } from "../kit/faults.ts";
import type { Form } from "../kit/http.ts";
import { announce } from "../kit/notice.ts";
import type { Ledger } from "./bank.ts";
import { kopecks, stateCode, type Payment } from "./payment.ts";
import { resultFields } from "./returns.ts";
import { holdRequestIsSigned, type Shop } from "./shop.ts";

/** Tells the shop that a payment was made: at ResultURL when it was taken, at ResultUrl2 of a two-step one always. */
export function tell(ledger: Ledger, payment: Payment): void {
  const { shop, clock, faults, operations } = ledger;
  const now = clock.now();
  const earlier = [...operations.values()].flatMap(({ notices }) => notices);
  const fields = resultFields(shop, payment);
  if (payment.state === "paid") {
    payment.notices.push(...announce(faults, now, earlier, (notice) => ({ ...notice, fields })));
  }
  const url = payment.twoSteps?.resultUrl2;
  if (url === undefined) return;
  const token = { url, jws: stateToken(shop, payment, now) };
  payment.notices.push(...announce(faults, now, earlier, (notice) => ({ ...notice, fields, token })));
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What ResultUrl2 is sent: a compact JWS. */
function stateToken(shop: Shop, payment: Payment, now: Date): string {
  const body = part({
    header: {
      type: "PaymentStateNotification",
      version: "1.0.0",
      timestamp: String(Math.trunc(now.getTime() / 1000)),
    },
    data: {
      shop: shop.login,
      opKey: payment.opKey,
      invId: payment.invId,
      paymentMethod: "BankCard",
      incSum: (payment.amount / 100).toFixed(2),
      state: payment.state === "held" ? "HOLD" : "OK",
    },
  });
  const signed = `${part({ typ: "JWT", alg: "RS256" })}.${body}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), shop.holdKey ?? "").toString("base64url")}`;
}

/** `Confirm` and `Cancel`: what is answered, a JSON string. Each works once, and there is no idempotency key. */
export async function decide(
  ledger: Ledger,
  method: "Confirm" | "Cancel",
  form: Form,
): Promise<{ readonly status: number; readonly body: string }> {
  const { shop, clock, faults, operations, save, deliver } = ledger;
  const payment = operations.get(form["InvoiceID"] ?? "");
  const now = clock.now();
  const right =
    form["MerchantLogin"] === shop.login &&
    holdRequestIsSigned(shop, form, method) &&
    payment !== undefined &&
    stateCode(payment, now) === 20 &&
    (method === "Cancel" || kopecks(form["OutSum"] ?? "") === payment.amount);
  if (!right) return { status: 200, body: "success: false" };
  payment.changedAt = now.toISOString();
  payment.state = method === "Confirm" ? "paid" : "released";
  if (method === "Confirm") {
    payment.creditedAt = new Date(now.getTime() + faults.creditMs).toISOString();
    tell(ledger, payment);
  }
  await save(payment);
  void deliver();
  return breaks(faults) ? { status: 500, body: "" } : { status: 200, body: "success: true" };
}
