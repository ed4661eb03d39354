import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";

/** Locks an order until the commit. Whoever moves its money takes this lock before any other row of it. */
export async function lockOrder(core: Core, order: string): Promise<void> {
  await core.db.$queryRaw`select 1 from "order" where id = ${order}::uuid for no key update`;
}

/** What may still be given back of a payment, in minor units: what came without all that is, or was, on its way back. */
export async function leftToRefund(
  core: Core,
  { id, captured }: Pick<PaymentAttempt, "id" | "captured">,
): Promise<number> {
  return captured - (await sum(core, { attemptId: id, kind: "refund" }));
}

/** What is on its way back and not in the ledger yet, in minor units. */
export const underWay = (core: Core, attempt: string): Promise<number> =>
  sum(core, { attemptId: attempt, kind: "refund", doneAt: null });

async function sum(core: Core, where: { attemptId: string; kind: "refund"; doneAt?: null }): Promise<number> {
  const { _sum } = await core.db.paymentTask.aggregate({ where, _sum: { amount: true } });
  return _sum.amount ?? 0;
}
