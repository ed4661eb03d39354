import type { SimulatorClock } from "../kit/clock.ts";
import { breaks } from "../kit/faults.ts";
import type { Form } from "../kit/http.ts";
import type { Faults } from "./faults.ts";
import { tell } from "./holds.ts";
import { openForm } from "./open-form.ts";
import type { ErrorCode } from "./pages.ts";
import { isOpen, type Payment } from "./payment.ts";
import { createRefund, type RefundAnswer } from "./refund-service.ts";
import { returnUrl } from "./returns.ts";
import type { Shop } from "./shop.ts";

/** What the operations stand on. */
export interface Ledger {
  readonly shop: Shop;
  readonly clock: SimulatorClock;
  readonly faults: Faults;
  readonly operations: Map<string, Payment>;
  /** Keeps a changed operation. */
  readonly save: (payment: Payment) => Promise<void>;
  /** Sends what is due to the shop. */
  readonly deliver: () => Promise<void>;
}

/** Opens the form for what a shop's link says. */
export async function open(ledger: Ledger, form: Form): Promise<Payment | { error: ErrorCode }> {
  const { shop, clock, operations, save } = ledger;
  const opened = openForm(shop, form, operations.get(form["InvId"] ?? ""), clock.now());
  if (!("error" in opened)) await save(opened);
  return opened;
}

/** Presses a button of the form: where the payer's browser goes next; undefined: it is not open any more. */
export async function press(
  ledger: Ledger,
  invId: string,
  action: "pay" | "decline",
): Promise<string | undefined> {
  const { shop, clock, faults, save } = ledger;
  const payment = ledger.operations.get(invId);
  const now = clock.now();
  if (!payment || !isOpen(payment, now)) return undefined;
  payment.changedAt = now.toISOString();
  payment.state = action === "decline" ? "declined" : payment.twoSteps ? "held" : "paid";
  if (action === "pay") {
    if (!payment.twoSteps) payment.creditedAt = new Date(now.getTime() + faults.creditMs).toISOString();
    tell(ledger, payment);
  }
  await save(payment);
  // The payer waits until the shop has been told, as far as it is told at once.
  await ledger.deliver();
  return returnUrl(shop, payment, action === "pay" ? payment.successUrl : payment.failUrl);
}

/** Takes a refund's token. */
export async function refund(ledger: Ledger, token: string): Promise<RefundAnswer> {
  const { shop, clock, operations, faults, save } = ledger;
  const answer = createRefund(shop, token, operations.values(), clock.now());
  if (answer.changed) await save(answer.changed);
  return answer.changed && breaks(faults) ? { status: 500, body: {} } : answer;
}
