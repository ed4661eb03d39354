import { bankDetails, type BankDetails } from "../../catalog/bank.ts";
import { wordsOf, type Words } from "../../catalog/words.ts";
import type { Core } from "../../platform/core.ts";
import { TRANSFER } from "./gateway.ts";
import { lastDay } from "./term.ts";

/** An invoice to be paid by bank transfer, as whoever has the payment page's link may read it: it names no person. */
export interface Invoice {
  /** To be written into the transfer. */
  readonly reference: string;
  readonly order: number;
  readonly title: Words;
  /** Minor units of `currency`. */
  readonly amount: number;
  readonly currency: string;
  readonly issuedAt: Date;
  /** The last day on which the money may come, `2026-11-30`. */
  readonly until: string;
  /** IANA zone in which days are meant. */
  readonly zone: string;
  /** False: another way to pay was chosen meanwhile, its time is over, or the order is paid. */
  readonly open: boolean;
  readonly bank: BankDetails;
  /** Language of the order. */
  readonly locale: string;
}

/** The latest invoice of the order behind a payment page; undefined: none was made. Reads only. */
export async function invoiceOf(core: Core, token: string): Promise<Invoice | undefined> {
  const attempt = await core.db.paymentAttempt.findFirst({
    where: { gateway: TRANSFER, ref: { not: null }, order: { token } },
    orderBy: { invoice: "desc" },
    include: { order: { include: { package: { include: { clinic: true } } } } },
  });
  if (!attempt || attempt.ref === null) return undefined;
  const { ref, amount, currency, createdAt, expiresAt, order } = attempt;
  const { clinic } = order.package;
  const bank = bankDetails.safeParse(clinic.bank);
  if (!bank.success) return undefined;
  return {
    reference: ref,
    order: order.number,
    title: wordsOf(order.package.title),
    amount,
    currency,
    issuedAt: createdAt,
    until: lastDay(expiresAt, clinic.timeZone).toString(),
    zone: clinic.timeZone,
    open: attempt.state === "pending" && expiresAt > core.clock.now() && order.state === "open",
    bank: bank.data,
    locale: order.locale,
  };
}
