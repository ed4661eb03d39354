import type { Plan } from "./plan.ts";
import { simulate, type Verdict } from "./simulate.ts";
import type { Town } from "./town.ts";

/** What a plan may go without. */
const calmer: readonly Partial<Plan>[] = [
  { weather: 0 },
  { jumps: 0 },
  { unruly: 0 },
  { crashes: 0 },
  { besieged: null },
  { processes: 2 },
  { restless: 0.05 },
];

/** Leaves out of a history that broke the promise what it breaks it without. */
export async function shrunk(town: Town, verdict: Verdict): Promise<Verdict> {
  let least = verdict;
  for (let before = Infinity; sizeOf(least.plan) < before;) {
    before = sizeOf(least.plan);
    for (const plan of smaller(least.plan)) {
      const tried = await simulate(town, verdict.seed, plan);
      if (tried.wrong.length > 0 && sizeOf(plan) < sizeOf(least.plan)) least = tried;
    }
  }
  return least;
}

const smaller = (plan: Plan): Plan[] => [
  ...plan.acts.map((_, left) => ({ ...plan, acts: plan.acts.filter((_act, at) => at !== left) })),
  ...plan.traps.map((_, left) => ({ ...plan, traps: plan.traps.filter((_trap, at) => at !== left) })),
  ...calmer.map((change) => ({ ...plan, ...change })),
];

const sizeOf = ({ acts, traps, besieged, ...rest }: Plan): number =>
  (acts.length + traps.length) * 10 +
  (besieged ? 1 : 0) +
  Object.values(rest).reduce((sum, each) => sum + each, 0);
