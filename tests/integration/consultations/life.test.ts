import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activate } from "../../../core/consultations/activate.ts";
import { closeByOwner } from "../../../core/consultations/close.ts";
import { anyoneOnDuty } from "../../../core/consultations/duty.ts";
import { caseClock, ownerCaseFile, ownerCases } from "../../../core/consultations/owner-cases.ts";
import { queueFor } from "../../../core/consultations/queue.ts";
import { reopen } from "../../../core/consultations/reopen.ts";
import { release, take } from "../../../core/consultations/take.ts";
import { caseFile, vetCases } from "../../../core/consultations/vet-cases.ts";
import { ownerWrote, staffWrote } from "../../../core/consultations/wrote.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { activated, answered, conclude, staffOfChat, stateOf, unknown, write } from "./world.ts";

let clinic: Practice;
let vet: string;
let other: string;

beforeAll(async () => {
  clinic = await practice();
  vet = await clinic.staff("Dr Olga Konina");
  other = await clinic.staff("Dr Ivan Belov");
});
afterAll(() => clinic.drop());

describe("activating", () => {
  test("takes a session, starts the clock, selects the chat, tells the owner and everybody on duty", async () => {
    clinic.clock.set(minute(0));
    const { owner, entitlement, consultation, conversation } = await activated(clinic);
    expect(await clinic.remaining(entitlement)).toBe(0);
    expect(await stateOf(clinic, consultation)).toBe("queued");
    expect(await caseClock(clinic.core, consultation)).toEqual({
      kind: "running",
      since: minute(0),
      deadline: minute(30),
      taken: false,
    });
    const person = await clinic.core.db.person.findUniqueOrThrow({ where: { id: owner } });
    expect(person.selectedId).toBe(conversation);
    const [notice] = await clinic.notices(owner, "caseActivated");
    expect(notice).toMatchObject({
      consultation,
      deadline: minute(30).toISOString(),
      vet: null,
      onDuty: true,
    });
    for (const id of [vet, other]) {
      const told = await clinic.notices(id, "deskCaseWaits");
      expect(told.at(-1)).toMatchObject({ consultation, complaint: "He limps since yesterday", waited: 0 });
    }
  });

  test("asked for twice under one key, happens once", async () => {
    const owner = await clinic.owner();
    const pet = await clinic.pet(owner);
    const entitlement = await clinic.entitlement(owner, { sessions: 2 });
    const input = { entitlement, pet, complaint: { text: "Coughs", files: [] }, once: `once-${owner}` };
    const first = await activate(clinic.core, owner, input);
    expect(await activate(clinic.core, owner, input)).toEqual(first);
    expect(await clinic.remaining(entitlement)).toBe(1);
  });

  test("is refused without a session, with somebody else's pet, and too far ahead; nothing is taken", async () => {
    const { owner, entitlement } = await activated(clinic);
    const pet = await clinic.pet(owner);
    const complaint = { text: "Coughs", files: [] };
    expect(await activate(clinic.core, owner, { entitlement, pet, complaint })).toEqual({
      kind: "none_left",
    });
    const fresh = await clinic.entitlement(owner);
    const stranger = await clinic.pet(await clinic.owner());
    expect(await activate(clinic.core, owner, { entitlement: fresh, pet: stranger, complaint })).toEqual({
      kind: "unknown_pet",
    });
    const startsAt = minute(15 * 24 * HOUR);
    expect(await activate(clinic.core, owner, { entitlement: fresh, pet, complaint, startsAt })).toEqual({
      kind: "too_far_ahead",
    });
    expect(await activate(clinic.core, await clinic.owner(), { entitlement: fresh, pet, complaint })).toEqual(
      {
        kind: "unknown_pet",
      },
    );
    expect(await clinic.remaining(fresh)).toBe(1);
  });

  test("says when no vet is on duty", async () => {
    const empty = await practice();
    await empty.staff("Dr Away", { duty: false });
    expect(await anyoneOnDuty(empty.core)).toBe(false);
    const { owner } = await activated(empty);
    expect((await empty.notices(owner, "caseActivated"))[0]).toMatchObject({ onDuty: false });
    await empty.drop();
  });
});

