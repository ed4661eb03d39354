import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeByOwner } from "../../../core/consultations/close.ts";
import { take } from "../../../core/consultations/take.ts";
import { ownerWrote, staffWrote } from "../../../core/consultations/wrote.ts";
import { giveBack } from "../../../core/orders/sessions.ts";
import { transact, type Core } from "../../../core/platform/core.ts";
import { closeSupport, takeSupport } from "../../../core/support/answer.ts";
import { openSupport } from "../../../core/support/open.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { activated, answered, conclude, staffOfChat, stateOf, write } from "./world.ts";

// Both sides of a race run at once on connections of their own; whoever wins, the two results must fit each other.
const ROUNDS = 12;
const nothing = () => undefined;
/** Others may keep this machine busy. */
const PATIENCE = { timeout: 10_000, interval: 10 };

let clinic: Practice;
let vet: string;
let other: string;

beforeAll(async () => {
  clinic = await practice();
  vet = await clinic.staff("Dr Olga Konina");
  other = await clinic.staff("Dr Ivan Belov");
});
afterAll(() => clinic.drop());

test("of two vets who take at once one has the case and the other is told", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { consultation, conversation, owner } = await activated(clinic);
    const results = await Promise.all([vet, other].map((id) => take(clinic.core, id, consultation)));
    expect(results.map(({ kind }) => kind).sort()).toEqual(["already_taken", "taken"]);
    const winner = results[0]?.kind === "taken" ? vet : other;
    expect(await staffOfChat(clinic, conversation)).toBe(winner);
    expect(await clinic.notices(owner, "caseTaken")).toHaveLength(1);
  }
});

test("the owner closes while the vet finishes: one end, told once", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { owner, consultation } = await answered(clinic, vet);
    const [byOwner, byVet] = await Promise.all([
      closeByOwner(clinic.core, owner, consultation),
      conclude(clinic, vet, consultation),
    ]);
    expect([byOwner.kind, byVet.kind]).toEqual(
      byVet.kind === "closed" ? ["over", "closed"] : ["closed", "gone"],
    );
    const closed = await clinic.notices(owner, "caseClosed");
    expect(closed.map(({ by }) => by)).toEqual([byVet.kind === "closed" ? "vet" : "owner"]);
  }
});

test("the end of the 30 minutes and the first answer: either the case goes on or the session is back", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    clinic.clock.set(minute(0));
    const { consultation, conversation, entitlement } = await activated(clinic);
    clinic.clock.set(minute(25));
    await take(clinic.core, vet, consultation);
    const [, wrote] = await Promise.all([clinic.at(30), staffWrote(clinic.core, vet, conversation)]);
    const state = await stateOf(clinic, consultation);
    expect([state, wrote.kind]).toEqual(state === "active" ? ["active", "open"] : ["expired", "closed"]);
    expect(await clinic.remaining(entitlement)).toBe(state === "active" ? 0 : 1);
  }
});

test("the owner withdraws while a vet takes: whoever is second sees what the first did", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { owner, consultation, entitlement } = await activated(clinic);
    const [closed, taken] = await Promise.all([
      closeByOwner(clinic.core, owner, consultation),
      take(clinic.core, vet, consultation),
    ]);
    expect(closed.kind).toBe("cancelled");
    expect(await stateOf(clinic, consultation)).toBe("cancelled");
    expect(await clinic.remaining(entitlement)).toBe(1);
    const lost = (await clinic.notices(vet, "deskCaseLost")).filter(
      (notice) => notice.consultation === consultation,
    );
    expect(lost).toHaveLength(taken.kind === "taken" ? 1 : 0);
  }
});

/** Does `first` in a transaction that commits when `second`, on a connection of its own, waits for it. */
async function whileHeld<A, B>(
  first: (core: Core) => Promise<A>,
  second: () => Promise<B>,
): Promise<readonly [A, B]> {
  let begun: () => void = nothing;
  let commit: () => void = nothing;
  const ready = new Promise<void>((resolve) => (begun = resolve));
  const held = new Promise<void>((resolve) => (commit = resolve));
  const holding = transact(clinic.core, async (core) => {
    const result = await first(core);
    begun();
    await held;
    return result;
  });
  await Promise.race([ready, holding]);
  const waiting = second();
  try {
    await vi.waitFor(async () => {
      const [row] = await clinic.core.db.$queryRaw<{ waiting: number }[]>`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      expect(row?.waiting).toBe(1);
    }, PATIENCE);
  } finally {
    commit();
  }
  return Promise.all([holding, waiting]);
}

test("what an owner writes while a vet takes the case is held back until it is known who hears it", async () => {
  const opened = await activated(clinic);
  // The message's transaction holds the case: the vet waits for it, and then sees the message in the history.
  const [wrote, taken] = await whileHeld(
    (core) => write({ ...clinic, core }, opened),
    () => take(clinic.core, vet, opened.consultation),
  );
  expect(wrote).toMatchObject({ kind: "open", conversation: { staffId: null } });
  expect(taken).toEqual({ kind: "taken" });
});

test("what a vet writes while the owner closes does not pass and opens nothing", async () => {
  const { owner, consultation, conversation } = await answered(clinic, vet);
  const [closed, wrote] = await whileHeld(
    (core) => closeByOwner(core, owner, consultation),
    () => staffWrote(clinic.core, vet, conversation),
  );
  expect([closed.kind, wrote]).toEqual(["closed", expect.objectContaining({ kind: "closed", consultation })]);
  expect(await stateOf(clinic, consultation)).toBe("closed");
});

test("a support chat is not closed under what its operator is writing", async () => {
  const operator = await clinic.staff("Maria", { roles: ["operator"] });
  const person = await clinic.owner();
  const { conversation } = await openSupport(clinic.core, person);
  await ownerWrote(clinic.core, person, conversation);
  await takeSupport(clinic.core, operator, conversation);
  const [wrote, closed] = await whileHeld(
    (core) => staffWrote(core, operator, conversation),
    () => closeSupport(clinic.core, { side: "owner", person }, conversation),
  );
  expect([wrote.kind, closed.kind]).toEqual(["open", "closed"]);
});

test("a message at the very end of the silence keeps the case open, and the silence begins anew", async () => {
  clinic.clock.set(minute(0));
  const opened = await answered(clinic, vet);
  await clinic.at(48 * HOUR);
  clinic.clock.set(minute(72 * HOUR));
  await whileHeld(
    (core) => write({ ...clinic, core }, opened),
    () => clinic.at(72 * HOUR),
  );
  expect(await stateOf(clinic, opened.consultation)).toBe("active");
  await clinic.at(120 * HOUR);
  const warnings = await clinic.notices(opened.owner, "caseSilent");
  expect(warnings.map(({ closesAt }) => closesAt)).toEqual(
    [72, 144].map((hour) => minute(hour * HOUR).toISOString()),
  );
});

test("a session given back twice comes back once", async () => {
  const { owner, consultation, entitlement } = await activated(clinic);
  await Promise.all([closeByOwner(clinic.core, owner, consultation), giveBack(clinic.core, consultation)]);
  expect(await clinic.remaining(entitlement)).toBe(1);
});
