/**
 * Posts updates to a bot's webhook: several queues at once, each in order, again and again with growing pauses until the
 * bot answers 2xx. A method in the answer is carried out, as the real server does, its result unseen.
 */
import { saveBot } from "./restore.ts";
import { confirm, expire } from "./updates.ts";
import { unixTime, type Bot, type QueuedUpdate, type World } from "./world.ts";

/** Telegram's default for max_connections. */
const CONNECTIONS = 40;
/** The real server gives a webhook 60 s to answer. */
const ANSWER_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** Carries out a method that a bot put into its answer. */
export type Answer = (bot: Bot, json: string) => Promise<void>;

/** Starts a delivery for each queue that has none, as far as connections go. Returns at once. */
export function deliverByWebhook(world: World, bot: Bot, answered: Answer): void {
  expire(world, bot);
  for (const { queue } of bot.queue) {
    if (bot.delivering.size >= (bot.record.webhook?.max_connections ?? CONNECTIONS)) return;
    if (bot.delivering.has(queue)) continue;
    bot.delivering.add(queue);
    void deliverQueue(world, bot, queue, answered).finally(() => {
      bot.delivering.delete(queue);
      // Something may have been queued between the last look and this moment.
      if (bot.record.webhook && bot.queue.length > 0 && !world.closing.aborted)
        deliverByWebhook(world, bot, answered);
    });
  }
}

async function deliverQueue(world: World, bot: Bot, queue: string, answered: Answer): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const queued = bot.queue.find((each) => each.queue === queue);
    if (!queued || !bot.record.webhook || world.closing.aborted) return;
    const failure = await post(world, bot, queued, answered);
    if (failure === undefined) {
      confirm(world, bot, queued);
      pause = FIRST_PAUSE_MS;
      continue;
    }
    bot.record.lastError = { date: unixTime(world), message: failure };
    saveBot(world, bot);
    await wait(pause, world.closing);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Why it failed, in the words of getWebhookInfo, or nothing. */
async function post(
  world: World,
  bot: Bot,
  queued: QueuedUpdate,
  answered: Answer,
): Promise<string | undefined> {
  const webhook = bot.record.webhook;
  if (!webhook) return undefined;
  const secret = webhook.secret_token;
  try {
    const response = await fetch(webhook.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret }),
      },
      body: JSON.stringify(queued.update),
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), world.closing]),
      redirect: "manual",
    });
    const answer = await response.text();
    if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    if (answer.startsWith("{")) await answered(bot, answer);
    return undefined;
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError"
      ? "Read timeout expired"
      : "Connection failed";
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