describe("taking", () => {
  test("gives the case to one vet: its owner's messages, its file, a topic; the announcements say so", async () => {
    const { owner, consultation, conversation } = await activated(clinic);
    expect(await take(clinic.core, vet, consultation)).toEqual({ kind: "taken" });
    expect(await staffOfChat(clinic, conversation)).toBe(vet);
    expect(await caseFile(clinic.core, vet, { consultation })).toMatchObject({
      owner: "Anna",
      complaint: "He limps since yesterday",
      petCard: { name: "Rex" },
    });
    expect(await caseFile(clinic.core, other, { consultation })).toBeUndefined();
    expect((await clinic.notices(owner, "caseTaken"))[0]).toMatchObject({ vet: "Dr Olga Konina" });
    expect((await clinic.notices(other, "deskCaseOver")).at(-1)).toMatchObject({
      why: "taken",
      by: "Dr Olga Konina",
    });
    expect((await clinic.notices(vet, "deskCaseOver")).at(-1)).toMatchObject({ why: "taken", by: null });
    const topics = (await clinic.queued(vet)).filter(({ conversation: lane }) => lane === conversation);
    expect(topics[0]?.operation).toMatchObject({ op: "openTopic", conversation });
    expect(await clinic.core.db.announcement.count({ where: { conversationId: conversation } })).toBe(0);
  });

  test("is refused to the second vet, to one off duty, and of a case that is over", async () => {
    const { owner, consultation } = await activated(clinic);
    await take(clinic.core, vet, consultation);
    expect(await take(clinic.core, other, consultation)).toEqual({
      kind: "already_taken",
      by: "Dr Olga Konina",
      own: false,
    });
    expect(await take(clinic.core, vet, consultation)).toMatchObject({ kind: "already_taken", own: true });
    const off = await clinic.staff("Dr Off", { duty: false });
    expect(await take(clinic.core, off, consultation)).toEqual({ kind: "not_on_duty" });
    await closeByOwner(clinic.core, owner, consultation);
    expect(await take(clinic.core, other, consultation)).toEqual({ kind: "gone" });
    expect(await take(clinic.core, other, unknown)).toEqual({ kind: "gone" });
  });

  test("is the named vet's alone for ten minutes", async () => {
    clinic.clock.set(minute(0));
    const { consultation } = await activated(clinic, { vet });
    const sees = async (id: string) =>
      (await queueFor(clinic.core, id)).some((row) => row.consultation === consultation);
    expect(await sees(vet)).toBe(true);
    expect(await sees(other)).toBe(false);
    expect(await take(clinic.core, other, consultation)).toEqual({
      kind: "not_yet_yours",
      until: minute(10),
    });
    expect((await clinic.notices(other, "deskCaseWaits")).some((n) => n.consultation === consultation)).toBe(
      false,
    );
    await clinic.at(10);
    expect(await sees(other)).toBe(true);
    const waits = (await clinic.notices(other, "deskCaseWaits")).filter(
      (n) => n.consultation === consultation,
    );
    expect(waits.map(({ waited }) => waited)).toEqual([10]);
    expect(await take(clinic.core, other, consultation)).toEqual({ kind: "taken" });
  });

  test("a named vet who is off duty keeps nobody waiting", async () => {
    const named = await clinic.staff("Dr Named", { duty: false });
    const { consultation } = await activated(clinic, { vet: named });
    expect((await clinic.notices(named, "deskCaseWaits")).at(-1)).toMatchObject({
      consultation,
      preferred: true,
    });
    expect(await take(clinic.core, other, consultation)).toEqual({ kind: "taken" });
  });
});

