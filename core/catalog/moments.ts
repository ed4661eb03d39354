import { Temporal } from "temporal-polyfill";

/**
 * A moment of a catalogue: "2026-12-31T18:00+03:00", or a day, "2026-12-31", which counts whole in the clinic's zone:
 * `from` its beginning, `until` its end. Undefined: neither, or no such day.
 */
export function momentOf(written: string, zone: string, edge: "from" | "until"): Date | undefined {
  try {
    if (written.includes("T")) return dateOf(Temporal.Instant.from(written));
    const day = Temporal.PlainDate.from(written, { overflow: "reject" });
    return dateOf(
      day
        .add({ days: edge === "until" ? 1 : 0 })
        .toZonedDateTime(zone)
        .toInstant(),
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds);
