import type { PaymentTask } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A lost notification is healed a minute after the payment, a slow gateway within the hour. */
const LADDER = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE];

/** Longer than a request may take; whoever died with a task in hand gives it back then. */
const LEASE = 2 * MINUTE;

/** Tasks taken at once: they are worked one after another, within the lease. */
const BATCH = 5;

/** When to look next: 1 min, 5 min, 15 min and 1 h after `since`, then daily. */
export function nextLook(since: Date, now: Date): Date {
  const passed = now.getTime() - since.getTime();
  const step = LADDER.find((step) => step > passed) ?? (Math.floor(passed / DAY) + 1) * DAY;
  return new Date(since.getTime() + step);
}

export const checkKey = (attempt: string): string => `check:${attempt}`;

/** Begins to look after a new attempt. Made with the attempt itself: no payment is ever without someone to ask. */
export async function watch(core: Core, attempt: string): Promise<void> {
  const since = core.clock.now();
  await core.db.paymentTask.createMany({
    data: { key: checkKey(attempt), attemptId: attempt, kind: "check", since, dueAt: nextLook(since, since) },
    skipDuplicates: true,
  });
  core.wake("payments");
}

/**
 * Something was heard of an attempt: the ladder begins anew, also for one that nobody looked after any more. `soon`
 * for a caller who looks at once itself: the task is then only what is left if that look fails.
 */
export async function watchAgain(core: Core, attempt: string, when: "now" | "soon"): Promise<void> {
  const now = core.clock.now();
  await core.db.paymentTask.updateMany({
    where: { key: checkKey(attempt), stuck: null },
    data: { since: now, dueAt: when === "now" ? now : nextLook(now, now), doneAt: null },
  });
  core.wake("payments");
}

/** A whole refund, to be made by itself. Asking twice makes one. */
export async function orderRefund(core: Core, attempt: string, amount: number): Promise<void> {
  const now = core.clock.now();
  await core.db.paymentTask.createMany({
    data: { key: `refund:${attempt}`, attemptId: attempt, kind: "refund", amount, since: now, dueAt: now },
    skipDuplicates: true,
  });
  core.wake("payments");
}

/** Nothing is left to do, whatever a person was asked to look at before. */
export async function finish(core: Core, key: string): Promise<void> {
  await core.db.paymentTask.updateMany({
    where: { key, doneAt: null },
    data: { doneAt: core.clock.now(), leaseUntil: null },
  });
}

/** As {@link finish}, but leaves what waits for a person. */
export async function finishUnlessStuck(core: Core, key: string): Promise<void> {
  await core.db.paymentTask.updateMany({
    where: { key, doneAt: null, stuck: null },
    data: { doneAt: core.clock.now(), leaseUntil: null },
  });
}

/**
 * Looks again later, as the ladder says; unless something was heard meanwhile and the ladder has begun anew
 * ({@link watchAgain}): then as that says. True: the steps of the first hour are over, from now on it is daily.
 */
export async function postpone(core: Core, { key, since }: PaymentTask): Promise<boolean> {
  const dueAt = nextLook(since, core.clock.now());
  const postponed = await core.db.paymentTask.updateMany({
    where: { key, doneAt: null, since },
    data: { dueAt, leaseUntil: null },
  });
  if (postponed.count > 0) return dueAt.getTime() - since.getTime() >= DAY;
  await core.db.paymentTask.updateMany({ where: { key, doneAt: null }, data: { leaseUntil: null } });
  return false;
}

/**
 * Takes some of what is due. `tries` counts this time: it is written before anything is sent, so that more than one
 * means that a request may have left without our hearing of it.
 */
export async function claim(core: Core): Promise<PaymentTask[]> {
  const now = core.clock.now();
  const keys = await core.db.$queryRaw<{ key: string }[]>`
    update payment_task set lease_until = ${new Date(now.getTime() + LEASE)}, tries = tries + 1
    where key in (
      select key from payment_task
      where done_at is null and stuck is null and due_at <= ${now}
        and (lease_until is null or lease_until <= ${now})
      order by due_at, key limit ${BATCH} for update skip locked
    )
    returning key`;
  return core.db.paymentTask.findMany({
    where: { key: { in: keys.map(({ key }) => key) } },
    orderBy: [{ dueAt: "asc" }, { key: "asc" }],
  });
}

/** When there is something to do next; undefined: nothing waits. What another has in hand counts from its lease's end. */
export async function nextDue(core: Core): Promise<Date | undefined> {
  const [row] = await core.db.$queryRaw<{ at: Date | null }[]>`
    select min(greatest(due_at, lease_until)) as at from payment_task where done_at is null and stuck is null`;
  return row?.at ?? undefined;
}
