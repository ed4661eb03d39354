import { expect, it } from "vitest";
import { certain, paths } from "./property/certain.ts";
import { mutants } from "./property/mutants.ts";
import { trial, tryMoney } from "./property/property.ts";
import { openWorld, type Mutant } from "./property/world.ts";
import { direct, sockets, type Wire } from "./property/wire.ts";

/** Those that are certain, and two of chance: seconds. tests/long plays many more. */
const FEW = { runs: certain.length + 2, seed: 4 };

/** On a machine that is busy with much else. */
const BUSY = 300_000;

async function tried(mutant: Mutant, wire: Wire) {
  const world = await openWorld(mutant, wire);
  try {
    return await tryMoney(world, trial(FEW));
  } finally {
    await world.close();
  }
}

it(
  "money is neither lost nor taken twice, whatever happens in whatever order",
  async () => {
    const { failure, happened } = await tried({}, sockets);
    expect(failure).toBeUndefined();
    expect(paths.filter((what) => !happened[what])).toEqual([]);
  },
  BUSY,
);

it(
  "a service that gives half of it back would not pass",
  async () => {
    expect((await tried(mutants["half a refund"] ?? {}, direct())).failure).toBeDefined();
  },
  BUSY,
);
