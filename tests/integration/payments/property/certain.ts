import { holders, bankNames } from "./banks.ts";
import type { Snare, Step } from "./acts.ts";
import { planOf } from "./plan.ts";
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

/** The process dies there, the first time that it comes there. */
const dies = (when: Snare["when"], point: Snare["point"]): Snare => ({
  point,
  when,
  after: 0,
  meanwhile: undefined,
});

/** One notification that is well signed and not true, and nothing else. */
export const forgedAlone = planOf([story("forged")]);

/**
 * Plans that are played before all that come of chance, so that what must have happened did, however few those are. The
 * first story's steps are 0: order, 1: open, 2: pay, and so on.
 */
export const certain: readonly (readonly Step[])[] = [
  planOf(
    [
      story("given"),
      story("deadline", { holder: "stripe", owner: 1 }),
      story("late", { at: "robokassa", owner: 2 }),
    ],
    // When a gateway has taken what is held, and has not told it yet.
    { 6: dies("after", "effect") },
  ),
  planOf([
    story("twoPayers", { at: "robokassa", other: "yookassa", promo: "FEW" }),
    story("untaken", { at: "stripe", owner: 1, promo: "FEW" }),
    story("partRefunded", { bundle: true, owner: 2, promo: "FEW" }),
    story("forged", { at: "stripe" }),
  ]),
  forgedAlone,
  planOf([story("tabs"), story("tabs", { at: "zarinpal", owner: 1 })]),
  planOf([story("given", { holder: "robohold" }), story("untaken", { owner: 1 })], {
    6: dies("before", "effect"),
    9: dies("before", "commit"),
    10: dies("after", "commit"),
  }),
  planOf([
    story("withdrawn", { at: "robohold" }),
    story("boughtAndRefunded", { at: "telegram", bundle: true, owner: 1 }),
    story("partRefunded", { at: "zarinpal", bundle: true, owner: 2 }),
  ]),
  planOf([story("odd", { bundle: true })]),
  planOf([story("rush", { at: "transfer", other: "transfer", promo: "BUDGET" })]),
  planOf([story("crowd", { at: "telegram" }), story("ended", { at: "yookassa", bundle: true, owner: 1 })]),
];

/** What must have happened when the plans above were played, whatever else did. */
export const paths: readonly string[] = [
  "refund",
  "part refund",
  "second payer refunded",
  "late payment",
  "forged",
  "void",
  "capture after completion",
  "capture at the deadline",
  "crash before effect",
  "crash after effect",
  "crash before commit",
  "crash after commit",
  ...bankNames.map((name) => `paid: ${name}`),
  ...holders.flatMap((name) => [`captured: ${name}`, `voided: ${name}`]),
  "refund: by_hand",
  "refund: only_whole",
  "second person",
  "transfer: credited",
  "transfer: unknown_reference",
  "transfer: already_confirmed",
  "transfer: again",
  "suspense: returned",
  "promo refused",
  "earned in the end",
];

/** What comes of chance alone, and must have come in some thousands of runs. */
export const chances: readonly string[] = [
  "meanwhile",
  "crash before read",
  "crash after read",
  "refund: too_late",
  "book: given",
];
