import * as fc from "fast-check";
import { audit } from "./audit.ts";
import { certain } from "./certain.ts";
import { newGame } from "./game.ts";
import { play } from "./play.ts";
import type { Step } from "./acts.ts";
import { plan } from "./plan.ts";
import { settleDown } from "./settle.ts";
import type { World } from "./world.ts";

/** Plays a plan from the beginning, lets the world settle and says what is wrong with it then. */
async function run(world: World, steps: readonly Step[], happened: Record<string, number>): Promise<void> {
  await world.reset();
  const game = { ...newGame(world), happened };
  for (const step of steps) await play(game, step);
  const wrong = await audit(game, await settleDown(game));
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
}

export interface Trial {
  readonly runs: number;
  /** The same seed plays the same runs. */
  readonly seed: number;
  /** Of a run that failed, as it was printed with its seed: plays that one. */
  readonly path?: string;
  /** Whether a run that fails is made as short as it can be: that takes minutes. */
  readonly shrink?: boolean;
}

/**
 * As the environment wants it: `PROPERTY_RUNS`, `PROPERTY_SEED`; of a run that failed and was printed `PROPERTY_PATH`
 * with its seed; `PROPERTY_SHRINK=1`. (`PROPERTY_WORKERS`: workers.ts.)
 */
export function trial(usual: { readonly runs: number; readonly seed: number }): Trial {
  const { PROPERTY_RUNS, PROPERTY_SEED, PROPERTY_PATH, PROPERTY_SHRINK } = process.env;
  return {
    runs: Number(PROPERTY_RUNS ?? usual.runs),
    seed: Number(PROPERTY_SEED ?? usual.seed),
    ...(PROPERTY_PATH !== undefined && { path: PROPERTY_PATH }),
    shrink: PROPERTY_SHRINK === "1",
  };
}

export interface Verdict {
  /** The seed, the path and the plan of the run that failed; undefined: none did. */
  readonly failure: string | undefined;
  readonly runs: number;
  /** How often what happened. */
  readonly happened: Readonly<Record<string, number>>;
}

/** Money keeps its invariants whatever happens: tried so often. `examples` are played first, and count. */
export async function tryMoney(
  world: World,
  { runs, seed, path, shrink = false }: Trial,
  examples: readonly (readonly Step[])[] = certain,
): Promise<Verdict> {
  const happened: Record<string, number> = {};
  const details = await fc.check(
    fc.asyncProperty(plan, (steps) => run(world, steps, happened)),
    {
      numRuns: path === undefined ? runs : 1,
      seed,
      endOnFailure: !shrink,
      examples: examples.map((steps) => [steps]),
      ...(path !== undefined && { path }),
    },
  );
  const failure = details.failed ? told(details) : undefined;
  return { failure, runs: details.numRuns, happened };
}

type Failed = Pick<fc.RunDetails<(readonly Step[])[]>, "seed" | "counterexamplePath" | "counterexample"> & {
  readonly errorInstance: unknown;
};

/** What to read and how to play it again (PROPERTY_SEED, PROPERTY_PATH). */
function told({ seed, counterexamplePath, counterexample, errorInstance }: Failed): string {
  const [steps = []] = counterexample ?? [];
  const error = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : "no error";
  const lines = steps.map(
    ({ act, snare }) => JSON.stringify(act) + (snare ? `   <- ${JSON.stringify(snare)}` : ""),
  );
  return [error, `seed ${seed}, path ${counterexamplePath}`, ...lines].join("\n");
}
