import type { Order, PaymentAttempt } from "../../prisma/generated/client.ts";
import { lapse } from "../orders/lapse.ts";
import { isPaid } from "../orders/states.ts";
import type { Core } from "../platform/core.ts";
import { TRANSFER } from "./bank-transfer/gateway.ts";
import { issueInvoice } from "./bank-transfer/issue.ts";
import { payableUntil } from "./bank-transfer/term.ts";
import { choicesOf, waysOf, type Choice } from "./choices.ts";
import type { Gateways, PaymentGateway } from "./gateway.ts";
import { live } from "./settle.ts";
import type { PaymentStart } from "./start.ts";
import { watch, watchAgain } from "./tasks.ts";

type Opened = { readonly kind: "opened"; readonly id: string; readonly gateway: PaymentGateway };
type NotOpened = Exclude<PaymentStart, { kind: "redirect" | "checking" }>;

/** Time to find a card and to pass the bank's check. */
const ATTEMPT_LIFETIME = 30 * 60_000;

/**
 * Finds the live attempt of the order behind a payment page, or makes one in its place: of the gateway and currency that
 * are wanted (id of a choice), else of the first there are. Of those who press at once the order's row lets one after
 * another; the gateway is not asked here.
 */
export async function openAttempt(
  core: Core,
  gateways: Gateways,
  token: string,
  wanted: string | undefined,
): Promise<Opened | NotOpened> {
  const now = core.clock.now();
  await core.db.$queryRaw`select 1 from "order" where token = ${token} for no key update`;
  const order = await core.db.order.findUnique({
    where: { token },
    include: { attempts: { where: { state: { in: [...live] } } } },
  });
  if (!order) return { kind: "not_found" };
  if (isPaid(order.state)) return { kind: "paid" };
  if (order.state !== "open") return { kind: "cancelled" };
  if (order.expiresAt <= now) {
    await lapse(core, [order.id]);
    return { kind: "cancelled" };
  }
  const choices = choicesOf((await waysOf(core, gateways, order)).ways);
  if (choices.length === 0) return { kind: "unavailable" };
  const choice = wanted === undefined ? choices[0] : choices.find(({ id }) => id === wanted);
  const gateway = choice && gateways[choice.gateway];
  if (!gateway) return { kind: "choice_gone" };
  const [attempt] = order.attempts;
  if (attempt && isOf(attempt, choice) && attempt.expiresAt > now) {
    return { kind: "opened", id: attempt.id, gateway };
  }
  if (attempt) await expire(core, attempt);
  const former = gateway.name === TRANSFER ? await reviveInvoice(core, order.id, choice) : undefined;
  if (former !== undefined) return { kind: "opened", id: former, gateway };
  const id = core.ids();
  const { currency, amount } = choice;
  const { invoice, expiresAt } = await core.db.paymentAttempt.create({
    data: {
      id,
      orderId: order.id,
      gateway: gateway.name,
      currency,
      amount,
      createdAt: now,
      expiresAt: await endOf(core, gateway, order),
      changedAt: now,
    },
    select: { invoice: true, expiresAt: true },
  });
  await watch(core, id);
  if (gateway.name === TRANSFER) {
    await issueInvoice(core, order, { invoice, expiresAt, money: { amount, currency } });
  }
  return { kind: "opened", id, gateway };
}

const isOf = (attempt: PaymentAttempt, choice: Choice): boolean =>
  attempt.gateway === choice.gateway && attempt.currency === choice.currency;

/** An invoice is kept for days, and its order with it; a form ends with its order. */
async function endOf(
  core: Core,
  gateway: PaymentGateway,
  { expiresAt, packageId }: Pick<Order, "expiresAt" | "packageId">,
): Promise<Date> {
  const now = core.clock.now();
  if (gateway.name !== TRANSFER) {
    return new Date(Math.min(now.getTime() + ATTEMPT_LIFETIME, expiresAt.getTime()));
  }
  const { clinic } = await core.db.package.findUniqueOrThrow({
    where: { id: packageId },
    select: { clinic: { select: { timeZone: true } } },
  });
  return payableUntil(now, clinic.timeZone);
}

/** Its task stays: a payment that began in time may still arrive. */
async function expire(core: Core, { id, state }: PaymentAttempt): Promise<void> {
  await core.db.paymentAttempt.updateMany({
    where: { id, state },
    data: { state: "expired", changedAt: core.clock.now() },
  });
}

/** Whoever comes back to a transfer has the invoice they had: it may be on its way to their bank. */
async function reviveInvoice(core: Core, orderId: string, choice: Choice): Promise<string | undefined> {
  const now = core.clock.now();
  const { gateway, currency, amount } = choice;
  const former = await core.db.paymentAttempt.findFirst({
    where: {
      orderId,
      gateway,
      currency,
      amount,
      state: "expired",
      ref: { not: null },
      expiresAt: { gt: now },
    },
    orderBy: { invoice: "desc" },
  });
  if (!former) return undefined;
  await core.db.paymentAttempt.update({
    where: { id: former.id },
    data: { state: "pending", changedAt: now },
  });
  await watchAgain(core, former.id, "soon");
  return former.id;
}