describe("the first message", () => {
  test("stops the clock, once, and only the vet's own", async () => {
    clinic.clock.set(minute(0));
    const opened = await activated(clinic);
    await take(clinic.core, vet, opened.consultation);
    expect(await write(clinic, opened)).toMatchObject({ kind: "open", conversation: { staffId: vet } });
    expect(await staffWrote(clinic.core, other, opened.conversation)).toEqual({ kind: "unknown" });
    expect(await stateOf(clinic, opened.consultation)).toBe("taken");
    clinic.clock.set(minute(4));
    expect(await staffWrote(clinic.core, vet, opened.conversation)).toMatchObject({ kind: "open" });
    clinic.clock.set(minute(5));
    await staffWrote(clinic.core, vet, opened.conversation);
    expect(await caseClock(clinic.core, opened.consultation)).toMatchObject({
      kind: "answered",
      at: minute(4),
    });
    await clinic.at(31);
    expect(await stateOf(clinic, opened.consultation)).toBe("active");
  });

  test("nobody writes into somebody else's case, or into one that is over", async () => {
    const opened = await answered(clinic, vet);
    expect(await ownerWrote(clinic.core, await clinic.owner(), opened.conversation)).toEqual({
      kind: "unknown",
    });
    await conclude(clinic, vet, opened.consultation);
    expect(await write(clinic, opened)).toMatchObject({ kind: "closed", consultation: opened.consultation });
    expect(await staffWrote(clinic.core, vet, opened.conversation)).toMatchObject({ kind: "closed" });
  });
});

describe("returning", () => {
  test("before an answer the clock goes on and another vet may take it", async () => {
    clinic.clock.set(minute(0));
    const { owner, consultation, conversation } = await activated(clinic);
    await take(clinic.core, vet, consultation);
    clinic.clock.set(minute(3));
    expect(await release(clinic.core, other, consultation)).toEqual({ kind: "gone" });
    expect(await release(clinic.core, vet, consultation)).toEqual({ kind: "released" });
    expect(await staffOfChat(clinic, conversation)).toBeNull();
    expect(await caseClock(clinic.core, consultation)).toMatchObject({
      kind: "running",
      deadline: minute(30),
    });
    expect((await clinic.notices(owner, "caseRequeued"))[0]).toMatchObject({
      deadline: minute(30).toISOString(),
    });
    expect(await caseFile(clinic.core, vet, { consultation })).toBeUndefined();
    expect(await take(clinic.core, other, consultation)).toEqual({ kind: "taken" });
  });

  test("after an answer the owner is promised thirty new minutes", async () => {
    clinic.clock.set(minute(0));
    const { owner, consultation, entitlement } = await answered(clinic, vet);
    clinic.clock.set(minute(100));
    expect(await release(clinic.core, vet, consultation)).toEqual({ kind: "released" });
    expect((await clinic.notices(owner, "caseHandedOver"))[0]).toMatchObject({
      vet: "Dr Olga Konina",
      deadline: minute(130).toISOString(),
    });
    await clinic.at(130);
    expect(await stateOf(clinic, consultation)).toBe("expired");
    expect(await clinic.remaining(entitlement)).toBe(1);
  });
});

