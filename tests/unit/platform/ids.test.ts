import { expect, test } from "vitest";
import { ascendingIds } from "../../../core/platform/ids.ts";

test("ids are UUIDs of version 7, all different, and ascend however many are made at once", () => {
  const next = ascendingIds();
  const ids = Array.from({ length: 20_000 }, next);
  expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(
    true,
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(ids.toSorted());
});
