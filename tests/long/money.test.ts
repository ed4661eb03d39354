import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { chances, paths } from "../integration/payments/property/certain.ts";
import { trial, tryMoney } from "../integration/payments/property/property.ts";
import { openWorld } from "../integration/payments/property/world.ts";

/** About two a second, so half a day and more. Fewer by `PROPERTY_RUNS`. */
const MANY = { runs: 100_000, seed: randomInt(2 ** 31) };

const FOR_EVER = 0;

it(
  "money is neither lost nor taken twice, whatever happens in whatever order",
  async () => {
    const world = await openWorld();
    try {
      const wanted = trial(MANY);
      const { failure, happened } = await tryMoney(world, wanted);
      expect(failure).toBeUndefined();
      const must = wanted.runs < 500 ? paths : [...paths, ...chances];
      expect(must.filter((what) => !happened[what])).toEqual([]);
    } finally {
      await world.close();
    }
  },
  FOR_EVER,
);
