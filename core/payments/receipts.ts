import * as z from "zod";
import type { PaymentTask, Prisma, Receipt } from "../../prisma/generated/client.ts";
import type { ReceiptKind, ReceiptState } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";
import { receiptAddress, receiptOf } from "./checkout.ts";
import type { Outcome, PaymentGateway, ReceiptLine, ReceiptProgress } from "./gateway.ts";
import { accountsOf } from "./ledger.ts";
import { lockOrder } from "./money-of.ts";
import { handOver } from "./receipts-by-hand.ts";
import { giveUp } from "./stuck.ts";
import { finish, postpone, put } from "./tasks.ts";

/*
 * Fiscal receipts (54-FZ): one when the money comes, one when what it was for has been given, one for what goes back.
 * The first and the last travel with the payment and the refund, the second is sent by itself; each is a row with a
 * state of its own, and what is still to be done about it a task like any other.
 *
 *     due ─► none      the gateway makes none
 *     due ─► sent ─► done
 *        └──────┴──► refused     a person looks
 *
 * Where no gateway makes them a person does, at the till (receipts-by-hand.ts): sent to them, and done or none as they say.
 */

/** The money came; its receipt went with it. */
export const prepaymentReceipt = (core: Core, attempt: string, money: Money): Promise<void> =>
  record(core, "prepayment", 1, attempt, money);

/** What was paid ahead has been given, for the `nth` time. */
export const settlementReceipt = (core: Core, attempt: string, nth: number, money: Money): Promise<void> =>
  record(core, "settlement", nth, attempt, money);

/** Money went back, for the `nth` time; its receipt went with it. */
export const refundReceipt = (core: Core, attempt: string, nth: number, money: Money): Promise<void> =>
  record(core, "refund", nth, attempt, money);

async function record(
  core: Core,
  kind: ReceiptKind,
  nth: number,
  attempt: string,
  { amount, currency }: Money,
): Promise<void> {
  const { order } = await core.db.paymentAttempt.findUniqueOrThrow({
    where: { id: attempt },
    select: { order: { include: { package: true } } },
  });
  const now = core.clock.now();
  const key = `${attempt}:${kind.charAt(0)}${nth}`;
  const lines = jsonOf(receiptOf(order, amount));
  const row = { key, kind, attemptId: attempt, currency, total: amount, lines };
  await core.db.receipt.createMany({
    data: { ...row, createdAt: now, changedAt: now },
    skipDuplicates: true,
  });
  await put(core, { key: taskKey(key), attemptId: attempt, kind: "receipt" });
}

const jsonOf = (lines: readonly ReceiptLine[]): Prisma.InputJsonArray =>
  lines.map(({ name, sum }) => ({ name, sum }));

const taskKey = (receipt: string): string => `receipt:${receipt}`;

/**
 * Gateways know a repeat for a day at least. What was asked for so long ago without an answer may have been sent, and a
 * second receipt for one sale is a matter for the tax office.
 */
const KEYS_LAST = 12 * 3_600_000;

/** Sees a receipt on. `ref` is that of its payment. */
export async function workReceipt(
  core: Core,
  gateway: PaymentGateway,
  task: PaymentTask,
  ref: string,
): Promise<void> {
  const key = task.key.slice(taskKey("").length);
  const receipt = await core.db.receipt.findUniqueOrThrow({ where: { key } });
  const { receipts } = gateway.caps;
  if (receipts === "by_hand") return handOver(core, key);
  if (receipt.kind !== "settlement") return close(core, task, receipts === "none" ? "none" : "done");
  if (receipts !== "separate" || !gateway.sendReceipt) return close(core, task, "none");
  if (receipt.ref === null && gateway.caps.oneSettlement && !(await gather(core, receipt)))
    return waitADay(core, task);
  const outcome =
    receipt.ref === null
      ? await send(core, gateway.sendReceipt, task, ref)
      : ((await gateway.fetchReceipt?.(receipt.ref)) ?? { ok: "done" });
  if ("unknown" in outcome) return void (await postpone(core, task));
  if ("declined" in outcome) return refuse(core, task, outcome.declined);
  switch (outcome.ok) {
    case "under_way":
      return void (await postpone(core, task));
    case "cancelled":
      return refuse(core, task, "cancelled");
    case "done":
      return close(core, task, "done");
  }
}

/**
 * Puts together what is sent with one receipt. False: it is not its turn, as more may be given for the payment yet, or
 * another of its receipts speaks for all.
 */
function gather(core: Core, { key, attemptId }: Receipt): Promise<boolean> {
  return transact(core, async (core) => {
    const { order } = await core.db.paymentAttempt.findUniqueOrThrow({
      where: { id: attemptId },
      select: { order: { include: { package: true } } },
    });
    await lockOrder(core, order.id);
    const { customer_prepayment } = await accountsOf(core, attemptId);
    const open = await core.db.receipt.findMany({
      where: { attemptId, kind: "settlement", state: "due" },
      orderBy: [{ createdAt: "asc" }, { key: "asc" }],
    });
    const [first, ...others] = open;
    if (customer_prepayment !== 0 || first?.key !== key) return false;
    const total = open.reduce((sum, receipt) => sum + receipt.total, 0);
    const lines = jsonOf(receiptOf(order, total));
    await core.db.receipt.update({ where: { key }, data: { total, lines } });
    for (const other of others) {
      await mark(core, other.key, "none");
      await finish(core, taskKey(other.key));
    }
    return true;
  });
}

/** Nothing was asked for: the ladder begins tomorrow. */
async function waitADay(core: Core, { key }: PaymentTask): Promise<void> {
  const dueAt = new Date(core.clock.now().getTime() + 24 * 3_600_000);
  await core.db.paymentTask.updateMany({
    where: { key, doneAt: null },
    data: { since: dueAt, dueAt, tries: 0, leaseUntil: null },
  });
}

async function send(
  core: Core,
  sendReceipt: NonNullable<PaymentGateway["sendReceipt"]>,
  task: PaymentTask,
  ref: string,
): Promise<Outcome<ReceiptProgress>> {
  const waited = core.clock.now().getTime() - task.since.getTime();
  if (task.tries > 1 && waited >= KEYS_LAST) return { declined: "ambiguous" };
  const { key, currency, lines, attempt } = await core.db.receipt.findUniqueOrThrow({
    where: { key: task.key.slice(taskKey("").length) },
    include: { attempt: { include: { order: true } } },
  });
  const email = receiptAddress(core, attempt);
  const sent = await sendReceipt({ ref, key, currency, lines: linesOf(lines), email });
  if (!("ok" in sent)) return sent;
  await mark(core, key, "sent", sent.ok.ref);
  return { ok: sent.ok.state };
}

const stored = z.array(z.object({ name: z.string(), sum: z.number() }));

const linesOf = (lines: Prisma.JsonValue): ReceiptLine[] => stored.parse(lines);

const close = (core: Core, task: PaymentTask, state: "done" | "none"): Promise<void> =>
  transact(core, async (core) => {
    await mark(core, task.key.slice(taskKey("").length), state);
    await finish(core, task.key);
  });

const refuse = (core: Core, task: PaymentTask, reason: string): Promise<void> =>
  transact(core, async (core) => {
    await mark(core, task.key.slice(taskKey("").length), "refused");
    await giveUp(core, task.key, reason);
  });

async function mark(core: Core, key: string, state: ReceiptState, ref?: string): Promise<void> {
  await core.db.receipt.update({
    where: { key },
    data: { state, changedAt: core.clock.now(), ...(ref !== undefined && { ref }) },
  });
}
