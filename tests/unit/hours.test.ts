import { describe, expect, it } from "vitest";
import { hoursLines, isOpen, opensAt, type OpeningHours } from "../../core/catalog/hours.ts";

const weekdays: OpeningHours[] = [{ days: ["mo", "tu", "we", "th", "fr"], from: "09:00", to: "21:00" }];
const moscow = "Europe/Moscow";

describe("a clinic open on weekdays", () => {
  it.each([
    ["2026-11-23T05:59:59Z", false],
    ["2026-11-23T06:00:00Z", true],
    ["2026-11-23T17:59:59Z", true],
    ["2026-11-23T18:00:00Z", false],
    ["2026-11-22T10:00:00Z", false],
  ])("at %s: %s", (instant, open) => {
    expect(isOpen(weekdays, moscow, new Date(instant))).toBe(open);
  });

  it("opens next on Monday when it closes on Friday", () => {
    expect(opensAt(weekdays, moscow, new Date("2026-11-20T18:00:00Z"))).toEqual(
      new Date("2026-11-23T06:00:00Z"),
    );
    expect(opensAt(weekdays, moscow, new Date("2026-11-23T06:00:00Z"))).toBeUndefined();
  });
});

it("counts by the clinic's clock on the days it is put forward and back", () => {
  const daily: OpeningHours[] = [{ days: ["su"], from: "09:00", to: "10:00" }];
  expect(isOpen(daily, "Europe/Berlin", new Date("2026-03-29T07:30:00Z"))).toBe(true);
  expect(isOpen(daily, "Europe/Berlin", new Date("2026-10-25T08:30:00Z"))).toBe(true);
  expect(isOpen(daily, "Europe/Berlin", new Date("2026-10-25T07:30:00Z"))).toBe(false);
});

it("stays open over midnight", () => {
  const nights: OpeningHours[] = [{ days: ["sa"], from: "20:00", to: "08:00" }];
  expect(isOpen(nights, "UTC", new Date("2026-11-22T07:59:00Z"))).toBe(true);
  expect(isOpen(nights, "UTC", new Date("2026-11-22T08:00:00Z"))).toBe(false);
  expect(isOpen(nights, "UTC", new Date("2026-11-21T07:59:00Z"))).toBe(false);
});

it("is open round the clock until 24:00", () => {
  const always: OpeningHours[] = [
    { days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "00:00", to: "24:00" },
  ];
  expect(isOpen(always, moscow, new Date("2026-11-22T20:59:59.999Z"))).toBe(true);
  expect(isOpen(always, moscow, new Date("2026-11-22T21:00:00Z"))).toBe(true);
});

it("never opens without hours", () => {
  expect(opensAt([], moscow, new Date("2026-11-22T20:59:00Z"))).toBeUndefined();
});

describe("lines of hours", () => {
  it("joins days that follow one another with the same hours, in the order of the week", () => {
    const hours: OpeningHours[] = [
      { days: ["su", "sa"], from: "10:00", to: "18:00" },
      { days: ["mo", "tu", "we", "fr"], from: "09:00", to: "21:00" },
    ];
    expect(hoursLines(hours)).toEqual([
      { first: "mo", last: "we", from: "09:00", to: "21:00" },
      { first: "fr", last: "fr", from: "09:00", to: "21:00" },
      { first: "sa", last: "su", from: "10:00", to: "18:00" },
    ]);
  });

  it("keeps the halves of a day with a break apart", () => {
    const hours: OpeningHours[] = [
      { days: ["mo", "tu"], from: "14:00", to: "18:00" },
      { days: ["mo", "tu"], from: "09:00", to: "13:00" },
    ];
    expect(hoursLines(hours)).toEqual([
      { first: "mo", last: "tu", from: "09:00", to: "13:00" },
      { first: "mo", last: "tu", from: "14:00", to: "18:00" },
    ]);
  });
});
