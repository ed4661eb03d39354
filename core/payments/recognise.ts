import type { Core } from "../platform/core.ts";
import { leftOf } from "../orders/sessions.ts";
import { accountsOf, post } from "./ledger.ts";
import { underWay } from "./money-of.ts";
import { settlementReceipt } from "./receipts.ts";

/**
 * Brings what an order has earned up to what was given for it, in the ledger: each completed consultation at the price
 * that was fixed when it was bought; and all that is left of the prepayment once nothing more can be given. What was
 * earned and is not after all (a reopened consultation that nobody answered) goes back to the prepayment. Nothing is
 * earned of money that is on its way back. The order must be locked.
 */
export async function recognise(core: Core, order: string): Promise<void> {
  const { paidWith: attempt, entitlement } = await core.db.order.findUniqueOrThrow({
    where: { id: order },
    include: { paidWith: true, entitlement: true },
  });
  if (!attempt || attempt.captured === 0 || !entitlement) return;
  const { completed, open } = await given(core, entitlement.id);
  const over = entitlement.expiresAt <= core.clock.now() || (await leftOf(core, entitlement.id)) === 0;
  const { suspense, customer_prepayment } = await accountsOf(core, attempt.id);
  // Of what goes back the suspense account gives first (core/payments/refund.ts).
  const leaving = Math.max(0, (await underWay(core, attempt.id)) + suspense);
  const prepaid = -customer_prepayment - leaving;
  const { times, amount: earned } = await recognised(core, attempt.id);
  const due =
    over && open === 0 ? prepaid : Math.min(completed * entitlement.sessionAmount - earned, prepaid);
  if (due === 0) return;
  const { currency } = attempt;
  await post(core, {
    kind: "recognise",
    ref: `${order}:${times + 1}`,
    order,
    attempt: attempt.id,
    currency,
    lines: { customer_prepayment: due, revenue: -due },
  });
  if (due > 0) await settlementReceipt(core, attempt.id, times + 1, { amount: due, currency });
}

/** How many consultations of an entitlement are over and were not given back, and how many are not over. */
async function given(core: Core, entitlement: string): Promise<{ completed: number; open: number }> {
  const [counted] = await core.db.$queryRaw<{ completed: number; open: number }[]>`
    select
      count(*) filter (where state = 'closed')::int as completed,
      count(*) filter (where state in ('scheduled', 'queued', 'taken', 'active'))::int as open
    from consultation c
    where entitlement_id = ${entitlement}::uuid
      and not exists (select from entitlement_entry where key = 'giveback:' || c.id)`;
  return counted ?? { completed: 0, open: 0 };
}

async function recognised(core: Core, attempt: string): Promise<{ times: number; amount: number }> {
  const [counted] = await core.db.$queryRaw<{ times: number; amount: number }[]>`
    select count(distinct e.id)::int as times, coalesce(-sum(l.amount), 0)::int as amount
    from ledger_entry e left join ledger_line l on l.entry_id = e.id and l.account = 'revenue'
    where e.attempt_id = ${attempt}::uuid and e.kind = 'recognise'`;
  return counted ?? { times: 0, amount: 0 };
}
