import type { Order, OrderStart } from "../../prisma/generated/client.ts";
import { activate, type Activation } from "../consultations/activate.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";

/** A consultation that begins with the payment: what activating it asks for, told before. */
export type StartWish = Omit<Activation, "entitlement" | "once">;

/** Keeps with a new order what its consultation is to begin with. */
export async function planStart(core: Core, order: string, { pet, complaint, startsAt }: StartWish) {
  await core.db.orderStart.create({
    data: {
      orderId: order,
      petId: pet,
      complaint: sealJson(core.keys, `order_start.complaint:${order}`, complaint),
      startsAt: startsAt ?? null,
    },
    select: { orderId: true },
  });
}

/** What a person has told of consultations that are to begin with a payment, which may not come. */
export async function plannedStarts(core: Core, owner: string) {
  const rows = await core.db.orderStart.findMany({
    where: { order: { ownerId: owner } },
    include: { order: { select: { number: true } } },
    orderBy: { order: { number: "asc" } },
  });
  return rows.map(({ orderId, order, petId, complaint, startsAt }) => ({
    order: order.number,
    petId,
    startsAt,
    complaint: complaintIn(core, orderId, complaint),
  }));
}

const complaintIn = (core: Core, order: string, sealed: Uint8Array): StartWish["complaint"] =>
  openJson<StartWish["complaint"]>(core.keys, `order_start.complaint:${order}`, sealed);

/** Marks the consultation that began with its order's payment: where it is not given, the money goes back by itself. */
export const startKey = (order: string): string => `order:${order}`;

/**
 * Begins the consultation that was planned with an order, which is locked. False: none was, or it cannot begin (its pet
 * is gone, or the order had lapsed meanwhile and nobody waits for it): the owner activates it when they like.
 */
export async function begin(
  core: Core,
  order: Order & { readonly start: OrderStart | null },
  entitlement: string,
): Promise<boolean> {
  const { id, ownerId, state, start } = order;
  if (!start) return false;
  await core.db.orderStart.delete({ where: { orderId: id }, select: { orderId: true } });
  if (state !== "open") return false;
  const begun = await activate(core, ownerId, {
    entitlement,
    pet: start.petId,
    complaint: complaintIn(core, id, start.complaint),
    ...(start.startsAt && { startsAt: start.startsAt }),
    once: startKey(id),
  });
  return begun.kind === "activated" || begun.kind === "scheduled";
}
