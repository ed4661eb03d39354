import { endAll, newGame, play, settleDown } from "./play.ts";
import { planOf, type Plan } from "./plan.ts";
import { brokenPromises } from "./promise.ts";
import type { Trace } from "./stage.ts";
import type { Town } from "./town.ts";

/** What came of a history. */
export interface Verdict {
  readonly seed: number;
  readonly plan: Plan;
  /** What of the promise was broken; empty: nothing. */
  readonly wrong: readonly string[];
  readonly trace: Trace;
  readonly happened: Readonly<Record<string, number>>;
}

/** Plays the history of a seed. The same seed plays the same, wherever. */
export async function simulate(town: Town, seed: number, plan: Plan = planOf(seed)): Promise<Verdict> {
  await town.reset();
  const game = newGame(town, seed, plan);
  const wrong: string[] = [];
  try {
    await play(game);
    await settleDown(game);
    wrong.push(...(await brokenPromises(game)));
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  await endAll(game);
  return { seed, plan, wrong, trace: game.shared.stage.trace(), happened: game.happened };
}
