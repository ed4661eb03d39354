import { describe, expect, test } from "vitest";
import type { OpeningHours } from "../../core/catalog/hours.ts";
import { offeredStarts } from "../../core/consultations/starts.ts";

const all = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;
const always: OpeningHours[] = [{ days: [...all], from: "00:00", to: "24:00" }];
const moscow = {
  hours: [{ days: [...all], from: "09:00", to: "21:00" }] as OpeningHours[],
  timeZone: "Europe/Moscow",
};
const farAhead = new Date("2100-01-01T00:00:00Z");

const clock = (at: Date, zone: string) =>
  at.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
const timesOn = (day: string, days: ReturnType<typeof offeredStarts>, zone: string) =>
  days.find((offered) => offered.day === day)?.starts.map(({ at }) => clock(at, zone)) ?? [];

describe("times to choose from", () => {
  test("begin half an hour from now and end where the answer would be due after closing", () => {
    const days = offeredStarts(new Date("2026-05-11T09:10:00Z"), "Europe/Moscow", farAhead, moscow);
    const today = timesOn("2026-05-11", days, "Europe/Moscow");
    expect(today[0]).toBe("13:00");
    expect(today.at(-1)).toBe("20:30");
    expect(days[0]).toMatchObject({ day: "2026-05-11", away: 0 });
    expect(days[0]?.starts[0]?.deadline).toEqual(new Date("2026-05-11T10:30:00Z"));
    expect(timesOn("2026-05-12", days, "Europe/Moscow")[0]).toBe("09:00");
  });

  test("reach two weeks ahead, and no further than what was bought is valid", () => {
    const now = new Date("2026-05-11T09:00:00Z");
    const last = (until: Date) =>
      offeredStarts(now, "Europe/Moscow", until, moscow)
        .flatMap(({ starts }) => starts)
        .at(-1)?.at;
    expect(last(farAhead)).toEqual(new Date("2026-05-25T08:30:00Z"));
    expect(last(new Date("2026-05-12T07:00:00Z"))).toEqual(new Date("2026-05-12T06:30:00Z"));
  });

  test("leave out the hour that a clock put forward leaves out", () => {
    const clinic = { hours: always, timeZone: "Europe/Berlin" };
    const days = offeredStarts(new Date("2026-03-28T12:00:00Z"), "Europe/Berlin", farAhead, clinic);
    const times = timesOn("2026-03-29", days, "Europe/Berlin");
    expect(times.slice(2, 6)).toEqual(["01:00", "01:30", "03:00", "03:30"]);
    expect(times.length).toBe(46);
  });

  test("show the hour that a clock put back shows twice only once", () => {
    const clinic = { hours: always, timeZone: "Europe/Berlin" };
    const days = offeredStarts(new Date("2026-10-24T12:00:00Z"), "Europe/Berlin", farAhead, clinic);
    const times = timesOn("2026-10-25", days, "Europe/Berlin");
    expect(times.length).toBe(48);
    expect(new Set(times).size).toBe(48);
  });

  test("stand on the half hours of an owner whose zone is a quarter off", () => {
    const days = offeredStarts(new Date("2026-05-11T09:00:00Z"), "Asia/Kathmandu", farAhead, moscow);
    // 09:00 in Moscow is 11:45 in Kathmandu.
    expect(timesOn("2026-05-12", days, "Asia/Kathmandu")[0]).toBe("12:00");
  });

  test("go on over midnight where the clinic does", () => {
    const clinic = { hours: always, timeZone: "Europe/Moscow" };
    const days = offeredStarts(new Date("2026-05-11T09:00:00Z"), "Asia/Vladivostok", farAhead, clinic);
    expect(timesOn("2026-05-12", days, "Asia/Vladivostok").length).toBe(48);
  });

  test("are none where what was bought ends within half an hour", () => {
    const now = new Date("2026-05-11T09:00:00Z");
    expect(offeredStarts(now, "Europe/Moscow", new Date("2026-05-11T09:20:00Z"), moscow)).toEqual([]);
  });
});
