import type { Prisma } from "../../../prisma/generated/client.ts";
import type { Core } from "../../platform/core.ts";
import type { Money } from "../../platform/money.ts";
import { TRANSFER } from "./gateway.ts";
import { readReference } from "./reference.ts";
import { lastDay } from "./term.ts";

/** An invoice as a cashier sees it; nobody's name. */
export interface InvoiceLine extends Money {
  readonly reference: string;
  /** Number of the order. */
  readonly order: number;
  /** The last day on which the money may come, `2026-11-30`. */
  readonly until: string;
}

const withOrder = {
  order: {
    select: { number: true, package: { select: { clinic: { select: { timeZone: true } } } } },
  },
} satisfies Prisma.PaymentAttemptInclude;
type Found = Prisma.PaymentAttemptGetPayload<{ include: typeof withOrder }>;

/** Invoices that wait for their money, those first whose time is over first; and how many there are in all. */
export async function openInvoices(
  core: Core,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<{ readonly invoices: readonly InvoiceLine[]; readonly total: number }> {
  const where = {
    gateway: TRANSFER,
    state: "pending",
    ref: { not: null },
    expiresAt: { gt: core.clock.now() },
    order: { state: "open" },
  } satisfies Prisma.PaymentAttemptWhereInput;
  const orderBy = [
    { expiresAt: "asc" },
    { invoice: "asc" },
  ] satisfies Prisma.PaymentAttemptOrderByWithRelationInput[];
  const rows = await core.db.paymentAttempt.findMany({
    where,
    orderBy,
    skip,
    take: limit,
    include: withOrder,
  });
  return {
    invoices: rows.map(invoiceLine),
    total: await core.db.paymentAttempt.count({ where }),
  };
}

/** The invoice of a reference as somebody typed it, open or not; undefined: there is none. */
export async function invoiceByReference(core: Core, typed: string): Promise<InvoiceLine | undefined> {
  const ref = readReference(typed);
  if (ref === undefined) return undefined;
  const found = await core.db.paymentAttempt.findUnique({
    where: { gateway_ref: { gateway: TRANSFER, ref } },
    include: withOrder,
  });
  return found ? invoiceLine(found) : undefined;
}

function invoiceLine({ ref, order, amount, currency, expiresAt }: Found): InvoiceLine {
  const until = lastDay(expiresAt, order.package.clinic.timeZone).toString();
  return { reference: ref ?? "", order: order.number, amount, currency, until };
}
