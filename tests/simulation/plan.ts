import { cases, otherSide, owners, players, type Case, type Player } from "./cast.ts";
import { HEARS, SENDS } from "./messengers.ts";
import { diceOf, type Dice } from "./dice.ts";

/** Something that somebody does in a messenger. */
export type Act =
  /** `files` names of documents that go with the words: one, or an album. `quotes` what the other side said last. */
  | {
      readonly do: "say";
      readonly by: Player;
      readonly case: Case;
      readonly files: number;
      readonly quotes: boolean;
    }
  /** What they said so many messages ago is put right. */
  | { readonly do: "edit"; readonly ago: number }
  | { readonly do: "react"; readonly ago: number }
  /** Something that is answered by the bot itself. */
  | { readonly do: "help"; readonly by: Player }
  | { readonly do: "block" | "unblock"; readonly by: Player };

export interface Trap {
  readonly at: string;
  readonly passed: number;
  readonly asked: boolean;
}

/** How a history goes: what people do, and how much goes wrong. All of it hangs on the seed. */
export interface Plan {
  readonly acts: readonly Act[];
  readonly processes: 2 | 3;
  /** Requests to a messenger that go wrong, 0 to 1. */
  readonly weather: number;
  /** Whose chat is written to so much that its messenger often says: later. */
  readonly besieged: Player | null;
  /** Processes that die at some moment. */
  readonly crashes: number;
  /** Steps at which one dies, or is asked to end, after so many others have passed there. */
  readonly traps: readonly Trap[];
  /** Jumps of the clock. */
  readonly jumps: number;
  /** How often the schedule leaves the process that has just moved, 0 to 1. */
  readonly restless: number;
  /** How often updates come twice, or out of order, 0 to 1. */
  readonly unruly: number;
}

/** Where a death is worth most: something is done, and something else is not. */
export const deadly = [
  "COMMIT",
  "inbox.afterInsert",
  "inbox.afterCommit",
  "turn.beforeCommit",
  "turn.afterCommit",
  "outbox.afterClaim",
  SENDS,
  HEARS,
  "send.afterResponse.beforeMark",
  "media.afterStore",
] as const;

export function planOf(seed: number): Plan {
  const dice = diceOf(seed, "plan");
  const length = 2 + dice.below(4);
  const acts = Array.from({ length }, () => actOf(dice));
  const [first] = acts.flatMap((act) => (act.do === "say" ? [otherSide(act)] : []));
  return {
    acts,
    processes: dice.pick([2, 2, 3]),
    weather: dice.pick([0, 0.1, 0.4]),
    crashes: dice.pick([0, 0, 1]),
    traps: Array.from({ length: dice.below(4) }, () => ({
      at: dice.pick(deadly),
      passed: dice.below(4),
      asked: dice.chance(0.4),
    })),
    jumps: dice.pick([0, 1, 3]),
    restless: dice.pick([0.05, 0.2, 0.5]),
    unruly: dice.pick([0, 0.2, 0.5]),
    besieged: dice.pick([null, first ?? null]),
  };
}

function actOf(dice: Dice): Act {
  const kind = dice.below(20);
  if (kind < 13) return sayOf(dice);
  if (kind < 15) return { do: "edit", ago: dice.below(2) };
  if (kind < 16) return { do: "react", ago: dice.below(2) };
  if (kind < 18) return { do: "help", by: dice.pick(players) };
  return { do: dice.pick(["block", "unblock"] as const), by: dice.pick(owners) };
}

function sayOf(dice: Dice): Act {
  const at = dice.pick(cases);
  const byOwner = at.selected && dice.chance(0.6);
  return {
    do: "say",
    by: byOwner ? at.owner : at.vet,
    case: at,
    files: dice.pick([0, 0, 0, 0, 1, 2, 3]),
    quotes: dice.chance(0.2),
  };
}
