import type { PaymentAttempt, PaymentTask } from "../../prisma/generated/client.ts";
import type { PaymentTaskKind } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import { silentLog, type Log } from "../platform/log.ts";
import { openAtGateway } from "./checkout.ts";
import { workCompare } from "./compare.ts";
import type { Gateways, PaymentGateway } from "./gateway.ts";
import { workDeadline, workHold, type Look } from "./hold-work.ts";
import { readState } from "./read-state.ts";
import { workReceipt } from "./receipts.ts";
import { workRefund } from "./refund.ts";
import { saidToBePaid, settle } from "./settle.ts";
import { doubt, giveUp } from "./stuck.ts";
import { claim, giveBack, nextDue, postpone, renew } from "./tasks.ts";
import { CLAIM_AFTER, CLAIM_EVERY, claimPayments } from "./unclaimed.ts";

export interface DrainTools {
  readonly log?: Log;
  /** Is told when there is something to do next. */
  readonly wakeAt?: (at: Date) => void;
  /** Aborted: no further task is begun, and what was taken of them is given back. */
  readonly closing?: AbortSignal;
}

/**
 * Does what is due at gateways: asks after payments (the reconciler), sends refunds and receipts, takes what is held or
 * lets it go, compares. Runs in several processes at
 * once without doing anything twice. Must not be given a transaction: it waits for networks.
 */
export async function drainPayments(
  core: Core,
  gateways: Gateways,
  { log = silentLog, wakeAt, closing }: DrainTools = {},
): Promise<void> {
  const round: Round = { gateways, log, asked: new Set() };
  for (;;) {
    if (closing?.aborted) break;
    const tasks = await claim(core);
    if (tasks.length === 0) break;
    for (const [index, task] of tasks.entries()) {
      if (closing?.aborted) return giveBack(core, tasks.slice(index));
      try {
        const ours = await renew(core, task);
        if (ours) await work(core, round, ours);
      } catch (error) {
        log.error(
          { attempt: task.attemptId, kind: task.kind, tries: task.tries, error },
          "a payment task failed",
        );
        await lookLater(core, task, "failing");
      }
    }
  }
  const next = await nextDue(core);
  if (next) wakeAt?.(next);
}

/** Everything that is due, once. */
interface Round {
  readonly gateways: Gateways;
  readonly log: Log;
  /** Gateways that have said what waits to be taken. */
  readonly asked: Set<string>;
}

async function work(core: Core, round: Round, task: PaymentTask): Promise<void> {
  const attempt = await core.db.paymentAttempt.findUniqueOrThrow({ where: { id: task.attemptId } });
  const gateway = round.gateways[attempt.gateway];
  if (!gateway) {
    return movesMoney.includes(task.kind) ? giveUp(core, task.key, "no_gateway") : lookLater(core, task);
  }
  // First: it may name a payment that we would open a second time.
  if (task.kind === "check" && (await askUnclaimed(core, round, gateway))) return work(core, round, task);
  const ref = await refOf(core, gateway, attempt);
  if (ref === undefined) return lookLater(core, task);
  const { kind } = task;
  switch (kind) {
    case "check":
      return check(core, round, gateway, task, attempt, ref);
    case "refund":
      return workRefund(core, gateway, task, ref);
    case "capture":
    case "void":
      return look(core, task, await workHold(core, gateway, { ...task, kind }, attempt, ref));
    case "deadline":
      return look(core, task, await workDeadline(core, gateway, task, attempt, ref));
    case "receipt":
      return workReceipt(core, gateway, task, ref);
    case "compare":
      return workCompare(core, gateway, task, ref);
  }
}

/** Something of a gateway is due: asks it what waits to be taken, once in a round. False: it was asked, or keeps nothing. */
async function askUnclaimed(core: Core, { asked, log }: Round, gateway: PaymentGateway): Promise<boolean> {
  if (!gateway.fetchUnclaimed || asked.has(gateway.name)) return false;
  asked.add(gateway.name);
  try {
    await claimPayments(core, gateway);
  } catch (error) {
    log.error({ gateway: gateway.name, error }, "what waits to be taken could not be looked for");
  }
  return true;
}

/** Of these a gateway that is no longer set up makes a matter for a person at once. */
const movesMoney: readonly PaymentTaskKind[] = ["refund", "capture", "void"];

async function look(core: Core, task: PaymentTask, came: Look): Promise<void> {
  if (came !== "done") await lookLater(core, task, came.later ?? "hold_stands");
}

async function check(
  core: Core,
  { log }: Round,
  gateway: PaymentGateway,
  task: PaymentTask,
  attempt: PaymentAttempt,
  ref: string,
): Promise<void> {
  const state = await readState(gateway, attempt, ref);
  const within = gateway.fetchUnclaimed && mayBePaid(core, attempt) ? CLAIM_EVERY : undefined;
  if (!("ok" in state)) {
    // Declined means that our settings are wrong: that says nothing of the payment, and may be mended any day.
    if ("declined" in state) {
      log.error(
        { attempt: attempt.id, gateway: gateway.name, reason: state.declined },
        "a gateway refuses to answer",
      );
    }
    return lookLater(core, task, "declined" in state ? state.declined : undefined, within);
  }
  await transact(core, async (core) => {
    await settle(core, attempt.id, state.ok);
    // What is settled is finished, and not to be postponed.
    await lookLater(core, task, undefined, within);
  });
}

/** Whether somebody may still pay it, though nobody would tell us. */
const mayBePaid = ({ clock }: Core, { expiresAt }: PaymentAttempt): boolean =>
  clock.now().getTime() < expiresAt.getTime() + CLAIM_AFTER;

/**
 * Nothing is decided yet. When an hour of looking has not helped, people are told why (`reason`), or that money is
 * said to have come and nobody confirms it.
 */
async function lookLater(core: Core, task: PaymentTask, reason?: string, within?: number): Promise<void> {
  await transact(core, async (core) => {
    if (!(await postpone(core, task, within))) return;
    const why = reason ?? ((await isDoubtful(core, task)) ? "unconfirmed" : undefined);
    if (why !== undefined) await doubt(core, task.key, why);
  });
}

/** We were told of money that the gateway does not show; of what is held it does. */
async function isDoubtful(core: Core, { kind, attemptId }: PaymentTask): Promise<boolean> {
  if (kind !== "check" || !(await saidToBePaid(core, attemptId))) return false;
  return (await core.db.paymentAttempt.count({ where: { id: attemptId, state: "authorized" } })) === 0;
}

/**
 * The payment's reference. Not yet written down: we died, or the gateway did not answer, while it was being opened.
 * Opening it again with the same key finds it.
 */
async function refOf(
  core: Core,
  gateway: PaymentGateway,
  attempt: PaymentAttempt,
): Promise<string | undefined> {
  if (attempt.ref !== null) return attempt.ref;
  const order = await core.db.order.findUniqueOrThrow({
    where: { id: attempt.orderId },
    include: { package: true, start: true },
  });
  const opened = await openAtGateway(core, gateway, { ...attempt, order });
  return "ok" in opened ? opened.ok.ref : undefined;
}
