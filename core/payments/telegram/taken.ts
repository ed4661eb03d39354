import type { PaymentAttempt } from "../../../prisma/generated/client.ts";
import { transact, type Core } from "../../platform/core.ts";
import { lockOrder } from "../money-of.ts";
import { watch, watchAgain } from "../tasks.ts";
import { attemptOf } from "./attempt-of.ts";
import type { Asked } from "./may-pay.ts";
import { TELEGRAM } from "./gateway.ts";

/** A payment that Telegram says has been made. */
export interface Taken extends Asked {
  /** Telegram's name for it. */
  readonly chargeId: string;
  readonly providerChargeId: string;
}

/**
 * Writes down what Telegram says it has taken: once each, however often it says so. What becomes of it is decided as of
 * any other payment, by the task that is woken here. Who pays an invoice that is paid already (two people at once, say)
 * has made a payment of their own, which gets an attempt of its own: the order needs no second one, so it is to go back.
 *
 * @returns `unknown`: the invoice is none of ours, and nothing was written. Only one that we said no to before, or that
 * another program made with the same bot
 */
export async function takePayment(core: Core, taken: Taken): Promise<"taken" | "known" | "unknown"> {
  return transact(core, async (core) => {
    const named = await attemptOf(core, taken.payload);
    if (!named) return "unknown";
    await lockOrder(core, named.orderId);
    const { chargeId, providerChargeId, amount, currency } = taken;
    if ((await core.db.telegramPayment.count({ where: { chargeId } })) > 0) return "known";
    const others = await core.db.telegramPayment.count({ where: { attemptId: named.id } });
    const attemptId = others === 0 ? named.id : await another(core, named);
    const at = core.clock.now();
    await core.db.telegramPayment.create({
      data: { chargeId, attemptId, providerChargeId, amount, currency, at },
    });
    await core.db.paymentAttempt.updateMany({
      where: { id: attemptId, ref: null },
      data: { ref: attemptId },
    });
    await watchAgain(core, attemptId, "now");
    return "taken";
  });
}

/** An attempt that was never open to anybody: its money is all there is of it. */
async function another(core: Core, { orderId, amount, currency }: PaymentAttempt): Promise<string> {
  const id = core.ids();
  const at = core.clock.now();
  const times = { createdAt: at, expiresAt: at, changedAt: at };
  await core.db.paymentAttempt.create({
    data: { id, orderId, gateway: TELEGRAM, ref: id, state: "expired", currency, amount, ...times },
  });
  await watch(core, id);
  return id;
}
