import * as fc from "fast-check";
import { expect, it } from "vitest";
import { discountOf } from "../../../core/orders/discount.ts";
import { fromDecimal, toDecimal } from "../../../core/payments/decimal.ts";
import { nextLook } from "../../../core/payments/tasks.ts";

it("writes kopecks as roubles and reads them back, whatever the sum", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.integer({ min: 0, max: 4 }),
      (minor, zeros) => {
        expect(fromDecimal(toDecimal(minor))).toBe(minor);
        expect(fromDecimal(toDecimal(minor) + "0".repeat(zeros))).toBe(minor);
      },
    ),
  );
});

it.each(["", "-1.00", "+1", "1e3", "1,5", " 1", "1.", ".5", "0x10", "1.001", "12345678901", "NaN", "１"])(
  "reads no sum in %j",
  (text) => expect(fromDecimal(text)).toBeUndefined(),
);

it("refuses to write what is no whole number of kopecks", () => {
  for (const amount of [0.5, -1, Number.NaN, 2 ** 53]) expect(() => toDecimal(amount)).toThrow(RangeError);
});

it("takes off no more than the price and leaves whole kopecks", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 100 }), (price, value) => {
      const percent = discountOf({ kind: "percent", value }, price);
      expect(Number.isInteger(percent) && percent >= 0 && percent <= price).toBe(true);
      expect(Math.abs(percent - (price * value) / 100)).toBeLessThanOrEqual(0.5);
    }),
  );
  expect(discountOf({ kind: "percent", value: 100 }, 49_900)).toBe(49_900);
  expect(discountOf({ kind: "amount", value: 60_000 }, 49_900)).toBe(49_900);
});

it("looks again after 1 min, 5 min, 15 min, an hour, then daily", () => {
  const since = new Date("2026-11-23T12:00:00Z");
  const looks: number[] = [];
  for (let now = since; looks.length < 7;) {
    now = nextLook(since, now);
    looks.push((now.getTime() - since.getTime()) / 60_000);
  }
  expect(looks).toEqual([1, 5, 15, 60, 1440, 2880, 4320]);
});
