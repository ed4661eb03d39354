import { expect, it } from "vitest";
import { mutants, type Mutant } from "../simulation/mutants.ts";
import { paths, playAll, seedsFrom, type Happened } from "../simulation/report.ts";
import { simulate } from "../simulation/simulate.ts";
import { openTown, type Town } from "../simulation/town.ts";
import { testDatabase } from "../support/database.ts";

/** For the slowest of them on a busy machine. */
const LONG = 600_000;

async function inTown<T>(mutant: Mutant, work: (town: Town) => Promise<T>): Promise<T> {
  const database = await testDatabase();
  const town = await openTown(database.url, mutant);
  try {
    return await work(town);
  } finally {
    await town.close();
    await database.drop();
  }
}

it(
  "the promise is kept on every path there is",
  async () => {
    const happened: Happened = {};
    const failure = await inTown({}, (town) => playAll(town, seedsFrom(1_000, 300), happened));
    expect(failure).toBeUndefined();
    expect(paths.filter((path) => !happened[path])).toEqual([]);
  },
  LONG,
);

/** Each is caught within so many seeds, most in the first few; with nothing broken all of them pass. */
const CAUGHT_WITHIN = 60;

it.each(Object.entries(mutants))(
  "a service that %s is caught",
  async (_name, { mutant, found }) => {
    const told = await inTown(mutant, async (town) => {
      for (const seed of seedsFrom(1, CAUGHT_WITHIN)) {
        const { wrong } = await simulate(town, seed);
        if (wrong.some((what) => found.test(what))) return wrong;
      }
      return [];
    });
    expect(told).not.toEqual([]);
  },
  LONG,
);
