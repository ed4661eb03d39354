import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeByOwner } from "../../../core/consultations/close.ts";
import { take } from "../../../core/consultations/take.ts";
import { staffWrote } from "../../../core/consultations/wrote.ts";
import { HOUR, minute, practice, type Practice } from "../../support/practice.ts";
import { activated, answered, conclude, staffOfChat, stateOf, write } from "./world.ts";

let clinic: Practice;
let vet: string;

beforeEach(async () => {
  clinic = await practice();
  vet = await clinic.staff("Dr Olga Konina");
});
afterEach(() => clinic.drop());

describe("the thirty minutes", () => {
  test("vets are reminded at 10 and 20, the owner hears at 20; at 30 the session is given back", async () => {
    const { owner, consultation, entitlement, conversation } = await activated(clinic);
    await clinic.at(9);
    expect(await clinic.told(vet)).toEqual(["deskCaseWaits"]);
    await clinic.at(10);
    await clinic.at(20);
    expect((await clinic.notices(vet, "deskCaseWaits")).map(({ waited }) => waited)).toEqual([0, 10, 20]);
    expect(await clinic.told(owner)).toEqual(["caseActivated", "caseDelayed"]);
    await clinic.at(29.9);
    expect(await stateOf(clinic, consultation)).toBe("queued");
    await clinic.at(30);
    expect(await stateOf(clinic, consultation)).toBe("expired");
    expect(await clinic.remaining(entitlement)).toBe(1);
    expect((await clinic.told(owner)).at(-1)).toBe("caseExpired");
    // Every announcement is edited to say that there is nothing to take.
    const edited = (await clinic.queued(vet)).filter(
      ({ operation }) => operation.op === "notice" && operation.replaces,
    );
    expect(edited).toHaveLength(3);
    const chat = await clinic.core.db.conversation.findUniqueOrThrow({ where: { id: conversation } });
    expect(chat.open).toBe(false);
  });

  test("after one long jump everything happens in order, with the same result", async () => {
    const { owner, consultation, entitlement } = await activated(clinic);
    await clinic.at(500);
    expect(await clinic.told(owner)).toEqual(["caseActivated", "caseDelayed", "caseExpired"]);
    const [announced, over] = ["deskCaseWaits", "deskCaseOver"];
    expect(await clinic.told(vet)).toEqual([announced, announced, announced, over, over, over]);
    const row = await clinic.core.db.consultation.findUniqueOrThrow({ where: { id: consultation } });
    expect(row.closedAt).toEqual(minute(30));
    expect(await clinic.remaining(entitlement)).toBe(1);
    expect(await clinic.core.db.timer.count()).toBe(0);
  });

  test("run from the chosen time", async () => {
    const { owner, consultation } = await activated(clinic, { startsAt: minute(120) });
    expect(await stateOf(clinic, consultation)).toBe("scheduled");
    expect(await clinic.told(owner)).toEqual(["caseScheduled"]);
    expect(await clinic.told(vet)).toEqual([]);
    expect(await take(clinic.core, vet, consultation)).toEqual({ kind: "gone" });
    await clinic.at(120);
    expect(await stateOf(clinic, consultation)).toBe("queued");
    expect((await clinic.notices(owner, "caseStarted"))[0]).toMatchObject({
      deadline: minute(150).toISOString(),
    });
    await clinic.at(149);
    expect(await stateOf(clinic, consultation)).toBe("queued");
    await clinic.at(150);
    expect(await stateOf(clinic, consultation)).toBe("expired");
  });

  test("a scheduled case may be withdrawn before its time", async () => {
    const { owner, consultation, entitlement } = await activated(clinic, { startsAt: minute(120) });
    expect(await closeByOwner(clinic.core, owner, consultation)).toEqual({ kind: "cancelled" });
    await clinic.at(200);
    expect(await stateOf(clinic, consultation)).toBe("cancelled");
    expect(await clinic.remaining(entitlement)).toBe(1);
    expect(await clinic.core.db.timer.count()).toBe(0);
  });
});

