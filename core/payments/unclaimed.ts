import { transact, type Core } from "../platform/core.ts";
import { sealJson } from "../platform/sealed.ts";
import type { PaymentGateway, Unclaimed } from "./gateway.ts";
import { watch, watchAgain } from "./tasks.ts";

/**
 * While somebody may be paying: gateways that give back what nobody took are asked this often. They wait for half an hour,
 * so a look may fail a few times.
 */
export const CLAIM_EVERY = 5 * 60_000;

/** And for so long after the end of an attempt: whoever began in time may end later. */
export const CLAIM_AFTER = 45 * 60_000;

/**
 * Finds what was paid at such a gateway and not taken yet, so that it is looked at, which takes it. Asked when something of
 * its is due anyway: that is every few minutes while a form of its may be open.
 */
export async function claimPayments(core: Core, gateway: PaymentGateway): Promise<void> {
  const told = await gateway.fetchUnclaimed?.();
  // Unanswered: the payments that are known are asked after one by one all the same.
  if (told && "ok" in told) for (const payment of told.ok) await claim(core, gateway, payment);
}

async function claim(core: Core, { name: gateway }: PaymentGateway, payment: Unclaimed): Promise<void> {
  const { ref } = payment;
  await transact(core, async (core) => {
    const known = await core.db.paymentAttempt.findUnique({ where: { gateway_ref: { gateway, ref } } });
    const id = known?.id ?? (await adopt(core, gateway, payment));
    if (id !== undefined) return watchAgain(core, id, "now");
    await record(core, gateway, payment);
  });
}

/**
 * A payment that we asked for and whose name never reached us, or was not written down: it belongs to the order whose page
 * its payer was to come back to. Undefined: to none of ours, or it is not the sum of it.
 */
async function adopt(
  core: Core,
  gateway: string,
  { ref, money, returnUrl }: Unclaimed,
): Promise<string | undefined> {
  const token = tokenIn(core, returnUrl);
  if (token === undefined) return undefined;
  await core.db.$queryRaw`select 1 from "order" where token = ${token} for no key update`;
  const order = await core.db.order.findUnique({
    where: { token, prices: { some: money } },
    select: {
      id: true,
      attempts: { where: { gateway, ref: null, ...money }, orderBy: { invoice: "asc" }, take: 1 },
    },
  });
  if (!order) return undefined;
  const [nameless] = order.attempts;
  if (nameless) {
    await core.db.paymentAttempt.update({ where: { id: nameless.id }, data: { ref } });
    return nameless.id;
  }
  // Two forms were opened at once, and the other one was written down. Paid is paid: it is settled like any late payment.
  const now = core.clock.now();
  const id = core.ids();
  const times = { createdAt: now, expiresAt: now, changedAt: now };
  await core.db.paymentAttempt.create({
    data: { id, orderId: order.id, gateway, ref, state: "expired", ...money, ...times },
  });
  await watch(core, id);
  return id;
}

function tokenIn({ settings }: Core, returnUrl: string): string | undefined {
  const { publicUrl } = settings;
  if (publicUrl === undefined || !returnUrl.startsWith(`${publicUrl}/p/`)) return undefined;
  return /^([\w-]+)\/return$/.exec(returnUrl.slice(`${publicUrl}/p/`.length))?.[1];
}

/** Somebody's money that is not for us to take: it goes back by itself. That we saw it is kept, once. */
async function record(core: Core, gateway: string, payment: Unclaimed): Promise<void> {
  const seen = { gateway, eventKey: `unclaimed:${payment.ref}` };
  if ((await core.db.paymentNotification.count({ where: seen })) > 0) return;
  const id = core.ids();
  await core.db.paymentNotification.create({
    data: {
      ...seen,
      id,
      verdict: "unknown_order",
      claimsMoney: false,
      sealed: sealJson(core.keys, `payment_notification.sealed:${id}`, payment),
      receivedAt: core.clock.now(),
    },
  });
}
