/**
 * The updates that wait for a bot. An update stays until it is confirmed: by a getUpdates with a higher offset, or by a
 * webhook that answered 2xx. Unconfirmed ones are delivered again, for 24 hours.
 */
import type { Update } from "grammy/types";
import { updateFault } from "./faults.ts";
import { forgetUpdate, saveBot, saveUpdate } from "./restore.ts";
import { checkUpdate } from "./schema.ts";
import type { Bot, Chat, QueuedUpdate, World } from "./world.ts";

export type UpdateContent = Omit<Update, "update_id">;

/** Kinds that a bot gets only if it asks for them in allowed_updates. */
const MUST_BE_ASKED_FOR = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

const KEPT_MS = 24 * 60 * 60_000;

function wanted(bot: Bot, kind: string): boolean {
  const allowed = bot.record.allowedUpdates;
  return allowed && allowed.length > 0 ? allowed.includes(kind) : !MUST_BE_ASKED_FOR.has(kind);
}

/** Messages of a chat travel in one queue, button presses and payments of a person in another. */
function queueOf(kind: string, chat: Chat): string {
  return kind === "callback_query" || kind === "pre_checkout_query"
    ? `${kind} ${chat.record.userId}`
    : `chat ${chat.record.key}`;
}

/** Queues an update for the bot of this chat, if the bot wants its kind. */
export function push(world: World, chat: Chat, content: UpdateContent): void {
  const bot = world.bots.get(chat.record.botId);
  const kind = Object.keys(content)[0] ?? "";
  if (!bot || !wanted(bot, kind)) return;
  const held = bot.heldBack;
  delete bot.heldBack;
  if (!held && updateFault(world, bot.record.me.id, "reorder", chat.record.userId)) {
    bot.heldBack = { update: content, queue: queueOf(kind, chat) };
    return;
  }
  const again = updateFault(world, bot.record.me.id, "duplicate", chat.record.userId);
  enqueue(world, bot, content, queueOf(kind, chat), again);
  if (held) enqueue(world, bot, held.update, held.queue, false);
  wake(world, bot);
}

function enqueue(world: World, bot: Bot, content: UpdateContent, queue: string, again: boolean): void {
  const update: Update = { update_id: bot.record.nextUpdateId++, ...content };
  const problem = checkUpdate(structuredClone(update));
  if (problem !== undefined) world.violations.push(`update ${Object.keys(content).join()}: ${problem}`);
  // What was said is said: later edits of the message do not change an update that waits.
  const queued: QueuedUpdate = { update: structuredClone(update), at: world.clock.now().getTime(), queue };
  if (again) queued.again = true;
  bot.queue.push(queued);
  saveUpdate(world, bot, queued);
  saveBot(world, bot);
}

/** Drops what nobody fetched within a day. */
export function expire(world: World, bot: Bot): void {
  const oldest = world.clock.now().getTime() - KEPT_MS;
  for (const queued of bot.queue.filter(({ at }) => at < oldest)) forget(world, bot, queued);
}

/** Takes a confirmed update out of the queue, unless a fault wants it delivered once more. */
export function confirm(world: World, bot: Bot, queued: QueuedUpdate): void {
  if (queued.again) {
    delete queued.again;
    saveUpdate(world, bot, queued);
  } else forget(world, bot, queued);
}

export function forget(world: World, bot: Bot, queued: QueuedUpdate): void {
  bot.queue = bot.queue.filter((other) => other !== queued);
  forgetUpdate(world, bot, queued);
}

export function forgetAll(world: World, bot: Bot): void {
  for (const queued of bot.queue) forgetUpdate(world, bot, queued);
  bot.queue = [];
}

/** Hands waiting updates to whoever listens: a parked poller or the webhook. */
export function wake(world: World, bot: Bot): void {
  if (bot.queue.length === 0) return;
  if (bot.record.webhook) {
    world.deliver(bot);
    return;
  }
  const poller = bot.poller;
  if (!poller) return;
  delete bot.poller;
  poller.answer(bot.queue.slice(0, poller.limit).map(({ update }) => update));
}
