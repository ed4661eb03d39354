import { recognise } from "../payments/recognise.ts";
import { lockOrder } from "../payments/money-of.ts";
import type { TimerHandler } from "../platform/timers.ts";
import { armEnd } from "./sessions.ts";

/** The time of an entitlement is over: what is left of its price is earned. One that was lengthened waits for its new end. */
export const entitlementEnd: TimerHandler = async (core, { entitlement }, at) => {
  const found = await core.db.entitlement.findUnique({ where: { id: String(entitlement) } });
  if (!found) return;
  if (found.expiresAt > at) return armEnd(core, found.id, found.expiresAt);
  await lockOrder(core, found.orderId);
  await recognise(core, found.orderId);
};