describe("a vet who took a case", () => {
  test("and stays silent for ten minutes loses it to the queue", async () => {
    const other = await clinic.staff("Dr Ivan Belov");
    const { owner, consultation, conversation } = await activated(clinic);
    await clinic.at(5);
    await take(clinic.core, vet, consultation);
    await clinic.at(10);
    expect((await clinic.told(vet)).at(-1)).toBe("deskAnswerDue");
    await clinic.at(15);
    expect(await stateOf(clinic, consultation)).toBe("queued");
    expect(await staffOfChat(clinic, conversation)).toBeNull();
    expect((await clinic.notices(vet, "deskCaseLost")).at(-1)).toMatchObject({ why: "silent" });
    expect((await clinic.notices(other, "deskCaseWaits")).at(-1)).toMatchObject({ waited: 15 });
    expect((await clinic.told(owner)).at(-1)).toBe("caseRequeued");
    const names = (await clinic.queued(vet)).flatMap(({ operation }) =>
      operation.op === "renameTopic" ? operation.name : [],
    );
    expect(names).toEqual([expect.stringMatching(/^↩️ #\d+ Rex$/)]);
    // Its own topic is used again.
    await take(clinic.core, vet, consultation);
    const again = (await clinic.queued(vet)).map(({ operation }) => operation.op);
    expect(again.filter((op) => op === "openTopic")).toHaveLength(1);
    expect(again.filter((op) => op === "renameTopic")).toHaveLength(2);
  });

  test("shortly before the end loses it to time, not to the queue", async () => {
    const { consultation, entitlement } = await activated(clinic);
    clinic.clock.set(minute(25));
    await take(clinic.core, vet, consultation);
    await clinic.at(60);
    expect(await stateOf(clinic, consultation)).toBe("expired");
    expect(await clinic.remaining(entitlement)).toBe(1);
    expect((await clinic.notices(vet, "deskCaseLost")).map(({ why }) => why)).toEqual(["expired"]);
  });

  test("a jump over both ends plays both: back to the queue at 12, expired at 30", async () => {
    const { owner, consultation } = await activated(clinic);
    clinic.clock.set(minute(2));
    await take(clinic.core, vet, consultation);
    await clinic.at(1000);
    expect(await clinic.told(owner)).toEqual([
      "caseActivated",
      "caseTaken",
      "caseRequeued",
      "caseDelayed",
      "caseExpired",
    ]);
  });
});

describe("silence", () => {
  test("is announced after 48 hours and closes after 72", async () => {
    const { owner, consultation } = await answered(clinic, vet);
    await clinic.at(47 * HOUR);
    expect((await clinic.told(owner)).at(-1)).toBe("caseTaken");
    await clinic.at(48 * HOUR);
    expect((await clinic.notices(owner, "caseSilent"))[0]).toMatchObject({
      closesAt: minute(72 * HOUR).toISOString(),
    });
    expect((await clinic.told(vet)).at(-1)).toBe("deskCaseSilent");
    await clinic.at(71 * HOUR);
    expect(await stateOf(clinic, consultation)).toBe("active");
    await clinic.at(72 * HOUR);
    expect(await stateOf(clinic, consultation)).toBe("closed");
    expect((await clinic.notices(owner, "caseClosed"))[0]).toMatchObject({
      by: "silence",
      concluded: false,
      reopenUntil: minute((72 + 48) * HOUR).toISOString(),
    });
  });

  test("a message of either side begins it anew, also after the notice", async () => {
    const opened = await answered(clinic, vet);
    await clinic.at(40 * HOUR);
    await write(clinic, opened);
    await clinic.at(87 * HOUR);
    expect(await clinic.notices(opened.owner, "caseSilent")).toHaveLength(0);
    await clinic.at(88 * HOUR);
    expect(await clinic.notices(opened.owner, "caseSilent")).toHaveLength(1);
    await clinic.at(100 * HOUR);
    await staffWrote(clinic.core, vet, opened.conversation);
    await clinic.at(147 * HOUR);
    expect(await stateOf(clinic, opened.consultation)).toBe("active");
    expect(await clinic.notices(opened.owner, "caseSilent")).toHaveLength(1);
    await clinic.at(172 * HOUR);
    expect(await clinic.notices(opened.owner, "caseSilent")).toHaveLength(2);
    expect(await stateOf(clinic, opened.consultation)).toBe("closed");
  });

  test("over a jump is still announced first", async () => {
    const { owner, consultation } = await answered(clinic, vet);
    await clinic.at(400 * HOUR);
    expect((await clinic.told(owner)).slice(-2)).toEqual(["caseSilent", "caseClosed"]);
    const row = await clinic.core.db.consultation.findUniqueOrThrow({ where: { id: consultation } });
    expect(row.closedAt).toEqual(minute(72 * HOUR));
  });

  test("announced late, because its timer failed for a day, still leaves a day to answer", async () => {
    const { owner, consultation } = await answered(clinic, vet);
    await clinic.core.db.timer.updateMany({ data: { dueAt: minute(73 * HOUR) } });
    await clinic.at(73 * HOUR);
    expect(await clinic.notices(owner, "caseSilent")).toMatchObject([
      { closesAt: minute(97 * HOUR).toISOString() },
    ]);
    await clinic.at(96 * HOUR);
    expect(await stateOf(clinic, consultation)).toBe("active");
    await clinic.at(97 * HOUR);
    expect(await stateOf(clinic, consultation)).toBe("closed");
  });

  test("no timer is left behind by a case that is over", async () => {
    const { consultation } = await answered(clinic, vet);
    await conclude(clinic, vet, consultation);
    expect(await clinic.core.db.timer.count()).toBe(0);
  });
});
