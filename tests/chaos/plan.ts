import type { FaultPoint } from "../../core/platform/faults.ts";
import type { Role } from "./fleet.ts";
import type { Random } from "./random.ts";

/** Points that a role passes, and the most times that it passes one before it dies there. */
const POINTS: Readonly<Record<Role, readonly [Fate, ...Fate[]]>> = {
  bots: [
    ["turn.beforeCommit", 6],
    ["turn.afterCommit", 6],
    ["outbox.afterClaim", 8],
    ["send.afterRequest", 10],
    ["send.afterResponse.beforeMark", 10],
    ["media.afterStore", 2],
    ["timer.beforeCommit", 1],
  ],
  webhooks: [
    ["inbox.afterInsert", 10],
    ["inbox.afterCommit", 10],
  ],
};
type Fate = readonly [point: FaultPoint, most: number];

/** Where the next process of a role is to die; empty: it dies when it is told to. */
export function fateOf(role: Role, random: Random): string {
  // Wider windows for those that are killed at any moment.
  const slow =
    role === "bots" ? "send.afterResponse.beforeMark:delay=30@20%" : "inbox.afterCommit:delay=20@20%";
  if (random.chance(0.3)) return slow;
  const [point, most] = random.pick(POINTS[role]);
  return `${slow},${point}:crash@${random.upTo(most)}`;
}
