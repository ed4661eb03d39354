import type { SimulatorClock } from "../kit/clock.ts";
import type { CommonFaults } from "../kit/faults.ts";
import { announce } from "../kit/notice.ts";
import { paymentObject, refundObject, type Cancellation, type Payment } from "./payment.ts";

/** A shop as YooKassa's cabinet has it. */
export interface Shop {
  readonly shopId: string;
  readonly secretKey: string;
  /** Receipts (54-FZ) are made: without their data nothing is taken. */
  readonly fiscal: boolean;
}

/** What payments stand on. */
export interface Ledger {
  readonly shop: Shop;
  readonly clock: SimulatorClock;
  readonly faults: CommonFaults;
  readonly payments: Map<string, Payment>;
  /** Keeps a changed payment. */
  readonly save: (payment: Payment) => Promise<void>;
  /** Sends what is due to the shop. */
  readonly deliver: () => Promise<void>;
}

/** A form that nobody pays closes after an hour. */
export const FORM_LIFETIME = 3_600_000;

/** A hold on a card lasts a week. */
const HOLD_LIFETIME = 7 * 24 * 3_600_000;

/** How long a refund and a receipt are `pending`. */
export const PROCESSING = 5000;

/** One of the addresses that notifications come from, as the shop's proxy passes it on. */
export const OWN_ADDRESS = "185.71.76.5";

/** Presses a button of the form: where the payer's browser goes next; undefined: it is not open any more. */
export async function press(ledger: Ledger, id: string, action: string): Promise<string | undefined> {
  const payment = ledger.payments.get(id);
  if (!payment) return undefined;
  const { status } = payment;
  if (status === "waiting_for_capture" && action === "expire") {
    cancel(ledger, payment, { party: "yoo_money", reason: "expired_on_capture" });
  } else if (status !== "pending") return undefined;
  else if (action === "decline") {
    cancel(ledger, payment, { party: "payment_network", reason: "insufficient_funds" });
  } else if (action === "expire") {
    cancel(ledger, payment, { party: "yoo_money", reason: "expired_on_confirmation" });
  } else if (payment.capture) take(ledger, payment, payment.amount);
  else hold(ledger, payment);
  await ledger.save(payment);
  // The payer waits until the shop has been told, as far as it is told at once.
  await ledger.deliver();
  return payment.returnUrl;
}

function hold(ledger: Ledger, payment: Payment): void {
  payment.status = "waiting_for_capture";
  payment.expiresAt = new Date(ledger.clock.now().getTime() + HOLD_LIFETIME).toISOString();
  tell(ledger, payment, "payment.waiting_for_capture");
}

export function take(ledger: Ledger, payment: Payment, amount: number): void {
  payment.status = "succeeded";
  payment.captured = amount;
  payment.capturedAt = ledger.clock.now().toISOString();
  tell(ledger, payment, "payment.succeeded");
}

export function cancel(ledger: Ledger, payment: Payment, cancellation: Cancellation): void {
  payment.status = "canceled";
  payment.cancellation = cancellation;
  tell(ledger, payment, "payment.canceled");
}

/** Does what time alone does: forms and holds run out, refunds are done. */
export async function advance(ledger: Ledger): Promise<void> {
  const now = ledger.clock.now();
  for (const payment of ledger.payments.values()) {
    const { status } = payment;
    const over =
      (status === "pending" || status === "waiting_for_capture") && new Date(payment.expiresAt) <= now;
    if (over) {
      const reason = status === "pending" ? "expired_on_confirmation" : "expired_on_capture";
      cancel(ledger, payment, { party: "yoo_money", reason });
    }
    const done = payment.refunds.filter(
      ({ status, finishedAt }) => status === "pending" && new Date(finishedAt) <= now,
    );
    for (const refund of done) {
      refund.status = "succeeded";
      tell(ledger, payment, "refund.succeeded", refundObject(payment, refund));
    }
    if (over || done.length > 0) await ledger.save(payment);
  }
}

function tell(
  { faults, clock, payments }: Ledger,
  payment: Payment,
  event: string,
  object: object = paymentObject(payment, ""),
): void {
  const earlier = [...payments.values()].flatMap(({ notices }) => notices);
  const body = JSON.stringify({ type: "notification", event, object });
  const hooks = announce(faults, clock.now(), earlier, (notice) => ({ ...notice, body, from: OWN_ADDRESS }));
  payment.notices.push(...hooks);
}
