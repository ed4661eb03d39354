import { expect, it } from "vitest";
import { parseFaults, plannedFaults } from "../../../core/platform/faults.ts";

function planned(text: string) {
  const faults = parseFaults(text);
  if (typeof faults === "string") throw new Error(faults);
  const strike = plannedFaults(faults);
  if (!strike) throw new Error("nothing is planned");
  return strike;
}

it("is nothing at all where nothing is planned", () => {
  expect(plannedFaults(undefined)).toBeUndefined();
  expect(plannedFaults([])).toBeUndefined();
});

it("strikes the time it is meant for, at its point alone", async () => {
  const strike = planned("turn.beforeCommit:throw@2");
  await strike("turn.beforeCommit");
  await strike("turn.afterCommit");
  await expect(strike("turn.beforeCommit")).rejects.toThrow("a planned fault at turn.beforeCommit");
  await strike("turn.beforeCommit");
});

it("strikes every time where it is not told when, and never by a chance of 0%", async () => {
  const strike = planned("media.afterStore:throw,outbox.afterClaim:throw@0%");
  for (const _ of [1, 2]) {
    await expect(strike("media.afterStore")).rejects.toThrow();
    await strike("outbox.afterClaim");
  }
});

it("holds up for as long as it says", async () => {
  const since = performance.now();
  await planned("inbox.afterInsert:delay=40")("inbox.afterInsert");
  // Timers of Node may come a millisecond early.
  expect(performance.now() - since).toBeGreaterThan(38);
});
