import type { PaymentAttempt, PaymentTask } from "../../prisma/generated/client.ts";
import type { ConsultationState } from "../../prisma/generated/enums.ts";
import { expireUntaken } from "../consultations/close.ts";
import { startKey } from "../orders/start.ts";
import { transact, type Core } from "../platform/core.ts";
import { receiptOf } from "./checkout.ts";
import type { Outcome, PaymentGateway, Snapshot } from "./gateway.ts";
import { readState } from "./read-state.ts";
import { settle } from "./settle.ts";
import { giveUp } from "./stuck.ts";
import { decide, finish, renew } from "./tasks.ts";

/** What came of a look; `later`: nothing yet, with the reason where there is one. */
export type Look = "done" | { readonly later: string | undefined };

const LATER: Look = { later: undefined };

/**
 * Takes what is held, or lets it go. The state is read before asking and after it, and only what is read counts: an
 * answer that was lost is found, and what was taken is not let go, nor the other way round, whatever was decided.
 */
export async function workHold(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask & { readonly kind: "capture" | "void" },
  attempt: PaymentAttempt,
  ref: string,
): Promise<Look> {
  const before = await readState(gateway, attempt, ref);
  if (!("ok" in before)) return later(before);
  if (before.ok.state !== "authorized") return act(core, task, before.ok);
  // Somebody else has it meanwhile.
  if (!(await renew(core, task))) return "done";
  const asked = await ask(core, gateway, task, attempt, ref);
  if ("declined" in asked) {
    await giveUp(core, task.key, asked.declined);
    return "done";
  }
  const after = await readState(gateway, attempt, ref);
  return "ok" in after ? act(core, task, after.ok) : later(after);
}

async function ask(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  { amount, currency, orderId }: PaymentAttempt,
  ref: string,
): Promise<Outcome<"captured" | "voided">> {
  if (task.kind === "void") return gateway.void(ref, task.key);
  const order = await core.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { package: true } });
  return gateway.capture(ref, { amount, currency }, task.key, receiptOf(order, amount));
}

/** Settled, the task is finished with the hold; if it still stands, or has not shown yet, we look again. */
async function act(core: Core, { key, attemptId }: PaymentTask, state: Snapshot): Promise<Look> {
  await settle(core, attemptId, state);
  const task = await core.db.paymentTask.findUniqueOrThrow({ where: { key }, select: { doneAt: true } });
  return task.doneAt ? "done" : LATER;
}

const later = (told: Exclude<Outcome<Snapshot>, { ok: Snapshot }>): Look => ({
  later: "declined" in told ? told.declined : undefined,
});

/**
 * A hold is soon over and nothing is decided: taken, or awaiting its time, it is captured; untaken it ends now, as if
 * its half hour were over, and is let go.
 */
export async function workDeadline(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  attempt: PaymentAttempt,
  ref: string,
): Promise<Look> {
  const told = await readState(gateway, attempt, ref);
  if (!("ok" in told)) return "declined" in told ? later(told) : { later: "unknown_hold" };
  if (told.ok.state !== "authorized") return act(core, task, told.ok);
  return transact(core, async (core) => {
    const consultation = await core.db.consultation.findUnique({
      where: { once: startKey(attempt.orderId) },
      select: { id: true, state: true },
    });
    // Ending it decides; of whoever takes it at this moment we hear the next time.
    if (consultation?.state === "queued" && !(await expireUntaken(core, consultation.id))) return LATER;
    await decide(core, attempt.id, consultation ? verdicts[consultation.state] : "capture");
    await finish(core, task.key);
    return "done";
  });
}

const verdicts = {
  scheduled: "capture",
  queued: "void",
  taken: "capture",
  active: "capture",
  closed: "capture",
  expired: "void",
  cancelled: "void",
} as const satisfies Record<ConsultationState, "capture" | "void">;
