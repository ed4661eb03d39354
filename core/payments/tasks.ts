import type { PaymentTask } from "../../prisma/generated/client.ts";
import type { PaymentTaskKind } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A lost notification is healed a minute after the payment, a slow gateway within the hour. */
const LADDER = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];

/** What ends a hold, which is lost when its time is over: about that we ask every hour, about anything else daily. */
const pressing: readonly PaymentTaskKind[] = ["capture", "void", "deadline"];

/** Longer than a request may take; whoever died with a task in hand gives it back then. */
const LEASE = 2 * MINUTE;

/** Tasks taken at once: they are worked one after another, within the lease. */
const BATCH = 5;

/** When to look next: 1 min, 5 min, 15 min and 1 h after `since`, then daily; where it presses, every hour. */
export function nextLook(since: Date, now: Date, kind: PaymentTaskKind = "check"): Date {
  const every = pressing.includes(kind) ? HOUR : DAY;
  const passed = now.getTime() - since.getTime();
  const step = LADDER.find((step) => step > passed) ?? (Math.floor(passed / every) + 1) * every;
  return new Date(since.getTime() + step);
}

export const checkKey = (attempt: string): string => `check:${attempt}`;

/** Makes a task, unless it was made before: then false. */
export async function put(
  core: Core,
  task: Pick<PaymentTask, "key" | "attemptId" | "kind"> &
    Partial<Pick<PaymentTask, "amount" | "why" | "once" | "dueAt">>,
): Promise<boolean> {
  const now = core.clock.now();
  const { count } = await core.db.paymentTask.createMany({
    data: { ...task, since: task.dueAt ?? now, dueAt: task.dueAt ?? now },
    skipDuplicates: true,
  });
  core.wake("payments");
  return count > 0;
}

/** Begins to look after a new attempt. Made with the attempt itself: no payment is ever without someone to ask. */
export async function watch(core: Core, attempt: string): Promise<void> {
  const since = core.clock.now();
  const looks = [
    { key: checkKey(attempt), kind: "check", dueAt: nextLook(since, since) },
    { key: `compare:${attempt}`, kind: "compare", dueAt: new Date(since.getTime() + DAY) },
  ] as const;
  await core.db.paymentTask.createMany({
    data: looks.map((look) => ({ ...look, attemptId: attempt, since })),
    skipDuplicates: true,
  });
  core.wake("payments");
}

