import type { Timer, TimerHandler } from "../platform/timers.ts";
import { armSilence, lookAgain } from "./clock.ts";
import { afterClose, endUnanswered } from "./close.ts";
import { hearers } from "./duty.ts";
import { findCase, loadCase, refOf } from "./record.ts";
import { ANSWER_WITHIN, CLOSE_AFTER, deadlineOf, plus, REMIND_AT, WARN_AFTER } from "./states.ts";
import { requeue } from "./take.ts";
import { tellDesk, tellOwner } from "./tell.ts";
import { announceCase, beginWait } from "./wait.ts";

// Each handler takes the moment it fell due for its own: after a jump of the clock they run one after another, each
// with the right result. What it finds changed meanwhile is no mistake: it does nothing then.

/** The chosen time has come. */
const start: TimerHandler = async (core, payload, at) => {
  const id = idOf(payload);
  const { count } = await core.db.consultation.updateMany({
    where: { id, state: "scheduled", startsAt: { lte: at } },
    data: { state: "queued" },
  });
  if (count === 0) return;
  const { startsAt } = await loadCase(core, id);
  const row = await beginWait(core, id, startsAt);
  await tellOwner(core, row, {
    kind: "caseStarted",
    ...refOf(row),
    deadline: deadlineOf(startsAt).toISOString(),
  });
};

/** Still no answer: the vets are reminded, all of them once the named vet's ten minutes are over. */
const remind: TimerHandler = async (core, payload, at) => {
  const row = await findCase(core, idOf(payload));
  if (!row || plus(row.startsAt, ANSWER_WITHIN) <= at) return;
  const minute = payload["minute"];
  if (row.state === "taken" && row.vetId)
    await tellDesk(core, row.vetId, row.conversationId, {
      kind: "deskAnswerDue",
      ...refOf(row),
      deadline: deadlineOf(row.startsAt).toISOString(),
    });
  if (row.state === "queued" && typeof minute === "number")
    await announceCase(core, row, await hearers(core, "vet"), minute);
  const last = REMIND_AT[REMIND_AT.length - 1];
  if (minute === last && (row.state === "queued" || row.state === "taken"))
    await tellOwner(core, row, {
      kind: "caseDelayed",
      ...refOf(row),
      deadline: deadlineOf(row.startsAt).toISOString(),
    });
};

/** A vet took it and said nothing. */
const silentVet: TimerHandler = async (core, payload, at) => {
  const id = idOf(payload);
  const { vet, takenAt } = payload;
  if (typeof vet !== "string" || typeof takenAt !== "string") throw new Error("a timer without its vet");
  const { count } = await core.db.consultation.updateMany({
    // Out of time already: it ends instead (`expire`).
    where: {
      id,
      state: "taken",
      vetId: vet,
      takenAt: new Date(takenAt),
      startsAt: { gt: plus(at, -ANSWER_WITHIN) },
    },
    data: { state: "queued", vetId: null, takenAt: null, preferredId: null, preferredUntil: null },
  });
  if (count === 0) return;
  const row = await loadCase(core, id);
  await tellDesk(core, vet, row.conversationId, { kind: "deskCaseLost", ...refOf(row), why: "silent" });
  await requeue(core, vet, id, at);
};

/** No vet has answered in 30 minutes. */
const expire: TimerHandler = async (core, payload, at) => {
  const id = idOf(payload);
  const { count } = await core.db.consultation.updateMany({
    where: { id, state: { in: ["queued", "taken"] } },
    data: { state: "expired", closedAt: at },
  });
  if (count > 0) await endUnanswered(core, id, "expired");
};

/** Nobody has written for long: both are told, a day later it closes. Whoever wrote meanwhile sets it back. */
const silence: TimerHandler = async (core, payload, at) => {
  const id = idOf(payload);
  const row = await findCase(core, id);
  if (row?.state !== "active" || !row.vetId) return;
  const last = row.lastMessageAt ?? row.answeredAt ?? row.startsAt;
  if (plus(last, WARN_AFTER) > at) return armSilence(core, id, last);
  const warned = row.warnedAt !== null && row.warnedAt > last;
  const { count } = await core.db.consultation.updateMany({
    where: { id, state: "active", lastMessageAt: row.lastMessageAt },
    data: warned ? { state: "closed", closedAt: at, closedBy: "service" } : { warnedAt: at },
  });
  // Somebody wrote at this very moment.
  if (count === 0) return armSilence(core, id, at);
  if (warned) {
    await afterClose(core, id, { by: "silence", now: at });
    return;
  }
  // From now, not from the last message: a timer that came late leaves the day to answer all the same.
  const closes = plus(at, CLOSE_AFTER - WARN_AFTER);
  const closesAt = closes.toISOString();
  await tellOwner(core, row, { kind: "caseSilent", ...refOf(row), closesAt });
  await tellDesk(core, row.vetId, row.conversationId, { kind: "deskCaseSilent", ...refOf(row), closesAt });
  await lookAgain(core, id, closes);
};

function idOf(payload: Timer["payload"]): string {
  const id = payload["consultation"];
  if (typeof id !== "string") throw new Error("a timer without its consultation");
  return id;
}

/** Handlers of this area's timers by kind. */
export const timers: Readonly<Record<string, TimerHandler>> = {
  "consultation.start": start,
  "consultation.remind": remind,
  "consultation.silent": silentVet,
  "consultation.expire": expire,
  "consultation.silence": silence,
};
