import { GrammyError } from "grammy";
import type { Log } from "../../core/platform/log.ts";
import type { Core } from "../../core/platform/core.ts";
import { keepLease } from "../../core/platform/lease.ts";
import { aborted, pause } from "../../core/platform/pause.ts";
import { allowedUpdates } from "./arrival.ts";
import type { BotIntake } from "./intake.ts";
import { grammySignal } from "./signal.ts";

/** Between tries while Telegram cannot be reached. */
const PAUSE_MS = 3_000;
/** Updates delivered side by side; one person's order is kept by the inbox. Telegram's own default. */
const CONNECTIONS = 40;

export interface Address {
  readonly url: string;
  /** Repeated by Telegram with every update. */
  readonly secret: string;
}

/**
 * Tells Telegram where to post a bot's updates, for all processes that take them there: one does it, and when that one
 * ends another does it once more, with the address that it knows. So two versions with different addresses never
 * take turns, and the one that stays has the last word. Resolves when `signal` aborts.
 */
export async function keepWebhook(
  core: Core,
  intake: BotIntake,
  address: Address,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  await keepLease(core, `webhook:${intake.channel}`, signal, async (held) => {
    await setWebhook(intake, address, log, held);
    await aborted(held);
  });
}

/** Tried until it succeeds or `signal` aborts. */
export async function setWebhook(
  { api, channel }: BotIntake,
  { url, secret }: Address,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const what = {
        secret_token: secret,
        allowed_updates: [...allowedUpdates],
        max_connections: CONNECTIONS,
      };
      await api.setWebhook(url, what, grammySignal(signal));
      return;
    } catch (error) {
      if (signal.aborted) return;
      const status = error instanceof GrammyError ? error.error_code : 0;
      log.warn({ channel, status, error }, "the webhook could not be set; it is tried again");
      await pause(PAUSE_MS, signal);
    }
  }
}
