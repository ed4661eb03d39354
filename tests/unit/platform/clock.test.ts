import { expect, it, vi } from "vitest";
import { manualClock, offsetClock, systemClock } from "../../../core/platform/clock.ts";

it("tells the machine's time", () => {
  const before = Date.now();
  expect(systemClock().now().getTime()).toBeGreaterThanOrEqual(before);
});

it("runs ahead of the machine by an offset, and says when that is changed", () => {
  const clock = offsetClock(3_600_000);
  const jumped = vi.fn();
  const stop = clock.onJump(jumped);
  expect(clock.now().getTime() - Date.now()).toBeGreaterThan(3_599_000);
  clock.setOffset(3_600_000);
  expect(jumped).not.toHaveBeenCalled();
  clock.setOffset(0);
  expect(jumped).toHaveBeenCalledOnce();
  expect(clock.now().getTime() - Date.now()).toBeLessThan(1_000);
  stop();
  clock.setOffset(5);
  expect(jumped).toHaveBeenCalledOnce();
});

it("stands still by hand until it is moved", () => {
  const clock = manualClock("2026-01-01T00:00:00Z");
  const seen: string[] = [];
  clock.onJump(() => seen.push(clock.now().toISOString()));
  clock.advance(1_500);
  clock.set(new Date("2025-12-31T00:00:00Z"));
  expect(seen).toEqual(["2026-01-01T00:00:01.500Z", "2025-12-31T00:00:00.000Z"]);
});
