import { expect, it } from "vitest";
import { mutants } from "../integration/payments/property/mutants.ts";
import { tryMoney } from "../integration/payments/property/property.ts";
import { openWorld } from "../integration/payments/property/world.ts";

/** Each is caught within so many runs, or the property says little; most are in the first. */
const RUNS = 60;

it.each(Object.entries(mutants))(
  "a service with %s is caught",
  async (_name, mutant) => {
    const world = await openWorld(mutant);
    try {
      const { failure } = await tryMoney(world, { runs: RUNS, seed: 4 });
      expect(failure).toBeDefined();
    } finally {
      await world.close();
    }
  },
  300_000,
);
