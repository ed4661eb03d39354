import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";

/**
 * Where money is, or whom it is owed to. Debits are positive, so what we owe and what we earned stands below zero.
 *
 *     clearing:<gateway>    at the gateway, ours
 *     customer_prepayment   owed to the customer until it is earned
 *     revenue               earned
 *     fees                  kept by the gateway
 *     suspense              came, and nobody knows what for
 */
export type Account = "customer_prepayment" | "revenue" | "fees" | "suspense" | `clearing:${string}`;

/**
 * What happened to money.
 *
 *     capture       it came                     refund        it went back
 *     recognise     it was earned, or what was  fee           the gateway kept a part
 *                   earned was not after all
 *     suspense_in   it came for nothing known   suspense_out  a person said what it was for
 *     transfer      between our own accounts
 */
export type PostingKind =
  | "capture"
  | "refund"
  | "recognise"
  | "fee"
  | "suspense_in"
  | "suspense_out"
  | "transfer";

/** Each is posted once (`UNIQUE (kind, gateway_ref)`), balanced (checked at the commit), and never changed. */
export interface Posting {
  readonly kind: PostingKind;
  /** Names the occasion within its kind; of a gateway's payment: `<gateway>:<its reference>`. */
  readonly ref: string;
  readonly order?: string;
  /** The payment whose money moves. */
  readonly attempt?: string;
  readonly currency: string;
  /** Minor units; together nothing. Accounts with nothing are left out. */
  readonly lines: Readonly<Partial<Record<Account, number>>>;
}

/** Posts to the ledger. False: this was posted before, and nothing is written. */
export async function post(core: Core, posting: Posting): Promise<boolean> {
  const { kind, ref, order, attempt, currency, lines } = posting;
  const id = core.ids();
  const { count } = await core.db.ledgerEntry.createMany({
    data: {
      id,
      kind,
      gatewayRef: ref,
      orderId: order ?? null,
      attemptId: attempt ?? null,
      at: core.clock.now(),
    },
    skipDuplicates: true,
  });
  if (count === 0) return false;
  const data = Object.entries(lines).flatMap(([account, amount]) =>
    amount ? { entryId: id, account, currency, amount } : [],
  );
  await core.db.ledgerLine.createMany({ data });
  return true;
}

/** How a payment is named in the ledger. */
export const paymentName = ({
  gateway,
  ref,
  invoice,
}: Pick<PaymentAttempt, "gateway" | "ref" | "invoice">): string => `${gateway}:${ref ?? invoice}`;

/** What the gateway kept of a payment, in its minor units: posted when the gateway tells, which may be later. */
export async function postFee(core: Core, attempt: PaymentAttempt, fee: number): Promise<void> {
  const { id, orderId, gateway, currency } = attempt;
  if (fee <= 0) return;
  const lines: Posting["lines"] = { fees: fee, [`clearing:${gateway}`]: -fee };
  await post(core, { kind: "fee", ref: paymentName(attempt), order: orderId, attempt: id, currency, lines });
}

/** What a payment's money comes to in each account. */
export async function accountsOf(core: Core, attempt: string): Promise<Record<Account, number>> {
  const rows = await core.db.ledgerLine.groupBy({
    by: ["account"],
    where: { entry: { attemptId: attempt } },
    _sum: { amount: true },
  });
  const sums = Object.fromEntries(rows.map(({ account, _sum }) => [account, _sum.amount ?? 0]));
  return { customer_prepayment: 0, revenue: 0, fees: 0, suspense: 0, ...sums };
}
