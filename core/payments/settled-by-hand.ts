import { transact, type Core } from "../platform/core.ts";
import { bookRefund } from "./refund-book.ts";
import { confirmRefund } from "./refunds.ts";
import { closeStuck } from "./stuck.ts";
import { refundSuspense } from "./suspense.ts";

/**
 * A person says that they have settled at the gateway what waits under a key. What that means for the books is written
 * down: of a refund, and of an odd sum, that the money went back. False: nothing waits under this key any more.
 */
export async function settledByHand(core: Core, key: string): Promise<boolean> {
  const task = await core.db.paymentTask.findUnique({
    where: { key },
    select: { kind: true, stuck: true, attemptId: true },
  });
  if (!task) return false;
  if (task.kind === "refund") return confirmRefund(core, key);
  // Its number has to be entered.
  if (task.kind === "receipt" && task.stuck === "by_hand") return false;
  return task.stuck === "odd_sum" ? oddSumWentBack(core, task.attemptId) : closeStuck(core, key);
}

/** An odd sum was sent back in the gateway's own pages: what a refund of ours would have written, without asking for one. */
const oddSumWentBack = (core: Core, attempt: string): Promise<boolean> =>
  transact(core, async (core) => {
    const refund = await refundSuspense(core, attempt);
    if (refund === undefined) return false;
    await bookRefund(core, refund);
    return true;
  });
