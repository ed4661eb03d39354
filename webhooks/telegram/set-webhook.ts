import { GrammyError } from "grammy";
import type { Log } from "../../core/platform/log.ts";
import { pause } from "../../core/platform/pause.ts";
import { allowedUpdates } from "./arrival.ts";
import type { BotIntake } from "./intake.ts";

/** Between tries while Telegram cannot be reached. */
const PAUSE_MS = 3_000;
/** Updates delivered side by side; one person's order is kept by the inbox. Telegram's own default. */
const CONNECTIONS = 40;

/** Tells Telegram where to post a bot's updates. Tried until it succeeds or `signal` aborts. */
export async function setWebhook(
  { api, channel }: BotIntake,
  { url, secret }: { readonly url: string; readonly secret: string },
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await api.setWebhook(url, {
        secret_token: secret,
        allowed_updates: [...allowedUpdates],
        max_connections: CONNECTIONS,
      });
      return;
    } catch (error) {
      const status = error instanceof GrammyError ? error.error_code : 0;
      log.warn({ channel, status, error }, "the webhook could not be set; it is tried again");
      await pause(PAUSE_MS, signal);
    }
  }
}
