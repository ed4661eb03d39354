import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { certain, chances, paths } from "../integration/payments/property/certain.ts";
import { trial, tryMoney, type Trial } from "../integration/payments/property/property.ts";
import { inProcesses, type Played } from "../integration/payments/property/workers.ts";
import { openWorld } from "../integration/payments/property/world.ts";

/** Several a second on each core, so some hours. Fewer by `PROPERTY_RUNS`, sooner by `PROPERTY_WORKERS`. */
const MANY = { runs: 100_000, seed: randomInt(2 ** 30) };

/**
 * So many and more bring everything that comes of chance: the rarest of it comes once in 220 runs, so that it stays away
 * from one play of these in a million.
 */
const ENOUGH = 3_000;

const FOR_EVER = 0;

function mustHappen({ runs, path }: Trial): readonly string[] {
  if (path !== undefined || runs < certain.length) return [];
  return runs < ENOUGH ? paths : [...paths, ...chances];
}

async function here(wanted: Trial): Promise<Played> {
  const world = await openWorld();
  try {
    const begun = performance.now();
    const { failure, runs, happened } = await tryMoney(world, wanted);
    const each = Math.round((performance.now() - begun) / Math.max(runs, 1));
    const begins =
      wanted.path === undefined ? `, the first ${Math.min(runs, certain.length)} of them certain` : "";
    const said = `${runs} runs of seed ${wanted.seed}${begins}, ${each} ms each: ${JSON.stringify(happened)}\n`;
    if (failure !== undefined) return { passed: false, said: said + failure };
    const never = mustHappen(wanted).filter((what) => !happened[what]);
    return { passed: never.length === 0, said: `${said}never: ${never.join(", ") || "nothing"}\n` };
  } finally {
    await world.close();
  }
}

it(
  "money is neither lost nor taken twice, whatever happens in whatever order",
  async () => {
    const wanted = trial(MANY);
    const workers = Number(process.env["PROPERTY_WORKERS"] ?? 1);
    const all =
      workers > 1 ? await inProcesses(workers, "tests/long/money.test.ts", wanted) : [await here(wanted)];
    for (const { said } of all) process.stdout.write(said);
    expect(all.filter(({ passed }) => !passed).length, "plays that failed, told of above").toBe(0);
  },
  FOR_EVER,
);
