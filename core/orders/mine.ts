import type { Prisma } from "../../prisma/generated/client.ts";
import type { ConsultationState, OrderState } from "../../prisma/generated/enums.ts";
import { wordsOf, type Words } from "../catalog/words.ts";
import type { Core } from "../platform/core.ts";
import { openJson } from "../platform/sealed.ts";
import type { Payer } from "./create.ts";
import { lapse } from "./lapse.ts";

/** Consultations an owner bought. */
export interface EntitlementInfo {
  readonly id: string;
  readonly package: { readonly id: string; readonly slug: string; readonly title: Words };
  /** The vet it was bought from. */
  readonly vet: { readonly id: string; readonly name: Words } | undefined;
  /** Number of the order, as people call it. */
  readonly order: number;
  readonly total: number;
  readonly remaining: number;
  readonly grantedAt: Date;
  readonly expiresAt: Date;
  /** Something is left and its time is not over. */
  readonly usable: boolean;
  /** What it was used for, the oldest first. */
  readonly consultations: readonly {
    readonly id: string;
    readonly number: number;
    readonly state: ConsultationState;
    readonly createdAt: Date;
  }[];
}

/** All that an owner bought: the usable ones first, and of those the one that ends soonest. */
export async function myEntitlements(core: Core, owner: string): Promise<EntitlementInfo[]> {
  const now = core.clock.now();
  const rows = await core.db.entitlement.findMany({
    where: { ownerId: owner },
    include: {
      package: { select: { id: true, slug: true, title: true } },
      vet: { select: { id: true, name: true } },
      order: { select: { number: true } },
      entries: { select: { delta: true, kind: true } },
      consultations: {
        select: { id: true, number: true, state: true, createdAt: true },
        orderBy: { number: "asc" },
      },
    },
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
  });
  const all = rows.map(({ entries, vet, ...row }): EntitlementInfo => {
    const sum = (of: typeof entries) => of.reduce((total, { delta }) => total + delta, 0);
    const remaining = sum(entries);
    return {
      id: row.id,
      package: { ...row.package, title: wordsOf(row.package.title) },
      vet: vet ? { id: vet.id, name: wordsOf(vet.name) } : undefined,
      order: row.order.number,
      total: sum(entries.filter(({ kind }) => kind === "grant")),
      remaining,
      grantedAt: row.grantedAt,
      expiresAt: row.expiresAt,
      usable: remaining > 0 && row.expiresAt > now,
      consultations: row.consultations,
    };
  });
  return [...all.filter(({ usable }) => usable), ...all.filter(({ usable }) => !usable)];
}

/** One of the owner's entitlements; undefined when it is not theirs. */
export async function myEntitlement(
  core: Core,
  owner: string,
  id: string,
): Promise<EntitlementInfo | undefined> {
  return (await myEntitlements(core, owner)).find((entitlement) => entitlement.id === id);
}

/** An order as its owner sees it. */
export interface OrderInfo {
  readonly id: string;
  readonly number: number;
  readonly package: Words;
  readonly state: OrderState;
  /** Minor units of `currency`. */
  readonly amount: number;
  readonly currency: string;
  readonly createdAt: Date;
  readonly paidAt: Date | undefined;
  /** Until when the payment page offers to pay it. */
  readonly expiresAt: Date;
  /** The payment page, while it can be paid there. */
  readonly link: string | undefined;
  readonly payer: Payer | undefined;
}

/** An owner's orders, the latest first. */
export const myOrders = (core: Core, owner: string): Promise<OrderInfo[]> => find(core, { ownerId: owner });

/** Those that can be paid now, or left; the latest first. */
export const myUnpaidOrders = (core: Core, owner: string): Promise<OrderInfo[]> =>
  find(core, { ownerId: owner, state: "open", expiresAt: { gt: core.clock.now() } });

/** One of the owner's orders; undefined when it is not theirs. */
export const myOrder = async (core: Core, owner: string, id: string): Promise<OrderInfo | undefined> =>
  (await find(core, { ownerId: owner, id }))[0];

/** One of the owner's orders by its number; undefined when it is not theirs. */
export const orderByNumber = async (
  core: Core,
  owner: string,
  number: number,
): Promise<OrderInfo | undefined> => (await find(core, { ownerId: owner, number }))[0];

async function find(core: Core, where: Prisma.OrderWhereInput): Promise<OrderInfo[]> {
  const now = core.clock.now();
  const { publicUrl } = core.settings;
  const rows = await core.db.order.findMany({
    where,
    include: { package: { select: { title: true } } },
    orderBy: { number: "desc" },
  });
  return rows.map(({ payer, ...row }) => ({
    id: row.id,
    number: row.number,
    package: wordsOf(row.package.title),
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    createdAt: row.createdAt,
    paidAt: row.paidAt ?? undefined,
    expiresAt: row.expiresAt,
    link:
      publicUrl !== undefined && row.state === "open" && row.expiresAt > now
        ? `${publicUrl}/p/${row.token}`
        : undefined,
    payer: payer ? openJson<Payer>(core.keys, `order.payer:${row.id}`, payer) : undefined,
  }));
}

/**
 * Removes what orders say of a person whose account is deleted; the sums stay, as the books require. What is not paid
 * is closed: nobody would be there to get it.
 */
export async function forgetPayer(core: Core, owner: string): Promise<void> {
  const orders = await core.db.order.findMany({ where: { ownerId: owner }, select: { id: true } });
  await lapse(
    core,
    orders.map(({ id }) => id),
  );
  await core.db.orderStart.deleteMany({ where: { order: { ownerId: owner } } });
  await core.db.paymentAttempt.updateMany({
    where: { order: { ownerId: owner } },
    data: { receiptTo: null },
  });
  // All of them: a payment that arrives just now waits here, and finds that its owner is gone.
  await core.db.order.updateMany({ where: { ownerId: owner }, data: { payer: null } });
}
