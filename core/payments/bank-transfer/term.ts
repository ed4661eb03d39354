import { Temporal } from "temporal-polyfill";

/** A transfer of a private person arrives within three working days (document of the clinic); two more to send it. */
const BUSINESS_DAYS = 5;

/**
 * Until when an invoice can be paid: the end of its fifth business day, Monday to Friday in the clinic's zone. Public
 * holidays are not known here; a transfer that they delay is late, and decided on by a person.
 */
export function payableUntil(issued: Date, zone: string): Date {
  let day = dayOf(issued, zone);
  for (let left = BUSINESS_DAYS; left > 0;) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= 5) left -= 1;
  }
  return new Date(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
}

/** The calendar day of a moment in a zone. */
export const dayOf = (at: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** The last day of a term that ends with the day (`payableUntil`). */
export const lastDay = (until: Date, zone: string): Temporal.PlainDate =>
  dayOf(new Date(until.getTime() - 1), zone);
