import { tellOwner } from "../consultations/tell.ts";
import type { TimerHandler } from "../platform/timers.ts";
import { announceSupport, REMIND_AT } from "./wait.ts";

/** Someone still waits: the operators hear of it again, and with the last reminder the person of the operators. */
const remind: TimerHandler = async (core, payload) => {
  const { conversation, minute } = payload;
  if (typeof conversation !== "string" || typeof minute !== "number")
    throw new Error("a timer without its conversation");
  const row = await core.db.conversation.findFirst({
    where: { id: conversation, kind: "support", waitingSince: { not: null } },
  });
  if (!row?.waitingSince) return;
  await announceSupport(core, conversation, row.waitingSince, minute);
  if (minute === REMIND_AT[REMIND_AT.length - 1])
    await tellOwner(
      core,
      { ownerId: row.ownerId, conversationId: conversation },
      { kind: "supportDelayed", conversation },
    );
};

/** Handlers of this area's timers by kind. */
export const timers: Readonly<Record<string, TimerHandler>> = { "support.remind": remind };
