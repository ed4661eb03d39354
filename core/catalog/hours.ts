import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** Days of the week, Monday first (ISO 8601: `weekdays[0]` is day 1). */
export const weekdays = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;
export type Weekday = (typeof weekdays)[number];

const openTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const closeTime = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/**
 * When a clinic is open, in its own zone. `to` may be 24:00; `to` at or before `from` means the next day, so that
 * 20:00 to 08:00 is a night.
 */
export const openingHours = z.strictObject({
  days: z.array(z.enum(weekdays, { error: `is not one of: ${weekdays.join(", ")}` })).min(1),
  from: z.string().regex(openTime, 'must be a time, as "09:00"'),
  to: z.string().regex(closeTime, 'must be a time, as "21:00" ("24:00" is the end of the day)'),
});

export type OpeningHours = z.infer<typeof openingHours>;

/** Whether a clinic with these hours is open at a moment. `zone` is an IANA name. */
export function isOpen(hours: readonly OpeningHours[], zone: string, instant: Date): boolean {
  return openAround(hours, zone, instant).some(([from, to]) => from <= instant && instant < to);
}

/** When a clinic that is closed at a moment opens next; undefined: it is open, or never opens. */
export function opensAt(hours: readonly OpeningHours[], zone: string, instant: Date): Date | undefined {
  const spans = openAround(hours, zone, instant);
  if (spans.some(([from, to]) => from <= instant && instant < to)) return undefined;
  return spans.map(([from]) => from).find((from) => from > instant);
}

/**
 * Hours to be written as a list: days that follow one another with the same hours are one line.
 * `{first: "mo", last: "fr", from, to}`; a single day has `first` = `last`. In the order of the week.
 */
export interface HoursLine {
  readonly first: Weekday;
  readonly last: Weekday;
  readonly from: string;
  readonly to: string;
}

export function hoursLines(hours: readonly OpeningHours[]): HoursLine[] {
  const lines: HoursLine[] = [];
  const days = weekdays.flatMap((day, index) =>
    hours
      .filter((item) => item.days.includes(day))
      .map(({ from, to }) => ({ day, index, from, to }))
      .sort((one, other) => one.from.localeCompare(other.from)),
  );
  for (const { day, index, from, to } of days) {
    const before = lines.findIndex(
      (line) => line.from === from && line.to === to && weekdays.indexOf(line.last) === index - 1,
    );
    const line = lines[before];
    if (line) lines[before] = { ...line, last: day };
    else lines.push({ first: day, last: day, from, to });
  }
  return lines;
}

/** Spans of opening around a moment: all of the week after it, for whatever is looked up in them. */
const openAround = (hours: readonly OpeningHours[], zone: string, instant: Date): [Date, Date][] =>
  openSpans(hours, zone, instant, 8);

/** Spans of opening from the day before a moment to so many days after it, in order of time. `zone` is the clinic's. */
export function openSpans(
  hours: readonly OpeningHours[],
  zone: string,
  instant: Date,
  days: number,
): [Date, Date][] {
  const today = Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const spans: [Date, Date][] = [];
  for (let offset = -1; offset <= days; offset++) {
    const date = today.add({ days: offset });
    const weekday = weekdays[date.dayOfWeek - 1];
    for (const { days, from, to } of hours) {
      if (weekday === undefined || !days.includes(weekday)) continue;
      spans.push([at(date, from, zone), at(to > from ? date : date.add({ days: 1 }), to, zone)]);
    }
  }
  return spans.sort(([one], [other]) => one.getTime() - other.getTime());
}

function at(date: Temporal.PlainDate, time: string, zone: string): Date {
  const [day, clock] = time === "24:00" ? [date.add({ days: 1 }), "00:00"] : [date, time];
  const moment = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) });
  return new Date(moment.epochMilliseconds);
}
