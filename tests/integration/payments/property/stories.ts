import { DAY, HOUR, MINUTE } from "../till.ts";
import type { BankName } from "./banks.ts";
import { NEXT, type Act, type Wish } from "./acts.ts";

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
  "ended",
  "odd",
  "race",
  "crowd",
  "tabs",
  "rush",
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
const send = (button: "under" | "over") => ({ do: "press", form: 0, button }) as const;
const cashier = (how: "well" | "typo" | "again") => ({ do: "cashier", how }) as const;
const open = (at: BankName) => ({ do: "open", at }) as const;
const act = <What extends string>(what: What) => ({ do: what });
const finish = (given: boolean) => ({ do: "finish", given }) as const;
const refund = (what: "whole" | "sessions" | "part") => ({ do: "refund", what }) as const;

/** Longer than an attempt lives; than an order; until a day before a hold ends; than a hold. */
const [ATTEMPT, ORDER, DEADLINE, HOLD] = [31 * MINUTE, 26 * HOUR, 6 * DAY + HOUR, 8 * DAY];

/** Longer than what is bought can be used. */
const TERM = 91 * DAY;

const treated = [act("take"), act("answer"), finish(true)];

const told: Record<StoryKind, (story: Story) => readonly Mine<Act>[]> = {
  given: ({ holder }) => [open(holder), pay(), ...treated, pass(MINUTE)],
  untaken: ({ at }) => [open(at), pay(), pass(ATTEMPT), pass(MINUTE)],
  withdrawn: ({ at }) => [open(at), pay(), act("take"), act("withdraw"), pass(MINUTE)],
  unneeded: ({ at }) => [open(at), pay(), act("take"), act("answer"), finish(false), pass(MINUTE)],
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
  // What is not used in its time is earned all the same.
  ended: ({ at }) => [open(at), pay(), act("activate"), ...treated, pass(TERM)],
  odd: ({ forgery }) => [
    open("transfer"),
    send(forgery % 2 === 0 ? "under" : "over"),
    cashier("typo"),
    pass(DAY),
    cashier("well"),
    pay(),
    pay(),
    cashier("again"),
    pass(MINUTE),
  ],
  race: ({ at, other }) => [open(at), pass(ATTEMPT), open(other), act("both"), pass(MINUTE)],
  crowd: ({ at }) => [open(at), act("both"), pass(MINUTE)],
  // Who opens a payment twice has opened one.
  tabs: ({ at }) => [open(at), open(at), pay(), pass(MINUTE)],
  rush: ({ at }) => [open(at), pay(), pass(MINUTE)],
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

/** What is sent to the bank is not ours before a cashier has seen it there. */
const isTransfer = ({ do: what }: Mine<Act>, { kind, at, other }: Story): boolean =>
  kind !== "odd" && (what === "press" || what === "both") && (at === "transfer" || other === "transfer");

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
  const mine = told[kind](story).flatMap((act) => (isTransfer(act, story) ? [act, cashier("well")] : [act]));
  const of = (order: number) => mine.map((act): Act => Object.assign({ order }, act));
  if (kind !== "rush") return [{ do: "order", order, wish }, ...of(order)];
  // One of the three has found the code used up, if it was asked for.
  return [{ do: "rush", order, wish }, ...of(order), ...of(order + NEXT), ...of(order + 2 * NEXT)];
}
