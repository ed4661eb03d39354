import { planOf, type Snare, type Step } from "./plan.ts";
import type { Story } from "./stories.ts";

const story = (kind: Story["kind"], of: Partial<Story> = {}): Story => ({
  kind,
  holder: "yookassa",
  at: "yookassa",
  other: "robokassa",
  owner: 0,
  promo: undefined,
  bundle: false,
  forgery: 0,
  ...of,
});

/** The process dies when a gateway has done what it was asked to, and has not told it yet. */
const dies: Snare = { point: "effect", when: "after", after: 0, meanwhile: undefined };

/** Plans that are played before all that come of chance, so that what must have happened did, however few those are. */
export const certain: readonly (readonly Step[])[] = [
  // The crash: in the step that takes what is held, after the case is finished (steps of the first: 0 to 6).
  planOf(
    [
      story("given"),
      story("deadline", { holder: "stripe", owner: 1 }),
      story("late", { at: "robokassa", owner: 2 }),
    ],
    { 6: dies },
  ),
  planOf([
    story("twoPayers", { at: "robokassa", other: "yookassa", promo: "FEW" }),
    story("untaken", { at: "stripe", owner: 1, promo: "FEW" }),
    story("partRefunded", { bundle: true, owner: 2, promo: "FEW" }),
    story("forged", { at: "stripe", forgery: 4 }),
  ]),
];

/** What must have happened when the plans above were played, whatever else did. */
export const paths = [
  "refund",
  "part refund",
  "second payer refunded",
  "late payment",
  "forged",
  "void",
  "capture after completion",
  "capture at the deadline",
  "crash after effect",
] as const;
