import { GrammyError } from "grammy";
import { keepLease } from "../../core/platform/lease.ts";
import type { Core } from "../../core/platform/core.ts";
import type { Log } from "../../core/platform/log.ts";
import { pause } from "../../core/platform/pause.ts";
import { allowedUpdates } from "./arrival.ts";
import type { BotIntake } from "./intake.ts";
import { grammySignal } from "./signal.ts";

/** How long Telegram holds a poll open. A poll that ends by itself costs nothing; a longer one delays shutdown. */
const POLL_S = 25;
/** After an error: short enough that nobody notices, long enough not to hammer. */
const PAUSE_MS = 1_000;

/**
 * Fetches a bot's updates by long polling until `signal` aborts. One poller per bot among all processes, by lease: a
 * second one would be answered 409. Updates are confirmed by the next poll, after their commit.
 */
export async function poll(core: Core, intake: BotIntake, log: Log, signal: AbortSignal): Promise<void> {
  await keepLease(core, `poll:${intake.channel}`, signal, async (held) => {
    let offset: number | undefined;
    while (!held.aborted) {
      try {
        // Telegram gives nothing to who polls while it has an address to post to.
        if (offset === undefined) await intake.api.deleteWebhook(undefined, grammySignal(held));
        offset ??= 0;
        const updates = await intake.api.getUpdates(
          { offset, timeout: POLL_S, allowed_updates: [...allowedUpdates] },
          grammySignal(held),
        );
        await intake.accept(updates);
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
      } catch (error) {
        if (held.aborted) break;
        const status = error instanceof GrammyError ? error.error_code : 0;
        log.warn({ channel: intake.channel, status, error }, "polling failed; it goes on");
        await pause(PAUSE_MS, held);
      }
    }
  });
}
