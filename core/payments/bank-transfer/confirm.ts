import { Temporal } from "temporal-polyfill";
import { transact, type Core } from "../../platform/core.ts";
import type { PaymentAttempt } from "../../../prisma/generated/client.ts";
import { post } from "../ledger.ts";
import { settle } from "../settle.ts";
import { TRANSFER } from "./gateway.ts";
import { readReference } from "./reference.ts";
import { dayOf, lastDay } from "./term.ts";

/** A line of the bank's statement, as a cashier copies it. */
export interface StatementLine {
  /** Of our invoice, as the payer wrote it; blanks, case and the dash do not matter. */
  readonly reference: string;
  /** Minor units of `currency`. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The day the money came, `2026-11-23`. */
  readonly date: string;
  /** The bank's own number of the transfer; case and blanks do not matter. */
  readonly bankReference: string;
}

/** Why money is not what an invoice waits for. `again`: the invoice was paid before. */
export type SuspenseReason = "under" | "over" | "late" | "again" | "other_currency";

export type TransferConfirmed =
  /** The order is paid. `order`: its number. */
  | { readonly kind: "credited"; readonly order: number }
  /** It is the sum of the invoice, but its order was paid otherwise or can no longer be had: it is to go back. */
  | { readonly kind: "surplus"; readonly order: number }
  /** It lies in suspense; `asked` is the sum of the invoice. */
  | {
      readonly kind: "suspense";
      readonly order: number;
      readonly reason: SuspenseReason;
      readonly asked: { readonly amount: number; readonly currency: string };
    }
  /** This very transfer was entered before. */
  | { readonly kind: "already_confirmed"; readonly order: number }
  /** No invoice has this reference: a digit of it is wrong, or the money is for something else. */
  | { readonly kind: "unknown_reference" }
  | { readonly kind: "invalid"; readonly field: "amount" | "currency" | "date" | "bankReference" };

/**
 * A cashier found a transfer on the bank's statement. The exact sum in time pays the order, as money of any gateway does;
 * any other lies in suspense until somebody decides. Each transfer counts once, whoever enters it (`bank_ref`).
 * @param cashier id of the member of staff; whether they may is asked where they do it
 */
export async function confirmTransfer(
  core: Core,
  cashier: string,
  line: StatementLine,
): Promise<TransferConfirmed> {
  const read = await readLine(core, line);
  if ("kind" in read) return read;
  const { found, bankRef, day, timeZone } = read;
  const { amount, currency } = line;
  return transact(core, async (core) => {
    await core.db.$queryRaw`select 1 from "order" where id = ${found.orderId}::uuid for no key update`;
    const attempt = await core.db.paymentAttempt.findUniqueOrThrow({
      where: { id: found.id },
      include: { order: { select: { number: true } } },
    });
    const order = attempt.order.number;
    const reason = oddity(attempt, { amount, currency }, day, timeZone);
    const { count } = await core.db.bankTransfer.createMany({
      data: {
        bankRef,
        attemptId: attempt.id,
        outcome: reason ? "suspense" : "settled",
        currency,
        amount,
        receivedOn: new Date(`${day.toString()}T00:00:00Z`),
        cashierId: cashier,
        confirmedAt: core.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count === 0) return alreadyConfirmed(core, bankRef);
    if (reason) {
      await suspend(core, attempt, { bankRef, amount, currency });
      const asked = { amount: attempt.amount, currency: attempt.currency };
      return { kind: "suspense", order, reason, asked };
    }
    // It was meant to begin with the payment, days ago: nobody waits for it this minute. The owner begins when they like.
    await core.db.orderStart.deleteMany({ where: { orderId: attempt.orderId } });
    const settled = await settle(core, attempt.id, { state: "captured", money: { amount, currency } });
    return { kind: settled === "credited" ? "credited" : "surplus", order };
  });
}

/** A line of a statement that can be one, and the attempt whose invoice it names. */
interface ReadLine {
  readonly found: PaymentAttempt;
  readonly bankRef: string;
  readonly day: Temporal.PlainDate;
  /** In which days are meant. */
  readonly timeZone: string;
}

type Unreadable = Extract<TransferConfirmed, { kind: "invalid" | "unknown_reference" }>;

export async function readLine(core: Core, line: StatementLine): Promise<ReadLine | Unreadable> {
  const reference = readReference(line.reference);
  const bankRef = line.bankReference.replaceAll(/\s/gu, "").toUpperCase();
  const { amount, currency } = line;
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MAX_AMOUNT) return invalid("amount");
  if (!/^[A-Z]{3}$/.test(currency)) return invalid("currency");
  if (!/^[A-Z0-9][A-Z0-9/-]{0,63}$/.test(bankRef)) return invalid("bankReference");
  const day = readDay(line.date);
  if (!day) return invalid("date");
  if (reference === undefined) return { kind: "unknown_reference" };
  const found = await core.db.paymentAttempt.findUnique({
    where: { gateway_ref: { gateway: TRANSFER, ref: reference } },
    include: { order: { select: { package: { select: { clinic: { select: { timeZone: true } } } } } } },
  });
  if (!found) return { kind: "unknown_reference" };
  const { timeZone } = found.order.package.clinic;
  if (Temporal.PlainDate.compare(day, dayOf(core.clock.now(), timeZone)) > 0) return invalid("date");
  return { found, bankRef, day, timeZone };
}

/** What a column of 32 bits holds. */
const MAX_AMOUNT = 2_147_483_647;

const invalid = (field: Extract<TransferConfirmed, { kind: "invalid" }>["field"]) =>
  ({ kind: "invalid", field }) as const;

function readDay(typed: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return undefined;
  try {
    return Temporal.PlainDate.from(typed, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

export function oddity(
  attempt: PaymentAttempt,
  { amount, currency }: { readonly amount: number; readonly currency: string },
  day: Temporal.PlainDate,
  zone: string,
): SuspenseReason | undefined {
  if (attempt.captured > 0) return "again";
  if (currency !== attempt.currency) return "other_currency";
  if (amount !== attempt.amount) return amount < attempt.amount ? "under" : "over";
  return Temporal.PlainDate.compare(day, lastDay(attempt.expiresAt, zone)) > 0 ? "late" : undefined;
}

async function alreadyConfirmed(core: Core, bankRef: string): Promise<TransferConfirmed> {
  const { attempt } = await core.db.bankTransfer.findUniqueOrThrow({
    where: { bankRef },
    select: { attempt: { select: { order: { select: { number: true } } } } },
  });
  return { kind: "already_confirmed", order: attempt.order.number };
}

/** The order is named, the attempt is not: its own money is what settles it. */
async function suspend(
  core: Core,
  { orderId, ref }: PaymentAttempt,
  { bankRef, amount, currency }: { bankRef: string; amount: number; currency: string },
): Promise<void> {
  await post(core, {
    kind: "suspense_in",
    ref: `${TRANSFER}:${ref}:${bankRef}`,
    order: orderId,
    currency,
    lines: { [`clearing:${TRANSFER}`]: amount, suspense: -amount },
  });
}
