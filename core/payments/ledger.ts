import type { Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";

/**
 * What happened to money at a gateway. `capture`: it came; `refund`: it went back. Each once for a payment there
 * (`UNIQUE (kind, gateway_ref)`), each balanced (checked at the commit), none ever changed.
 */
export interface Posting {
  readonly kind: "capture" | "refund";
  readonly gateway: string;
  /** The payment's reference at the gateway. */
  readonly ref: string;
  readonly order: string;
  readonly money: Money;
  /** Whom the money is owed to: the customer until it is earned, or nobody knows (`suspense`). */
  readonly owed: "customer_prepayment" | "suspense";
}

/** Posts to the ledger. False: this was posted before, and nothing is written. */
export async function post(core: Core, posting: Posting): Promise<boolean> {
  const { kind, gateway, ref, order, money, owed } = posting;
  const id = core.ids();
  const { count } = await core.db.ledgerEntry.createMany({
    data: { id, kind, gatewayRef: `${gateway}:${ref}`, orderId: order, at: core.clock.now() },
    skipDuplicates: true,
  });
  if (count === 0) return false;
  // Debits are positive: money at the gateway is ours, and owed on.
  const amount = kind === "capture" ? money.amount : -money.amount;
  const { currency } = money;
  await core.db.ledgerLine.createMany({
    data: [
      { entryId: id, account: `clearing:${gateway}`, currency, amount },
      { entryId: id, account: owed, currency, amount: -amount },
    ],
  });
  return true;
}
