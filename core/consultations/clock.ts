import type { Core } from "../platform/core.ts";
import { cancelTimers, setTimer } from "../platform/timers.ts";
import { deadlineOf, minutes, plus, REMIND_AT, SILENT_FOR, WARN_AFTER } from "./states.ts";

/** What is to be done about a case and when: rows of the timer table. Handlers: timers.ts. */
const key = (id: string, what: string) => `consultation:${id}:${what}`;

/** The chosen time of a scheduled case. */
export const armStart = (core: Core, id: string, startsAt: Date): Promise<void> =>
  setTimer(core, {
    key: key(id, "start"),
    kind: "consultation.start",
    dueAt: startsAt,
    payload: { consultation: id },
  });

/** The 30 minutes: two reminders and the end. */
export async function armWait(core: Core, id: string, startsAt: Date): Promise<void> {
  for (const minute of REMIND_AT)
    await setTimer(core, {
      key: key(id, `remind${minute}`),
      kind: "consultation.remind",
      dueAt: plus(startsAt, minutes(minute)),
      payload: { consultation: id, minute },
    });
  await setTimer(core, {
    key: key(id, "expire"),
    kind: "consultation.expire",
    dueAt: deadlineOf(startsAt),
    payload: { consultation: id },
  });
}

/** A vet who took the case has to say something. The payload names the taking: a later one has its own. */
export const armSilentVet = (core: Core, id: string, vet: string, takenAt: Date): Promise<void> =>
  setTimer(core, {
    key: key(id, "silent"),
    kind: "consultation.silent",
    dueAt: plus(takenAt, SILENT_FOR),
    payload: { consultation: id, vet, takenAt: takenAt.toISOString() },
  });

/** Nobody has to look at the clock any more: answered, or over. */
export const disarmWait = (core: Core, id: string): Promise<void> =>
  cancelTimers(
    core,
    ...["start", "expire", "silent", ...REMIND_AT.map((m) => `remind${m}`)].map((w) => key(id, w)),
  );

export const disarmSilentVet = (core: Core, id: string): Promise<void> =>
  cancelTimers(core, key(id, "silent"));

/**
 * Looks at a chat when it would have been silent for long enough. One row a case, not one a message: the handler
 * finds out when somebody last wrote and sets it again.
 */
export const armSilence = (core: Core, id: string, last: Date): Promise<void> =>
  lookAgain(core, id, plus(last, WARN_AFTER));

/** Looks at a silent chat at a later time. */
export const lookAgain = (core: Core, id: string, dueAt: Date): Promise<void> =>
  setTimer(core, {
    key: key(id, "silence"),
    kind: "consultation.silence",
    dueAt,
    payload: { consultation: id },
  });

export const disarmSilence = (core: Core, id: string): Promise<void> =>
  cancelTimers(core, key(id, "silence"));
