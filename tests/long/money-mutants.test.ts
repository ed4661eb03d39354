import { expect, it } from "vitest";
import { mutants } from "../integration/payments/property/mutants.ts";
import { tryMoney } from "../integration/payments/property/property.ts";
import { openWorld } from "../integration/payments/property/world.ts";

/** Each is caught within so many runs, or the property says little; most are in the first. */
const TRIAL = { runs: 40, seed: 4 };

/** For the slowest of them on a busy machine. */
const LONG = 300_000;

/** Else it would not be what is broken that is caught. */
it(
  "a service with nothing broken passes as many runs",
  async () => {
    const world = await openWorld();
    try {
      expect((await tryMoney(world, TRIAL)).failure).toBeUndefined();
    } finally {
      await world.close();
    }
  },
  LONG,
);

it.each(Object.entries(mutants))(
  "a service with %s is caught",
  async (_name, mutant) => {
    const world = await openWorld(mutant);
    try {
      const { failure } = await tryMoney(world, TRIAL);
      expect(failure).toBeDefined();
    } finally {
      await world.close();
    }
  },
  LONG,
);
