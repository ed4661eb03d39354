import type { PaymentTask } from "../../prisma/generated/client.ts";
import { transact, type Core } from "../platform/core.ts";
import type { PaymentGateway, Snapshot } from "./gateway.ts";
import { postFee } from "./ledger.ts";
import { doubt } from "./stuck.ts";
import { finish, postpone, watchAgain } from "./tasks.ts";

/** A payment is compared, daily, for so long after its last change: longer than a weekend. */
const COMPARE_FOR = 4 * 24 * 3_600_000;

/** What came and what went back, in minor units. */
interface Sums {
  readonly captured: number;
  readonly refunded: number;
}

/**
 * Compares what the gateway says of a payment with what the ledger does. What came and is not in the books is settled as
 * if we had been told of it. What differs all the same is told to administrators, and is on their list while it does.
 */
export async function workCompare(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  ref: string,
): Promise<void> {
  const told = await gateway.fetchState(ref);
  await transact(core, async (core) => {
    const { attemptId, key } = task;
    // What is on its way may show there before it does here, and the other way round.
    const underWay = await core.db.paymentTask.count({
      where: { attemptId, kind: { in: ["refund", "capture", "void"] }, doneAt: null },
    });
    if (!("ok" in told) || underWay > 0) return void (await postpone(core, task));
    // Read after the gateway was: what was written meanwhile can only have brought the two together.
    const attempt = await core.db.paymentAttempt.findUniqueOrThrow({ where: { id: attemptId } });
    if (told.ok.state === "captured" && attempt.captured > 0) await postFee(core, attempt, told.ok.fee ?? 0);
    if (agrees(told.ok, await booked(core, attemptId))) {
      // What agreed counts no more: only what differs twice running is a difference.
      await core.db.paymentTask.updateMany({ where: { key }, data: { doubt: null, tries: 0 } });
      const quiet = core.clock.now().getTime() - attempt.changedAt.getTime();
      return quiet >= COMPARE_FOR ? finish(core, key) : void (await postpone(core, task));
    }
    // Perhaps nobody told us. If looking does not mend it, it differs the next day too.
    if (attempt.captured === 0) await watchAgain(core, attemptId, "now");
    if (attempt.captured > 0 || task.tries > 1) await doubt(core, key, "difference");
    await postpone(core, task);
  });
}

function agrees(told: Snapshot, { captured, refunded }: Sums): boolean {
  switch (told.state) {
    case "captured":
      return told.money.amount === captured && (told.refunded ?? refunded) === refunded;
    case "returned":
      return captured === refunded;
    case "absent":
    case "pending":
    case "received":
    case "authorized":
    case "voided":
      return captured === 0;
  }
}

/** What the ledger says of a payment. */
async function booked(core: Core, attemptId: string): Promise<Sums> {
  const [sums] = await core.db.$queryRaw<Sums[]>`
    select coalesce(sum(l.amount) filter (where e.kind = 'capture'), 0)::int as captured,
      coalesce(-sum(l.amount) filter (where e.kind = 'refund'), 0)::int as refunded
    from ledger_entry e join ledger_line l on l.entry_id = e.id
    where e.attempt_id = ${attemptId}::uuid and l.account like 'clearing:%'`;
  return sums ?? { captured: 0, refunded: 0 };
}

/** How many payments differ between a gateway and the books, as far as is known now. */
export const differences = (core: Pick<Core, "db">): Promise<number> =>
  core.db.paymentTask.count({ where: { kind: "compare", doneAt: null, doubt: "difference" } });
