import { Temporal } from "temporal-polyfill";
import { clinicInfo } from "../catalog/clinic.ts";
import { openSpans, type OpeningHours } from "../catalog/hours.ts";
import { dayOf } from "../accounts/days.ts";
import type { Core } from "../platform/core.ts";
import { AHEAD, ANSWER_WITHIN, deadlineOf, minutes, plus } from "./states.ts";

/** A chosen time is at least this far ahead: sooner, "now" is as good. */
const SOONEST = minutes(30);
/** Times are offered this far apart, from midnight of the owner's clock. */
const APART = { minutes: 30 };

/** Times of one day of the owner's at which a consultation may begin, in order. */
export interface DayOfStarts {
  /** `YYYY-MM-DD`, by the owner's clock. */
  readonly day: string;
  /** 0: today, 1: tomorrow … */
  readonly away: number;
  readonly starts: readonly Start[];
}

export interface Start {
  readonly at: Date;
  /** When the vet's answer is due. */
  readonly deadline: Date;
}

/**
 * Times that an owner may choose for a consultation of an entitlement: half hours of the owner's clock (`zone`, IANA)
 * in which the clinic is open until the answer is due and the entitlement holds. Days without any are left out.
 */
export async function startsFor(
  core: Core,
  owner: string,
  entitlement: string,
  zone: string,
): Promise<DayOfStarts[]> {
  const clinic = await clinicInfo(core);
  const bought = await core.db.entitlement.findFirst({
    where: { id: entitlement, ownerId: owner },
    select: { expiresAt: true },
  });
  return clinic && bought ? offeredStarts(core.clock.now(), zone, bought.expiresAt, clinic) : [];
}

export function offeredStarts(
  now: Date,
  zone: string,
  validUntil: Date,
  clinic: { readonly hours: readonly OpeningHours[]; readonly timeZone: string },
): DayOfStarts[] {
  const soonest = plus(now, SOONEST);
  const latest = new Date(Math.min(plus(now, AHEAD).getTime(), validUntil.getTime()));
  const spans = openSpans(clinic.hours, clinic.timeZone, now, AHEAD / minutes(24 * 60) + 1);
  const open = (at: Date) => spans.some(([from, to]) => from <= at && at < to);
  const fits = (at: Date) =>
    at >= soonest && at < latest && open(at) && open(plus(at, ANSWER_WITHIN - minutes(1)));

  const days: DayOfStarts[] = [];
  const last = dayOf(latest, zone);
  let day = Temporal.PlainDate.from(dayOf(now, zone));
  for (let away = 0; day.toString() <= last; away++, day = day.add({ days: 1 })) {
    const starts = halfHours(day, zone)
      .filter(fits)
      .map((at) => ({ at, deadline: deadlineOf(at) }));
    if (starts.length > 0) days.push({ day: day.toString(), away, starts });
  }
  return days;
}

/**
 * The half hours of a day by a zone's clock. An hour that the clock leaves out is not among them; one that it shows
 * twice is there once, as its first: nobody could tell the two apart.
 */
function halfHours(day: Temporal.PlainDate, zone: string): Date[] {
  const byClock = new Map<string, Date>();
  let at = day.toZonedDateTime(zone);
  for (; at.toPlainDate().equals(day); at = at.add(APART)) {
    const shown = at.toPlainTime().toString();
    if (!byClock.has(shown)) byClock.set(shown, new Date(at.epochMilliseconds));
  }
  return [...byClock.values()];
}
