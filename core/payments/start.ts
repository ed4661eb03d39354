import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import type { AttemptState } from "../../prisma/generated/enums.ts";
import { lapse } from "../orders/lapse.ts";
import { transact, type Core } from "../platform/core.ts";
import { openAtGateway } from "./checkout.ts";
import type { Gateways, PaymentGateway } from "./gateway.ts";
import { live, settle } from "./settle.ts";
import { checkKey, finish, watch } from "./tasks.ts";

export type PaymentStart =
  /** Where the payer goes now. */
  | { readonly kind: "redirect"; readonly url: string }
  | { readonly kind: "not_found" }
  | { readonly kind: "paid" }
  /** Somebody has paid just now, and the gateway is busy with it: there is nothing to do but wait. */
  | { readonly kind: "checking" }
  /** The order was left or grew old: a new one is made in the chat. */
  | { readonly kind: "cancelled" }
  /** The gateway does not answer or refuses: to be tried again later. */
  | { readonly kind: "unavailable" };

/** Time to find a card and to pass the bank's check. */
const ATTEMPT_LIFETIME = 30 * 60_000;

/**
 * Somebody pressed *Pay* on the page of an order. One attempt of an order is live at a time: whoever presses meanwhile
 * is sent to the same payment; one whose time is over is replaced.
 *
 * The gateway is asked first how the last attempt stands: what we know of it may be seconds old. One that was declined
 * or paid would greet the payer with an error, and one that was paid must not be paid twice.
 *
 * The attempt is committed before the gateway hears of it, together with the task that asks after it: a crash in
 * between leaves a question, never a payment that nobody knows.
 * @param email where this payer wants the receipt, checked; else it goes to the address given in the order
 */
export async function startPayment(
  core: Core,
  gateways: Gateways,
  token: string,
  email?: string,
): Promise<PaymentStart> {
  if ((await look(core, gateways, token)) === "busy") return { kind: "checking" };
  const opened = await transact(core, (core) => openAttempt(core, gateways, token));
  if (opened.kind !== "opened") return opened;
  const { id, gateway } = opened;
  const attempt = await core.db.paymentAttempt.findUniqueOrThrow({
    where: { id },
    include: { order: { include: { package: true } } },
  });
  const outcome = await openAtGateway(core, gateway, attempt, email);
  if ("ok" in outcome) return { kind: "redirect", url: outcome.ok.url };
  if ("declined" in outcome) await transact(core, (core) => fail(core, id));
  return { kind: "unavailable" };
}

/** Reads the state of the last attempt and acts on it. What cannot be read changes nothing: the form itself may work. */
async function look(core: Core, gateways: Gateways, token: string): Promise<"busy" | undefined> {
  const attempt = await core.db.paymentAttempt.findFirst({
    where: { order: { token, state: "open" } },
    orderBy: { invoice: "desc" },
  });
  const gateway = attempt && gateways[attempt.gateway];
  if (!gateway || attempt.ref === null || !mayBePaid.includes(attempt.state)) return undefined;
  const told = await gateway.fetchState(attempt.ref);
  if (!("ok" in told)) return undefined;
  await settle(core, attempt.id, told.ok);
  return told.ok.state === "received" || told.ok.state === "authorized" ? "busy" : undefined;
}

/** An expired one too: who had its form open may have paid at the last moment. */
const mayBePaid: readonly AttemptState[] = [...live, "expired"];

type Opened = { readonly kind: "opened"; readonly id: string; readonly gateway: PaymentGateway };

async function openAttempt(
  core: Core,
  gateways: Gateways,
  token: string,
): Promise<Opened | Exclude<PaymentStart, { kind: "redirect" }>> {
  const now = core.clock.now();
  await core.db.$queryRaw`select 1 from "order" where token = ${token} for no key update`;
  const order = await core.db.order.findUnique({
    where: { token },
    include: { attempts: { where: { state: { in: [...live] } } } },
  });
  if (!order) return { kind: "not_found" };
  if (order.state === "paid" || order.state === "refunded") return { kind: "paid" };
  if (order.state === "cancelled") return { kind: "cancelled" };
  if (order.expiresAt <= now) {
    await lapse(core, [order.id]);
    return { kind: "cancelled" };
  }
  const gateway = Object.values(gateways).find(({ currencies }) => currencies.includes(order.currency));
  if (!gateway) return { kind: "unavailable" };
  const [attempt] = order.attempts;
  if (attempt && attempt.gateway === gateway.name && attempt.expiresAt > now) {
    return { kind: "opened", id: attempt.id, gateway };
  }
  if (attempt) await expire(core, attempt);
  const id = core.ids();
  const end = Math.min(now.getTime() + ATTEMPT_LIFETIME, order.expiresAt.getTime());
  await core.db.paymentAttempt.create({
    data: {
      id,
      orderId: order.id,
      gateway: gateway.name,
      currency: order.currency,
      amount: order.amount,
      createdAt: now,
      expiresAt: new Date(end),
      changedAt: now,
    },
    select: { id: true },
  });
  await watch(core, id);
  return { kind: "opened", id, gateway };
}

/** Its task stays: a payment that began in time may still arrive. */
async function expire(core: Core, { id, state }: PaymentAttempt): Promise<void> {
  await core.db.paymentAttempt.updateMany({
    where: { id, state },
    data: { state: "expired", changedAt: core.clock.now() },
  });
}

/** The gateway would not open it: nobody can pay it. */
async function fail(core: Core, id: string): Promise<void> {
  const { count } = await core.db.paymentAttempt.updateMany({
    where: { id, state: "created" },
    data: { state: "failed", changedAt: core.clock.now() },
  });
  if (count > 0) await finish(core, checkKey(id));
}
