import { expect, it } from "vitest";
import { paths } from "./property/certain.ts";
import { mutants } from "./property/mutants.ts";
import { trial, tryMoney } from "./property/property.ts";
import { openWorld, type Mutant } from "./property/world.ts";

/** Seconds on a machine that does nothing else; tests/long plays many more. */
const FEW = { runs: 3, seed: 4 };

async function tried(mutant?: Mutant) {
  const world = await openWorld(mutant);
  try {
    return await tryMoney(world, trial(FEW));
  } finally {
    await world.close();
  }
}

it("money is neither lost nor taken twice, whatever happens in whatever order", async () => {
  const { failure, happened } = await tried();
  expect(failure).toBeUndefined();
  expect(paths.filter((what) => !happened[what])).toEqual([]);
}, 120_000);

it("a service that gives half of it back would not pass", async () => {
  expect((await tried(mutants["half a refund"])).failure).toBeDefined();
}, 120_000);
