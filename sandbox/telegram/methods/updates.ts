/** Getting updates: long polling and webhooks exclude each other. */
import type { Update } from "grammy/types";
import { ApiError } from "../errors.ts";
import type { Call, Methods } from "../method.ts";
import { saveBot } from "../restore.ts";
import { confirm, expire, forget, forgetAll, wake } from "../updates.ts";
import type { Bot } from "../world.ts";

/** Seconds; a longer timeout is cut to this by the real server. */
const LONGEST_POLL = 50;
const BATCH = 100;

const OTHER_POLLER =
  "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_SET = "Conflict: terminated by setWebhook request";
const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

function endPoll(bot: Bot, why: string): void {
  const { poller } = bot;
  delete bot.poller;
  poller?.conflict(why);
}

function dropConfirmed({ world, bot }: Call, offset: number): void {
  const confirmed =
    offset < 0 ? bot.queue.slice(0, offset) : bot.queue.filter((each) => each.update.update_id < offset);
  for (const queued of confirmed) {
    if (offset < 0) forget(world, bot, queued);
    else confirm(world, bot, queued);
  }
}

function park({ bot, gone }: Call, limit: number, seconds: number): Promise<Update[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => leave([]), Math.min(LONGEST_POLL, seconds) * 1000);
    const poller = { limit, answer: leave, conflict };
    function stop(): void {
      clearTimeout(timer);
      gone.removeEventListener("abort", hangUp);
      if (bot.poller === poller) delete bot.poller;
    }
    function leave(updates: Update[]): void {
      stop();
      resolve(updates);
    }
    function hangUp(): void {
      stop();
      resolve([]);
    }
    function conflict(description: string): void {
      stop();
      reject(new ApiError(409, description));
    }
    gone.addEventListener("abort", hangUp);
    bot.poller = poller;
  });
}

export const updateMethods = {
  getUpdates(call, params) {
    const { world, bot } = call;
    if (bot.record.webhook) throw new ApiError(409, WEBHOOK_ACTIVE);
    endPoll(bot, OTHER_POLLER);
    if (params.allowed_updates) {
      bot.record.allowedUpdates = [...params.allowed_updates];
      saveBot(world, bot);
    }
    expire(world, bot);
    dropConfirmed(call, params.offset ?? 0);
    const limit = Math.min(BATCH, Math.max(1, params.limit ?? BATCH));
    const seconds = params.timeout ?? 0;
    if (bot.queue.length === 0 && seconds > 0) return park(call, limit, seconds);
    return bot.queue.slice(0, limit).map(({ update }) => update);
  },

  setWebhook({ world, bot }, params) {
    if (params.url === "") delete bot.record.webhook;
    else {
      endPoll(bot, WEBHOOK_SET);
      const { url, secret_token, max_connections } = params;
      bot.record.webhook = {
        url,
        ...(secret_token === undefined ? {} : { secret_token }),
        ...(max_connections === undefined ? {} : { max_connections }),
      };
    }
    delete bot.record.lastError;
    if (params.allowed_updates) bot.record.allowedUpdates = [...params.allowed_updates];
    if (params.drop_pending_updates === true) forgetAll(world, bot);
    saveBot(world, bot);
    wake(world, bot);
    return true;
  },

  deleteWebhook({ world, bot }, params) {
    delete bot.record.webhook;
    if (params.drop_pending_updates === true) forgetAll(world, bot);
    saveBot(world, bot);
    return true;
  },

  getWebhookInfo({ bot }) {
    const { webhook, lastError, allowedUpdates } = bot.record;
    return {
      url: webhook?.url ?? "",
      has_custom_certificate: false,
      pending_update_count: bot.queue.length,
      ...(webhook ? { max_connections: webhook.max_connections ?? 40, ip_address: "127.0.0.1" } : {}),
      ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
      ...(allowedUpdates && allowedUpdates.length > 0
        ? { allowed_updates: allowedUpdates.filter(isUpdateKind) }
        : {}),
    };
  },
} satisfies Methods;

function isUpdateKind(kind: string): kind is Exclude<keyof Update, "update_id"> {
  return kind !== "update_id";
}
