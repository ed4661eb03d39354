import type { PaymentTask, Prisma } from "../../prisma/generated/client.ts";
import { queue } from "../messaging/outbox.ts";
import { transact, type Core } from "../platform/core.ts";
import { staffWithRole } from "../staff/members.ts";
import type { StuckMoney } from "./notices.ts";

/** What a person has to look at: given up, or in doubt. */
const waits = {
  doneAt: null,
  OR: [{ stuck: { not: null } }, { doubt: { not: null } }],
} satisfies Prisma.PaymentTaskWhereInput;

const withOrder = {
  attempt: {
    include: {
      order: { select: { number: true } },
      charge: true,
      transfers: { where: { outcome: "settled" }, select: { bankRef: true } },
      booked: { select: { bankRef: true } },
    },
  },
} satisfies Prisma.PaymentTaskInclude;

/** Only a person can go on from here: administrators are told, once. The reason is a short code (notices.ts). */
export const giveUp = (core: Core, key: string, reason: string): Promise<void> =>
  mark(core, { key, stuck: null }, { stuck: reason, leaseUntil: null });

/**
 * We go on by ourselves, but it has taken so long that a person should know: administrators are told, once. Of a cause
 * that many payments share (a gateway that refuses, a mistake of ours) they are told with the first of them; the list
 * has all.
 */
export const doubt = (core: Core, key: string, reason: string): Promise<void> =>
  mark(core, { key, stuck: null, doubt: null, doneAt: null }, { doubt: reason });

async function mark(
  core: Core,
  where: Prisma.PaymentTaskWhereInput & { readonly key: string },
  data: { readonly stuck?: string; readonly doubt?: string; readonly leaseUntil?: null },
): Promise<void> {
  await transact(core, async (core) => {
    const { count } = await core.db.paymentTask.updateMany({ where, data });
    if (count === 0) return;
    const { doubt } = data;
    if (doubt !== undefined && doubt !== "unconfirmed") {
      const alike = { ...waits, doubt, key: { not: where.key } };
      if ((await core.db.paymentTask.count({ where: alike })) > 0) return;
    }
    const task = await core.db.paymentTask.findUniqueOrThrow({
      where: { key: where.key },
      include: withOrder,
    });
    for (const to of await hearers(core, task)) {
      const notice = { kind: "moneyStuck", ...stuckMoneyOf(task) } as const;
      await queue(core, { to, channel: "staff", operation: { op: "notice", notice } });
    }
  });
}

/**
 * What has to be sent by hand, and sums that nobody knows the use of, are the cashiers' work, too. Receipts are theirs
 * alone, where there are any cashiers.
 */
async function hearers(core: Core, { kind, stuck }: PaymentTask): Promise<string[]> {
  const administrators = await staffWithRole(core, "administrator");
  const forCashiers = stuck === "by_hand" || stuck === "odd_sum";
  const cashiers = forCashiers ? await staffWithRole(core, "cashier") : [];
  const routine = kind === "receipt" && cashiers.length > 0;
  return [...new Set([...(routine ? [] : administrators), ...cashiers].map(({ id }) => id))];
}

/** Everything that waits for a person, the oldest first. */
export async function stuckMoney(core: Core, limit: number): Promise<StuckMoney[]> {
  const rows = await core.db.paymentTask.findMany({
    where: waits,
    include: withOrder,
    orderBy: [{ since: "asc" }, { key: "asc" }],
    take: limit,
  });
  return rows.map(stuckMoneyOf);
}

/**
 * The cause is mended, or the money was moved at the gateway: asks there once more, now. False: nothing waits under
 * this key, or asking cannot change it (an odd sum came, whatever is asked).
 */
export async function tryStuckAgain(core: Core, key: string): Promise<boolean> {
  const now = core.clock.now();
  const again = { stuck: null, doubt: null, since: now, dueAt: now };
  const where = { key, AND: [waits, { OR: [{ stuck: null }, { stuck: { not: "odd_sum" } }] }] };
  const { count } = await transact(core, async (core) => {
    // A refund that was called off at the gateway, or never reached it, is asked for anew; any other is asked after.
    await core.db.paymentTask.updateMany({
      where: { ...where, stuck: { in: ["cancelled", "ambiguous"] } },
      data: { ref: null, before: null, tries: 0 },
    });
    return core.db.paymentTask.updateMany({ where, data: again });
  });
  if (count > 0) core.wake("payments");
  return count > 0;
}

/** A person has settled it, and no money moved for it here. False: nothing waits under this key. */
export async function closeStuck(core: Core, key: string): Promise<boolean> {
  const { count } = await core.db.paymentTask.updateMany({
    where: { ...waits, key },
    data: { doneAt: core.clock.now(), leaseUntil: null },
  });
  return count > 0;
}

function stuckMoneyOf(row: Prisma.PaymentTaskGetPayload<{ include: typeof withOrder }>): StuckMoney {
  const { key, amount, stuck, doubt, attempt } = row;
  const bankRef = attempt.transfers[0]?.bankRef ?? attempt.booked?.bankRef;
  return {
    task: key,
    order: attempt.order.number,
    gateway: attempt.gateway,
    // What goes through Telegram does not take our number along.
    invoice: attempt.charge?.providerChargeId ?? (bankRef && attempt.ref) ?? String(attempt.invoice),
    ...(bankRef !== undefined && { bankRef }),
    asked: attempt.amount,
    came: attempt.captured,
    back: amount ?? 0,
    currency: attempt.currency,
    begunAt: attempt.createdAt.toISOString(),
    reason: stuck ?? doubt ?? "",
    goesOn: stuck === null,
  };
}
