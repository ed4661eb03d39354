import { isPaid } from "../../orders/states.ts";
import type { Core } from "../../platform/core.ts";
import { sameMoney, type Money } from "../../platform/money.ts";
import type { AttemptState } from "../../../prisma/generated/enums.ts";
import { live } from "../settle.ts";
import { attemptOf } from "./attempt-of.ts";

/** What Telegram asks before it takes anybody's money. */
export interface Asked extends Money {
  /** The payload of the invoice. */
  readonly payload: string;
}

/**
 * Whether it may take it:
 *
 *     yes        it may
 *     paid       the order is paid already, or this invoice is
 *     gone       the order was left or grew old
 *     outdated   the order waits, but not for this: another invoice or way to pay is what is open, or the sum is not its own
 */
export type MayPay = "yes" | "paid" | "gone" | "outdated";

/**
 * Told at the last moment before the payment, to whoever pays, the owner or not. Reads only: what was allowed and is
 * paid a moment too late goes back like any surplus.
 */
export async function mayPay(core: Core, { payload, ...money }: Asked): Promise<MayPay> {
  const attempt = await attemptOf(core, payload);
  if (!attempt) return "outdated";
  const now = core.clock.now();
  const { order, state } = attempt;
  if (isPaid(order.state) || attempt.charge) return "paid";
  if (order.state !== "open" || order.expiresAt <= now) return "gone";
  const open = (live as readonly AttemptState[]).includes(state) && attempt.expiresAt > now;
  return open && sameMoney(money, attempt) ? "yes" : "outdated";
}
