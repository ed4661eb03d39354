import { expect, test } from "vitest";
import { memoized } from "../../../core/platform/memoized.ts";

test("a thing is made once for each name, and made again when too many were made", () => {
  const made: string[] = [];
  const get = memoized(2, (first: string, second: string) => {
    made.push(`${first}/${second}`);
    return { first, second };
  });
  expect(get("a", "b")).toBe(get("a", "b"));
  expect(get("a", "c")).toEqual({ first: "a", second: "c" });
  expect(made).toEqual(["a/b", "a/c"]);
  get("d", "e");
  get("a", "b");
  expect(made).toEqual(["a/b", "a/c", "d/e", "a/b"]);
});
