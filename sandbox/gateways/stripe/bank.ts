import { randomUUID } from "node:crypto";
import type { SimulatorClock } from "../kit/clock.ts";
import type { CommonFaults } from "../kit/faults.ts";
import { announce } from "../kit/notice.ts";
import { intentObject, sessionObject, type Payment } from "./payment.ts";

/** An account as Stripe's dashboard has it. */
export interface Account {
  readonly secretKey: string;
  /** Signs what is sent to the shop. */
  readonly webhookSecret: string;
}

/** What payments stand on. */
export interface Ledger {
  readonly account: Account;
  readonly clock: SimulatorClock;
  readonly faults: CommonFaults;
  readonly payments: Map<string, Payment>;
  /** Keeps a changed payment. */
  readonly save: (payment: Payment) => Promise<void>;
  /** Sends what is due to the shop. */
  readonly deliver: () => Promise<void>;
}

/** A hold on a card lasts a week. */
const HOLD_LIFETIME = 7 * 24 * 3_600_000;

/** An id as Stripe makes them: a prefix and letters and digits. */
export const newId = (prefix: string): string => `${prefix}_${randomUUID().replaceAll("-", "")}`;

/** Presses a button of the form: where the payer's browser goes next; undefined: it is not open any more. */
export async function press(ledger: Ledger, id: string, action: string): Promise<string | undefined> {
  const payment = ledger.payments.get(id);
  if (!payment) return undefined;
  const { intent, status } = payment;
  if (intent?.status === "requires_capture" && action === "expire") cancel(ledger, payment);
  else if (status !== "open") return undefined;
  // A card that is declined, or a payer who leaves, may try again: the form stays open.
  else if (action === "decline") return payment.cancelUrl;
  else if (action === "expire") expire(ledger, payment);
  else pay(ledger, payment);
  await ledger.save(payment);
  // The payer waits until the shop has been told, as far as it is told at once.
  await ledger.deliver();
  return action === "pay" ? payment.successUrl : payment.cancelUrl;
}

function pay(ledger: Ledger, payment: Payment): void {
  payment.status = "complete";
  payment.intent = {
    id: newId("pi"),
    captureBefore: new Date(ledger.clock.now().getTime() + HOLD_LIFETIME).toISOString(),
    status: "requires_capture",
    captured: 0,
  };
  if (!payment.hold) take(ledger, payment, payment.amount);
  else
    tell(ledger, payment, "payment_intent.amount_capturable_updated", intentObject(payment, payment.intent));
  tell(ledger, payment, "checkout.session.completed");
}

export function take(ledger: Ledger, payment: Payment, amount: number): void {
  const { intent } = payment;
  if (!intent) return;
  intent.status = "succeeded";
  intent.captured = amount;
  tell(ledger, payment, "payment_intent.succeeded", intentObject(payment, intent));
}

export function cancel(ledger: Ledger, payment: Payment): void {
  const { intent } = payment;
  if (!intent) return;
  intent.status = "canceled";
  tell(ledger, payment, "payment_intent.canceled", intentObject(payment, intent));
}

export function expire(ledger: Ledger, payment: Payment): void {
  payment.status = "expired";
  tell(ledger, payment, "checkout.session.expired");
}

/** Does what time alone does: forms and holds run out. */
export async function advance(ledger: Ledger): Promise<void> {
  const now = ledger.clock.now();
  for (const payment of ledger.payments.values()) {
    const { intent } = payment;
    const closes = payment.status === "open" && new Date(payment.expiresAt) <= now;
    const lapses = intent?.status === "requires_capture" && new Date(intent.captureBefore) <= now;
    if (closes) expire(ledger, payment);
    if (lapses) cancel(ledger, payment);
    if (closes || lapses) await ledger.save(payment);
  }
}

export function tell(
  { faults, clock, payments }: Ledger,
  payment: Payment,
  type: string,
  object: object = sessionObject(payment, "", false),
): void {
  const earlier = [...payments.values()].flatMap(({ notices }) => notices);
  const body = JSON.stringify(eventObject(clock.now(), type, object), undefined, 2);
  payment.notices.push(...announce(faults, clock.now(), earlier, (notice) => ({ ...notice, body })));
}

export const eventObject = (now: Date, type: string, object: object): object => ({
  id: newId("evt"),
  object: "event",
  type,
  created: Math.floor(now.getTime() / 1000),
  livemode: false,
  data: { object },
});
