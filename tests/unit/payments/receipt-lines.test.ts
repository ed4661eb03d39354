import fc from "fast-check";
import { expect, it } from "vitest";
import { spread } from "../../../core/payments/receipt-lines.ts";

const total = fc.integer({ min: 1, max: 100_000_000_00 });
const line = fc.record({ name: fc.string({ minLength: 1 }), weight: fc.nat({ max: 1_000_000_000 }) });
const lines = fc.array(line, { minLength: 1 }).filter((all) => all.some(({ weight }) => weight > 0));

it("the lines of a receipt add up to its sum exactly, none of them nothing", () => {
  fc.assert(
    fc.property(total, lines, (sum, all) => {
      const spreadOut = spread(sum, all);
      expect(spreadOut.reduce((all, line) => all + line.sum, 0)).toBe(sum);
      expect(spreadOut.every((line) => line.sum > 0)).toBe(true);
    }),
  );
});

it("each line gets its share, up to a kopeck; the odd ones go to those cut most", () => {
  const three = ["a", "b", "c"].map((name) => ({ name, weight: 1 }));
  expect(spread(100, three).map(({ sum }) => sum)).toEqual([34, 33, 33]);
  const uneven = [
    { name: "a", weight: 50 },
    { name: "b", weight: 29 },
    { name: "c", weight: 21 },
  ];
  expect(spread(99, uneven).map(({ sum }) => sum)).toEqual([49, 29, 21]);
  expect(spread(5, [...three, { name: "free", weight: 0 }]).map(({ sum }) => sum)).toEqual([2, 2, 1]);
});

it("what weighs nothing in all cannot share a sum", () => {
  expect(() => spread(100, [{ name: "a", weight: 0 }])).toThrow(RangeError);
});
