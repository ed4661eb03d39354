import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../support/database.ts";
import { playAll, seedsFrom } from "./report.ts";
import { simulate } from "./simulate.ts";
import { openTown } from "./town.ts";

const database = await testDatabase();
const town = await openTown(database.url);
afterAll(async () => {
  await town.close();
  await database.drop();
});

/** As many as a change can wait for; `npm run simulate` plays thousands. */
const SEEDS = 12;

/** For a busy machine: the first histories compile what all of them run. */
const LONG = 60_000;

it(
  "every message is sent, refused or uncertain, once and in order, however processes interleave and die",
  async () => {
    expect(await playAll(town, seedsFrom(1, SEEDS))).toBeUndefined();
  },
  LONG,
);

it("a seed plays the same history each time", async () => {
  const [once, again] = [await simulate(town, 7), await simulate(town, 7)];
  expect(again.trace.lines).toEqual(once.trace.lines);
  expect(again.trace.hash).toBe(once.trace.hash);
});
