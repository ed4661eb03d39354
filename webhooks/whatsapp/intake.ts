import { receive } from "../../core/messaging/intake.ts";
import { rename } from "../../core/messaging/renamed.ts";
import { openWindow } from "../../core/messaging/window.ts";
import { transact, type Core } from "../../core/platform/core.ts";
import type { Log } from "../../core/platform/log.ts";
import type { Metrics } from "../../core/platform/metrics.ts";
import { setTimer } from "../../core/platform/timers.ts";
import { gather } from "../../core/platform/gather.ts";
import { readNotification, type Taken } from "./arrivals.ts";

export interface WhatsAppIntake {
  /** Commits all that a notification brings, then resolves; it may be acknowledged. */
  accept(body: unknown): Promise<"accepted" | "malformed">;
}

/** Run by bots/whatsapp/cloud/failed.ts: what an error means is known there. */
const FAILED = "whatsapp.failed";

/** @param phoneId of the number that is ours: an account may have others, with services of their own */
export function whatsappIntake(
  core: Core,
  { phoneId }: { readonly phoneId: string },
  { log, metrics }: { readonly log: Log; readonly metrics: Pick<Metrics, "ignored"> },
): WhatsAppIntake {
  const commit = gather((all: Taken[]) => store(core, all));
  return {
    async accept(body) {
      const taken = readNotification(phoneId, body);
      if (!taken) return "malformed";
      for (const kind of taken.ignored) metrics.ignored("whatsapp", kind);
      if (taken.ignored.includes("other_number"))
        log.warn({ channel: "whatsapp" }, "a notification for another number than WHATSAPP_PHONE_ID");
      for (const { code } of taken.failed)
        log.warn(
          { channel: "whatsapp", reason: String(code) },
          "a message that WhatsApp had accepted was not delivered",
        );
      if (taken.arrivals.length + taken.renamed.length + taken.failed.length > 0) await commit([taken]);
      return "accepted";
    },
  };
}

async function store(core: Core, all: readonly Taken[]): Promise<void> {
  await transact(core, async (core) => {
    // First: who writes in the same breath does so under the new name.
    for (const each of all.flatMap((taken) => taken.renamed)) await rename(core, each);
    const arrivals = all.flatMap((taken) => taken.arrivals);
    const fresh = await receive(core, arrivals);
    // A repeat says nothing of when the person wrote.
    if (fresh > 0) await openWindow(core, "whatsapp", [...new Set(arrivals.map(({ from }) => from))]);
    for (const { id, code } of all.flatMap((taken) => taken.failed))
      await setTimer(core, {
        key: `${FAILED}:${id}`,
        kind: FAILED,
        dueAt: core.clock.now(),
        payload: { id, code },
      });
  });
}
