import * as z from "zod";
import type { ReceiptKind } from "../../prisma/generated/enums.ts";
import { transact, type Core } from "../platform/core.ts";
import type { Money } from "../platform/money.ts";
import { receiptAddress } from "./checkout.ts";
import type { ReceiptLine } from "./gateway.ts";
import { giveUp } from "./stuck.ts";
import { finish } from "./tasks.ts";

/** A receipt that a cashier makes at the till, and enters the number of. */
export interface ReceiptToMake extends Money {
  /** Number of the order. */
  readonly order: number;
  /** Ids of the order and of the payment. */
  readonly orderId: string;
  readonly attempt: string;
  readonly kind: ReceiptKind;
  /** They add up to `amount` exactly. */
  readonly lines: readonly ReceiptLine[];
  /** Where the payer wants it; undefined: they left no address, or have left. */
  readonly email: string | undefined;
}

const taskOf = (receipt: string): string => `receipt:${receipt}`;

/**
 * Asks a person for a receipt: bank transfers of natural persons want one as cards do (54-FZ, article 1.2, paragraph 5.3),
 * by the end of the working day after the money came, and the gateways make receipts for nothing but payments of
 * their own.
 */
export const handOver = (core: Core, key: string): Promise<void> =>
  transact(core, async (core) => {
    await core.db.receipt.updateMany({
      where: { key, state: "due" },
      data: { state: "sent", changedAt: core.clock.now() },
    });
    await giveUp(core, taskOf(key), "by_hand");
  });

const stored = z.array(z.object({ name: z.string(), sum: z.number() }));

/** A receipt that waits for a person, by its key; undefined: none does, or it was made. */
export async function receiptToMake(core: Core, key: string): Promise<ReceiptToMake | undefined> {
  const waits = { key: taskOf(key), stuck: "by_hand", doneAt: null };
  if ((await core.db.paymentTask.count({ where: waits })) === 0) return undefined;
  const { kind, lines, total, currency, attempt } = await core.db.receipt.findUniqueOrThrow({
    where: { key },
    include: { attempt: { include: { order: true } } },
  });
  return {
    order: attempt.order.number,
    orderId: attempt.orderId,
    attempt: attempt.id,
    kind,
    lines: stored.parse(lines),
    amount: total,
    currency,
    email: receiptAddress(core, attempt),
  };
}

/**
 * A person made a receipt, or says that none is wanted (an organisation paid).
 * @param number of the receipt, as the till printed it; undefined: there is none
 * @returns false: nobody waits for it any more
 */
export function receiptMade(core: Core, key: string, number: string | undefined): Promise<boolean> {
  return transact(core, async (core) => {
    const { count } = await core.db.receipt.updateMany({
      where: { key, state: "sent", ref: null },
      data: {
        state: number === undefined ? "none" : "done",
        ref: number ?? null,
        changedAt: core.clock.now(),
      },
    });
    if (count > 0) await finish(core, taskOf(key));
    return count > 0;
  });
}

/** The number of a receipt as somebody types it: digits and letters of the till, 32 at most. Undefined: it is none. */
export function readReceiptNumber(typed: string): string | undefined {
  const number = typed.replaceAll(/[\s№#]/gu, "");
  return /^[\p{L}\d][\p{L}\d/-]{0,31}$/u.test(number) ? number.toUpperCase() : undefined;
}