describe("the end", () => {
  test("the vet's conclusion reaches the owner and is kept; the topic is marked", async () => {
    const { owner, consultation, conversation } = await answered(clinic, vet);
    const closed = await conclude(clinic, vet, consultation, "Rest for a week");
    expect(closed).toMatchObject({ kind: "closed" });
    const sent = (await clinic.queued(owner)).filter(({ conversation: lane }) => lane === conversation);
    const said = sent.findIndex(
      ({ operation }) =>
        operation.op === "send" &&
        operation.content.kind === "text" &&
        operation.content.text === "Rest for a week",
    );
    expect(said).toBeGreaterThan(-1);
    expect(sent[said + 1]?.operation).toMatchObject({
      op: "notice",
      notice: { kind: "caseClosed", by: "vet", concluded: true },
    });
    expect(await ownerCaseFile(clinic.core, owner, consultation)).toMatchObject({
      conclusion: "Rest for a week",
      vet: "Dr Olga Konina",
      rateable: true,
    });
    const names = (await clinic.queued(vet)).flatMap(({ operation }) =>
      operation.op === "renameTopic" && operation.conversation === conversation ? operation.name : [],
    );
    expect(names.at(-1)).toMatch(/^✅ #\d+ Rex$/);
    expect(await conclude(clinic, vet, consultation)).toEqual({ kind: "gone" });
  });

  test("the owner withdraws before an answer: the session comes back, the vet is told", async () => {
    const { owner, consultation, entitlement } = await activated(clinic);
    await take(clinic.core, vet, consultation);
    expect(await closeByOwner(clinic.core, owner, consultation)).toEqual({ kind: "cancelled" });
    expect(await clinic.remaining(entitlement)).toBe(1);
    expect((await clinic.notices(vet, "deskCaseLost")).at(-1)).toMatchObject({
      consultation,
      why: "cancelled",
    });
    expect(await closeByOwner(clinic.core, owner, consultation)).toEqual({
      kind: "over",
      state: "cancelled",
    });
    expect(await clinic.remaining(entitlement)).toBe(1);
  });

  test("the owner closes after an answer: nothing comes back", async () => {
    const { owner, consultation, entitlement } = await answered(clinic, vet);
    expect(await closeByOwner(clinic.core, await clinic.owner(), consultation)).toEqual({ kind: "unknown" });
    expect(await closeByOwner(clinic.core, owner, consultation)).toMatchObject({ kind: "closed" });
    expect(await clinic.remaining(entitlement)).toBe(0);
    expect((await clinic.notices(vet, "deskCaseClosed")).at(-1)).toMatchObject({ consultation, by: "owner" });
  });

  test("either side reopens within 48 hours, with the same vet; nobody after, and nothing without an answer", async () => {
    clinic.clock.set(minute(0));
    const { owner, consultation, conversation } = await answered(clinic, vet);
    await conclude(clinic, vet, consultation);
    expect(await reopen(clinic.core, { side: "staff", person: other }, consultation)).toEqual({
      kind: "unknown",
    });
    clinic.clock.set(minute(47 * HOUR));
    expect(await reopen(clinic.core, { side: "owner", person: owner }, consultation)).toEqual({
      kind: "reopened",
    });
    expect(await reopen(clinic.core, { side: "owner", person: owner }, consultation)).toEqual({
      kind: "open",
    });
    expect(await staffOfChat(clinic, conversation)).toBe(vet);
    expect((await clinic.notices(vet, "deskCaseReopened")).at(-1)).toMatchObject({ consultation });
    await conclude(clinic, vet, consultation);
    expect(await reopen(clinic.core, { side: "staff", person: vet }, consultation)).toEqual({
      kind: "reopened",
    });
    await conclude(clinic, vet, consultation);
    clinic.clock.set(minute((47 + 48) * HOUR));
    expect(await reopen(clinic.core, { side: "owner", person: owner }, consultation)).toEqual({
      kind: "too_late",
    });
    const cancelled = await activated(clinic);
    await closeByOwner(clinic.core, cancelled.owner, cancelled.consultation);
    expect(
      await reopen(clinic.core, { side: "owner", person: cancelled.owner }, cancelled.consultation),
    ).toEqual({ kind: "too_late" });
  });
});

describe("lists", () => {
  test("the owner sees current and past cases, each vet the own ones", async () => {
    clinic.clock.set(minute(0));
    const lists = await practice();
    const one = await lists.staff("Dr One");
    const two = await lists.staff("Dr Two");
    const first = await answered(lists, one);
    const pet = await lists.pet(first.owner, "Murka");
    const second = await activate(lists.core, first.owner, {
      entitlement: await lists.entitlement(first.owner),
      pet,
      complaint: { text: "Sneezes", files: [] },
    });
    if (second.kind !== "activated") throw new Error(second.kind);
    await take(lists.core, two, second.consultation);
    await conclude(lists, one, first.consultation);
    const [current, archive] = [
      await ownerCases(lists.core, first.owner, "current"),
      await ownerCases(lists.core, first.owner, "archive"),
    ];
    expect(current.map(({ pet }) => pet)).toEqual(["Murka"]);
    expect(archive.map(({ pet, vet }) => [pet, vet])).toEqual([["Rex", "Dr One"]]);
    expect((await vetCases(lists.core, two)).map(({ pet }) => pet)).toEqual(["Murka"]);
    expect((await vetCases(lists.core, one)).map(({ state }) => state)).toEqual(["closed"]);
    expect(await ownerCaseFile(lists.core, await lists.owner(), first.consultation)).toBeUndefined();
    await lists.drop();
  });
});
