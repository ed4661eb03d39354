import { DAY, HOUR, MINUTE } from "../till.ts";
import type { BankName } from "./banks.ts";
import type { Act, Wish } from "./plan.ts";

export const storyKinds = [
  "given",
  "untaken",
  "withdrawn",
  "unneeded",
  "deadline",
  "deadlineWithdrawn",
  "deadlineSlept",
  "bought",
  "boughtAndRefunded",
  "partRefunded",
  "late",
  "lateHold",
  "twoPayers",
  "twoHolds",
  "forged",
  "declined",
] as const;
type StoryKind = (typeof storyKinds)[number];

/** How it goes with one order, unless something comes in between. */
export interface Story {
  readonly kind: StoryKind;
  /** A gateway that can hold, and any two. */
  readonly holder: BankName;
  readonly at: BankName;
  readonly other: BankName;
  readonly owner: number;
  readonly promo: string | undefined;
  readonly bundle: boolean;
  readonly forgery: number;
}

/** An act on the story's own order. */
type Mine<A> = A extends { readonly order: number } ? Omit<A, "order"> : A;

const pass = (ms: number) => ({ do: "pass", ms }) as const;
const pay = (form = 0) => ({ do: "press", form, button: "pay" }) as const;
const open = (at: BankName) => ({ do: "open", at }) as const;
const act = <What extends string>(what: What) => ({ do: what });
const finish = (given: boolean) => ({ do: "finish", given }) as const;
const refund = (what: "whole" | "sessions" | "part") => ({ do: "refund", what }) as const;

/** Longer than an attempt lives; than an order; until a day before a hold ends; than a hold. */
const [ATTEMPT, ORDER, DEADLINE, HOLD] = [31 * MINUTE, 26 * HOUR, 6 * DAY + HOUR, 8 * DAY];

const treated = [act("take"), act("answer"), finish(true)];

const told: Record<StoryKind, (story: Story) => readonly Mine<Act>[]> = {
  given: ({ holder }) => [open(holder), pay(), ...treated, pass(MINUTE)],
  untaken: ({ at }) => [open(at), pay(), pass(ATTEMPT), pass(MINUTE)],
  withdrawn: ({ at }) => [open(at), pay(), act("take"), act("withdraw"), pass(MINUTE)],
  unneeded: ({ holder }) => [open(holder), pay(), act("take"), act("answer"), finish(false), pass(MINUTE)],
  deadline: ({ holder }) => [open(holder), pay(), pass(DEADLINE), pass(MINUTE)],
  deadlineWithdrawn: ({ holder }) => [open(holder), pay(), pass(DEADLINE), act("withdraw"), pass(MINUTE)],
  // The service was down until the hold was lost.
  deadlineSlept: ({ holder }) => [open(holder), pay(), { do: "sleep", ms: HOLD }, pass(MINUTE)],
  bought: ({ at }) => [open(at), pay(), act("activate"), ...treated, pass(MINUTE)],
  boughtAndRefunded: ({ at }) => [open(at), pay(), pass(MINUTE), refund("whole"), pass(MINUTE)],
  partRefunded: ({ at }) => [
    open(at),
    pay(),
    act("activate"),
    refund("part"),
    pass(MINUTE),
    refund("sessions"),
    pass(MINUTE),
  ],
  late: ({ at }) => [open(at), pass(ORDER), pay(), pass(MINUTE)],
  lateHold: ({ holder }) => [open(holder), pass(ATTEMPT), pay(), pass(MINUTE), ...treated],
  twoPayers: ({ at, other }) => [open(at), pass(ATTEMPT), open(other), pay(1), pay(0), pass(MINUTE)],
  twoHolds: ({ holder, other }) => [open(holder), open(other), pay(0), pay(1), pass(MINUTE), ...treated],
  forged: ({ at, forgery }) => [open(at), { do: "forge", kind: forgery }, pass(MINUTE)],
  declined: ({ at }) => [
    open(at),
    { do: "press", form: 0, button: "decline" },
    open(at),
    pay(),
    pass(MINUTE),
  ],
};

const beginning: Partial<Record<StoryKind, Wish["begins"]>> = {
  given: "now",
  untaken: "now",
  withdrawn: "now",
  unneeded: "now",
  deadline: 10,
  deadlineWithdrawn: 10,
  deadlineSlept: 12,
  lateHold: "now",
  twoHolds: "now",
};

/** All of a story, of the order with this number. */
export function tell(story: Story, order: number): Act[] {
  const { kind, owner, promo, bundle } = story;
  const begins = beginning[kind] ?? "never";
  const wish: Wish = {
    owner,
    promo,
    begins,
    package: bundle && begins === "never" ? "bundle-3" : "consultation",
  };
  const mine = told[kind](story).map((act): Act => Object.assign({ order }, act));
  return [{ do: "order", order, wish }, ...mine];
}
