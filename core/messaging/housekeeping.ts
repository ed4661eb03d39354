import { forgetSessions } from "../payments/sessions.ts";
import type { Core } from "../platform/core.ts";
import { setTimer, type TimerHandler } from "../platform/timers.ts";
import { beginSweep, timers as storedBytes } from "./stored-bytes.ts";

const DAY = 24 * 3_600_000;
/** Meta delivers again for up to seven days, Telegram for one. */
const KEYS_DAYS = 8;
/** A message nobody said the destination of for a week will not be sent any more. */
const KEPT_DAYS = 7;
/** A dialog left in the middle for a month would only puzzle its owner. */
const DIALOG_DAYS = 30;
/** Nobody scrolls back further to answer by a number. */
const OFFER_DAYS = 30;

/** What fails after it was taken is reported within hours; a week is what a messenger repeats its reports for. */
const SENT_DAYS = 7;

/** Whoever takes a used code again within a week is told that it was used. */
const LINK_DAYS = 7;

const KEY = "housekeeping";

/** Once a day: forgets what is no longer needed. */
const tidy: TimerHandler = async (core, _payload, dueAt) => {
  const before = (days: number) => new Date(dueAt.getTime() - days * DAY);
  await core.db.received.deleteMany({ where: { at: { lt: before(KEYS_DAYS) } } });
  await core.db.keptMessage.deleteMany({ where: { at: { lt: before(KEPT_DAYS) } } });
  await core.db.dialog.deleteMany({ where: { updatedAt: { lt: before(DIALOG_DAYS) } } });
  await core.db.offer.deleteMany({ where: { at: { lt: before(OFFER_DAYS) } } });
  await core.db.link.deleteMany({ where: { createdAt: { lt: before(LINK_DAYS) } } });
  await core.db.linkGuess.deleteMany({ where: { at: { lt: before(1) } } });
  await core.db.delivery.updateMany({
    where: { outcome: "sent", sealed: { not: null }, at: { lt: before(SENT_DAYS) } },
    data: { sealed: null },
  });
  await forgetSessions(core, dueAt);
  await beginSweep(core);
  // After a jump of the clock once is enough: the next day counts from now.
  await setTimer(core, {
    key: KEY,
    kind: KEY,
    dueAt: new Date(core.clock.now().getTime() + DAY),
    payload: {},
  });
};

export const timers: Readonly<Record<string, TimerHandler>> = { [KEY]: tidy, ...storedBytes };

/** Sets the first one, where there is none. */
export async function beginHousekeeping(core: Core): Promise<void> {
  await core.db.timer.createMany({
    data: [{ key: KEY, kind: KEY, dueAt: new Date(core.clock.now().getTime() + DAY), payload: {} }],
    skipDuplicates: true,
  });
}