/** Money of an attempt moved: for some days from now on it is compared once a day with what its gateway says. */
export async function compareAnew(core: Core, attempt: string): Promise<void> {
  const now = core.clock.now();
  const key = `compare:${attempt}`;
  const dueAt = new Date(now.getTime() + DAY);
  await core.db.paymentTask.upsert({
    where: { key },
    create: { key, attemptId: attempt, kind: "compare", since: now, dueAt },
    update: { since: now, dueAt, doneAt: null },
    select: { key: true },
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

/**
 * What is held is to be taken, or let go. Of the two the first that is decided stands, whoever decides next (partial
 * unique index): nothing is taken after it was let go, nor the other way round. Returns the one that stands.
 */
export async function decide(core: Core, attempt: string, kind: "capture" | "void"): Promise<typeof kind> {
  const mine = await put(core, { key: `${kind}:${attempt}`, attemptId: attempt, kind });
  if (mine || (await decision(core, attempt)) === kind) return kind;
  return kind === "capture" ? "void" : "capture";
}

/** What was decided about a hold; undefined: nothing yet. */
export async function decision(core: Core, attempt: string): Promise<"capture" | "void" | undefined> {
  const made = await core.db.paymentTask.findFirst({
    where: { attemptId: attempt, kind: { in: ["capture", "void"] } },
    select: { kind: true },
  });
  return made?.kind === "capture" || made?.kind === "void" ? made.kind : undefined;
}

/** A hold came to its end: nothing about it is left to do. */
export async function holdOver(core: Core, attempt: string): Promise<void> {
  await finish(core, ...pressing.map((kind) => `${kind}:${attempt}`));
}

/**
 * Why money goes back. `surplus`: its order needed none. `unneeded`: the consultation that began with the payment was
 * not given. `sessions`: a person took consultations back that were left. `decided`: a person decided on a sum.
 */
export type RefundReason = "surplus" | "unneeded" | "sessions" | "decided";

/**
 * Money of an attempt is to go back: `refund:<attempt>:<n>`. The attempt's order must be locked, as they are counted.
 * @param amount minor units; more than is left of what came is refused by the database
 * @param once two wishes with the same are one: the key of the first is returned
 */
export async function orderRefund(
  core: Core,
  attempt: string,
  { amount, why, once }: { readonly amount: number; readonly why: RefundReason; readonly once: string },
): Promise<string> {
  const made = await core.db.paymentTask.findUnique({ where: { once }, select: { key: true } });
  if (made) return made.key;
  const before = await core.db.paymentTask.count({ where: { attemptId: attempt, kind: "refund" } });
  const key = `refund:${attempt}:${before + 1}`;
  await put(core, { key, attemptId: attempt, kind: "refund", amount, why, once });
  return key;
}

/** Nothing is left to do, whatever a person was asked to look at before. */
export async function finish(core: Core, ...keys: readonly string[]): Promise<void> {
  await core.db.paymentTask.updateMany({
    where: { key: { in: [...keys] }, doneAt: null },
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
 * ({@link watchAgain}): then as that says. True: the steps of the first hour are over.
 * @param within milliseconds after which to look at the latest, whatever the ladder says
 */
export async function postpone(
  core: Core,
  { key, since, kind }: PaymentTask,
  within = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const now = core.clock.now();
  const dueAt = new Date(Math.min(nextLook(since, now, kind).getTime(), now.getTime() + within));
  const postponed = await core.db.paymentTask.updateMany({
    where: { key, doneAt: null, since },
    data: { dueAt, leaseUntil: null },
  });
  if (postponed.count > 0) return dueAt.getTime() - since.getTime() > HOUR;
  await core.db.paymentTask.updateMany({ where: { key, doneAt: null }, data: { leaseUntil: null } });
  return false;
}

/**
 * Takes some of what is due. `tries` counts this time: it is written before anything is sent, so that more than one
 * means that a request may have left without our hearing of it.
 */
export async function claim(core: Core): Promise<PaymentTask[]> {
  const now = core.clock.now();
  return rowsOf(core.db)<PaymentTask>`
    with taken as (
      update payment_task set lease_until = ${new Date(now.getTime() + LEASE)}, tries = tries + 1
      where key in (
        select key from payment_task
        where done_at is null and stuck is null and due_at <= ${now}
          and (lease_until is null or lease_until <= ${now})
        order by due_at, key limit ${BATCH} for update skip locked
      )
      returning key, attempt_id as "attemptId", kind::text as kind, amount, why, once, before, ref, since, tries,
        due_at as "dueAt", lease_until as "leaseUntil", done_at as "doneAt", stuck, doubt
    )
    select * from taken order by "dueAt", key`;
}

/**
 * The lease of a task that was taken counts from now: when it is begun, and again before money is asked for, of which one
 * who stood still in between would ask twice. Undefined: it took so long that somebody else has it, or it is done
 * meanwhile.
 */
export async function renew(core: Core, task: PaymentTask): Promise<PaymentTask | undefined> {
  const { key, leaseUntil } = task;
  const renewed = new Date(core.clock.now().getTime() + LEASE);
  const { count } = await core.db.paymentTask.updateMany({
    where: { key, leaseUntil, doneAt: null, stuck: null },
    data: { leaseUntil: renewed },
  });
  return count > 0 ? { ...task, leaseUntil: renewed } : undefined;
}

/** Tasks that were taken and not begun: another process may take them at once, and nothing was sent for them. */
export async function giveBack(core: Core, tasks: readonly PaymentTask[]): Promise<void> {
  for (const { key, leaseUntil } of tasks)
    await core.db.paymentTask.updateMany({
      where: { key, leaseUntil, doneAt: null },
      data: { leaseUntil: null, tries: { decrement: 1 } },
    });
  core.wake("payments");
}

/** When there is something to do next; undefined: nothing waits. What another has in hand counts from its lease's end. */
export async function nextDue(core: Core): Promise<Date | undefined> {
  const [row] = await rowsOf(core.db)<{ at: Date | null }>`
    select min(greatest(due_at, lease_until)) as at from payment_task where done_at is null and stuck is null`;
  return row?.at ?? undefined;
}
