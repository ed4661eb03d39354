import { timers as cashier } from "../core/cashier/decide.ts";
import { timers as consultations } from "../core/consultations/timers.ts";
import { timers as housekeeping } from "../core/messaging/housekeeping.ts";
import { timers as lateEdits } from "../core/messaging/late-edit.ts";
import { timers as whatsappState } from "../core/messaging/whatsapp-state.ts";
import { timers as orders } from "../core/orders/lapse.ts";
import type { TimerHandler } from "../core/platform/timers.ts";
import { timers as support } from "../core/support/timers.ts";
import { timers as whatsapp } from "./whatsapp/cloud/failed.ts";

/** What runs each kind of timer. */
export const timers: Readonly<Record<string, TimerHandler>> = {
  ...consultations,
  ...support,
  ...orders,
  ...cashier,
  ...housekeeping,
  ...lateEdits,
  ...whatsapp,
  ...whatsappState,
};
