import { reportFailure } from "../../../core/messaging/late-failure.ts";
import { setTimer, type TimerHandler } from "../../../core/platform/timers.ts";
import { verdictOf } from "./errors.ts";
import { outcomeFor } from "./outcome.ts";

/** Set by webhooks/whatsapp for each status `failed`. */
const KIND = "whatsapp.failed";
/** The report may overtake the note that the message was sent, by a second at most; a send under a lease, by 90. */
const LOOK_AGAIN_MS = 10_000;
const LOOKS = 12;
/** Meta's servers were fine when they took it: a longer wait than for a refusal at once. */
const AT_LEAST_MS = 30_000;

/** A message that Meta had accepted was not delivered. One that is not ours (sent by hand, by another tool) is let be. */
const failed: TimerHandler = async (core, { id, code, looks }) => {
  const externalId = String(id);
  const outcome = outcomeFor(verdictOf(typeof code === "number" ? code : undefined, 400));
  const failure = outcome.kind === "later" ? { ...outcome, ms: Math.max(outcome.ms, AT_LEAST_MS) } : outcome;
  const reported = await reportFailure(core, { channel: "whatsapp", externalId }, failure);
  const next = Number(looks ?? 0) + 1;
  if (reported === "reported" || next >= LOOKS) return;
  await setTimer(core, {
    key: `${KIND}:${externalId}`,
    kind: KIND,
    dueAt: new Date(core.clock.now().getTime() + LOOK_AGAIN_MS),
    payload: { id: externalId, code: code ?? null, looks: next },
  });
};

export const timers: Readonly<Record<string, TimerHandler>> = { [KIND]: failed };
