import { randomUUID } from "node:crypto";
import type { Checkout, Outcome, PaymentGateway, Snapshot } from "../../../../../core/payments/gateway.ts";
import type { Money } from "../../../../../core/platform/money.ts";
import type { Bench, Opened } from "../contract.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

let invoices = 0n;

/** A payment of our own to open. */
export function checkoutOf({ rig, money }: Bench, change: Partial<Checkout> = {}): Checkout {
  invoices += 1n;
  const sum = change.money ?? money;
  return {
    key: randomUUID(),
    invoice: invoices,
    money: sum,
    description: "Консультация — «Лапа» & Co (12)",
    receipt: [{ name: "Консультация «Лапа»", sum: sum.amount }],
    email: "anna@example.com",
    locale: "ru",
    returnUrl: "https://pawline.example.com/p/token/return",
    expiresAt: new Date(rig().now().getTime() + 30 * MINUTE),
    hold: false,
    ...change,
  };
}

/** The answer of a request that must be granted. */
export function granted<T>(outcome: Outcome<T>): T {
  if ("ok" in outcome) return outcome.ok;
  throw new Error(`not granted: ${JSON.stringify(outcome)}`);
}

export async function opened(bench: Bench, change: Partial<Checkout> = {}): Promise<Opened> {
  return granted(await bench.gateway().createCheckout(checkoutOf(bench, change)));
}

/** Opened and paid, or held where `change` says so. */
export async function paid(bench: Bench, change: Partial<Checkout> = {}): Promise<Opened> {
  const payment = await opened(bench, change);
  await bench.rig().pay(payment);
  // A gateway may take a moment to credit what was paid.
  await bench.rig().pass(MINUTE);
  return payment;
}

export const stateOf = async (gateway: PaymentGateway, { ref }: Opened): Promise<Snapshot> =>
  granted(await gateway.fetchState(ref));

/** A part of the sum, in whole units of the currency where it has smaller ones. */
export const partOf = ({ amount, currency }: Money): Money => ({
  amount: Math.floor(amount / 300) * 100,
  currency,
});

/** Why it was refused; undefined: it was not. */
export const declinedOf = (outcome: Outcome<unknown>): string | undefined =>
  "declined" in outcome ? outcome.declined : undefined;

/** One request about a payment, however often it is repeated. */
export const keyOf = ({ ref }: Opened): string => `once-${ref}`.slice(0, 60);
