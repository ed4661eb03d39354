import { expect, it } from "vitest";
import { forgedAlone } from "../integration/payments/property/certain.ts";
import { mutants } from "../integration/payments/property/mutants.ts";
import type { Step } from "../integration/payments/property/acts.ts";
import { tryMoney, type Trial } from "../integration/payments/property/property.ts";
import { openWorld, type Mutant } from "../integration/payments/property/world.ts";

/** Each is caught within so many runs, or the property says little; most are in the first. */
const TRIAL = { runs: 40, seed: 4 };

/** For the slowest of them on a busy machine. */
const LONG = 900_000;

async function failureOf(mutant: Mutant, trial: Trial, examples?: readonly (readonly Step[])[]) {
  const world = await openWorld(mutant);
  try {
    return (await tryMoney(world, trial, examples)).failure;
  } finally {
    await world.close();
  }
}

/** Else it would not be what is broken that is caught. */
it(
  "a service with nothing broken passes as many runs",
  async () => expect(await failureOf({}, TRIAL)).toBeUndefined(),
  LONG,
);

it.each(Object.entries(mutants))(
  "a service with %s is caught",
  async (_name, mutant) => expect(await failureOf(mutant, TRIAL)).toBeDefined(),
  LONG,
);

it(
  "a service that trusts the body of a notification is caught by a forged one alone",
  async () => {
    const alone = [{ runs: 1, seed: 4 }, [forgedAlone]] as const;
    expect(await failureOf({}, ...alone)).toBeUndefined();
    expect(await failureOf(mutants["trusting the body"] ?? {}, ...alone)).toContain("we have");
  },
  LONG,
);
