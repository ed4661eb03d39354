import type { Faults } from "./faults.ts";
import type { SimulatorClock } from "./notices.ts";
import { openForm } from "./open-form.ts";
import type { ErrorCode } from "./pages.ts";
import type { Notice, Payment } from "./payment.ts";
import { createRefund, type RefundAnswer } from "./refund-service.ts";
import { resultFields, returnUrl } from "./returns.ts";
import type { Form, Shop } from "./shop.ts";

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
  if (payment?.state !== "opened") return undefined;
  const now = clock.now();
  payment.changedAt = now.toISOString();
  payment.state = action === "pay" ? "paid" : "declined";
  if (action === "pay") {
    payment.creditedAt = new Date(now.getTime() + faults.creditMs).toISOString();
    announce(ledger, payment);
  }
  await save(payment);
  // The payer waits until the shop has been told, as far as it is told at once.
  await ledger.deliver();
  return returnUrl(shop, payment, action === "pay" ? payment.successUrl : payment.failUrl);
}

/** Sorts after every date. */
const NEVER = "9999-12-31T00:00:00.000Z";

/** Time for a browser to follow a redirect. */
const PAGE_FIRST = 2000;

/** Makes the notifications of a payment, as the faults want them. */
function announce({ shop, clock, faults, operations }: Ledger, payment: Payment): void {
  const leaves = clock.now().getTime() + faults.delayMs + (faults.pageFirst ? PAGE_FIRST : 0);
  const dropped = faults.drop > 0;
  const notice = (dueAt: string): Notice => ({
    fields: resultFields(shop, payment),
    dueAt,
    tries: 0,
    lastAnswer: undefined,
    outcome: dropped ? "dropped" : "waiting",
  });
  // Held back by an earlier payment, to be overtaken by this one.
  const held = [...operations.values()]
    .flatMap(({ notices }) => notices)
    .find(({ dueAt }) => dueAt === NEVER);
  const hold = faults.reorder && !held && !dropped;
  payment.notices.push(notice(hold ? NEVER : new Date(leaves).toISOString()));
  if (dropped) faults.drop -= 1;
  else if (faults.duplicate) payment.notices.push(notice(new Date(leaves + 1).toISOString()));
  if (held) held.dueAt = new Date(leaves + 1).toISOString();
}

/** Takes a refund's token. */
export async function refund(ledger: Ledger, token: string): Promise<RefundAnswer> {
  const { shop, clock, operations, faults, save } = ledger;
  const answer = createRefund(shop, token, operations.values(), clock.now());
  if (answer.changed) await save(answer.changed);
  return answer.changed && breaks(faults) ? { status: 500, body: {} } : answer;
}

/** Whether what was just done is answered with an error: counts down. */
export function breaks(faults: Faults): boolean {
  if (faults.commitThen500 === 0) return false;
  faults.commitThen500 -= 1;
  return true;
}
