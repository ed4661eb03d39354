import * as fc from "fast-check";
import { DAY, HOUR, MINUTE } from "../till.ts";
import type { Act, Snare, Step } from "./acts.ts";
import { bankNames, holders } from "./banks.ts";
import { points, type Point } from "./life.ts";
import { storyKinds, tell, type Story } from "./stories.ts";

/** Codes that orders are made with: one with few uses, one with a small budget. */
export const promoCodes = ["FEW", "BUDGET"] as const;

const story: fc.Arbitrary<Story> = fc.record({
  kind: fc.constantFrom(...storyKinds),
  holder: fc.constantFrom(...holders),
  at: fc.constantFrom(...bankNames),
  other: fc.constantFrom(...bankNames),
  owner: fc.nat({ max: 2 }),
  promo: fc.option(fc.constantFrom(...promoCodes), { nil: undefined, freq: 2 }),
  bundle: fc.boolean(),
  forgery: fc.nat({ max: 5 }),
});

/** Among what stories tell of: anything, of any order. */
const chance = (order: fc.Arbitrary<number>): fc.Arbitrary<Act> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("faults"),
        at: fc.constantFrom(...bankNames),
        faults: fc.nat({ max: 5 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("pass"),
        ms: fc.constantFrom(1000, MINUTE, 3 * MINUTE, 40 * MINUTE, 3 * HOUR),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("sleep"), ms: fc.constantFrom(MINUTE, HOUR, 2 * DAY) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("forge"), order, kind: fc.nat({ max: 5 }) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom("return", "leave", "release", "withdraw", "activate"),
        order,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("open"), order, at: fc.constantFrom(...bankNames) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("press"),
        order,
        form: fc.nat({ max: 1 }),
        button: fc.constantFrom("pay", "decline"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("cashier"),
        how: fc.constantFrom("well", "typo", "again"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("refund"),
        order,
        what: fc.constantFrom("whole", "sessions", "part"),
      }),
    },
  );

const snare = (order: fc.Arbitrary<number>): fc.Arbitrary<Snare> =>
  fc
    .record({
      point: fc.constantFrom(...points),
      when: fc.constantFrom("before", "after"),
      after: fc.nat({ max: 3 }),
      meanwhile: fc.option(chance(order), { nil: undefined, freq: 2 }),
    })
    .map(({ meanwhile, ...at }) => ({
      ...at,
      meanwhile: at.when === "before" ? bearable(at.point, meanwhile) : meanwhile,
    }));

/** What others can do while somebody is just about to do something. */
function bearable(point: Point, act: Act | undefined): Act | undefined {
  // They wait for what is locked: only an end can come there.
  if (point === "commit") return undefined;
  // No task is ours for longer than its lease. Who stands still between asking whether it is and asking the gateway asks
  // for what somebody else has asked for: nothing but the moment's shortness is against that.
  if (point === "effect" && act?.do === "pass") return { ...act, ms: Math.min(act.ms, MINUTE) };
  return act;
}

const placed = <T>(what: fc.Arbitrary<T>) => fc.record({ at: fc.nat({ max: 40 }), what });

/** More short runs find as much as fewer long ones; what only happens among several stories needs some of those, too. */
const stories = fc.oneof(
  { weight: 6, arbitrary: fc.array(story, { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.array(story, { minLength: 2, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(story, { minLength: 3, maxLength: 3 }) },
);

/** A run: a few stories told side by side, with things that happen by chance among them and in between. */
export const plan: fc.Arbitrary<readonly Step[]> = fc
  .record({
    stories,
    turns: fc.array(fc.nat({ max: 2 }), { minLength: 12, maxLength: 40 }),
    chances: fc.array(placed(chance(fc.nat({ max: 2 }))), { maxLength: 5 }),
    snares: fc.array(placed(snare(fc.nat({ max: 2 }))), { maxLength: 10 }),
  })
  .map(({ stories, turns, chances, snares }) => {
    const acts = interleave(stories.map(tell), turns);
    for (const { at, what } of chances) acts.splice(at % acts.length, 0, what);
    return acts.map((act, index) => ({
      act,
      snare: snares.find(({ at }) => at % acts.length === index)?.what,
    }));
  });

/** Told one after another, with what comes in between the steps of these numbers. */
export function planOf(stories: readonly Story[], snares: Readonly<Record<number, Snare>> = {}): Step[] {
  return stories.flatMap(tell).map((act, index) => ({ act, snare: snares[index] }));
}

/** Takes of several lists, in turns, each in its order. */
function interleave(lists: readonly (readonly Act[])[], turns: readonly number[]): Act[] {
  const rests = lists.map((acts) => [...acts]);
  const all: Act[] = [];
  for (const turn of turns) {
    const next = rests[turn % rests.length]?.shift();
    if (next) all.push(next);
  }
  return [...all, ...rests.flat()];
}
