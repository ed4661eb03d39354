/** A simulated Telegram with its control API and the two bot libraries, torn down after each test file. */
import { Bot, type Api, type BotConfig, type Context } from "grammy";
import type { Update } from "grammy/types";
import { Telegraf } from "telegraf";
import { afterAll, expect, onTestFinished } from "vitest";
import { createClock, type SandboxClock } from "../../../sandbox/clock.ts";
import { connect, type Sandbox } from "../../../sandbox/control/client.ts";
import { startControl, type ControlOptions } from "../../../sandbox/control/server.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import { startTelegram, type Telegram, type TelegramOptions } from "../../../sandbox/telegram/server.ts";

export const OWNER = "100:owner";
export const VET = "200:vet";

/** Every kind that the product listens to. */
export const KINDS = [
  "message",
  "edited_message",
  "callback_query",
  "message_reaction",
  "my_chat_member",
  "pre_checkout_query",
] as const;

export interface Rig {
  telegram: Telegram;
  clock: SandboxClock;
  control: string;
  sandbox: Sandbox;
  close(): Promise<void>;
}

export async function startRig(
  telegramOptions: Partial<TelegramOptions> = {},
  controlOptions: Partial<ControlOptions> = {},
  settle = true,
): Promise<Rig> {
  const clock = createClock();
  const telegram = await startTelegram({ clock, strict: true, ...telegramOptions });
  telegram.addBot(OWNER, { username: "owner_bot", first_name: "Pawline" });
  telegram.addBot(VET, { username: "vet_bot", first_name: "Pawline vets", topics: true });
  const control = await startControl({
    telegram,
    clock,
    service: { pending: () => Promise.resolve({}) },
    reset: () => Promise.resolve(),
    ...controlOptions,
  });
  return {
    telegram,
    clock,
    control: control.url,
    sandbox: connect(control.url, { timeoutMs: 5000, settle }),
    async close() {
      await control.close();
      await telegram.close();
    },
  };
}

/**
 * A rig for the whole file. At its end nothing may have broken the schema.
 * @param settle whether acts wait until a bot has taken its updates: not where the test itself is the bot
 */
export async function rigForFile({ settle = true } = {}): Promise<Rig> {
  const rig = await startRig({}, {}, settle);
  afterAll(async () => {
    const { violations } = rig.telegram.world;
    await rig.close();
    expect(violations).toEqual([]);
  });
  return rig;
}

let people = 9000;

/** A new person who has pressed start in the chat with this bot. */
export async function newcomer({ sandbox }: Rig, bot: string): Promise<Seat & { user: number }> {
  const person = await sandbox.person({ id: ++people, first_name: "Anna", phone: "+79990001122" });
  const seat = person.at(bot);
  await seat.start();
  return { ...seat, user: person.id };
}

/** A grammY bot that polls until the test is over. */
export async function pollingBot(
  rig: Rig,
  prepare: (bot: Bot) => void,
  config: BotConfig<Context> = {},
): Promise<Bot> {
  const bot = new Bot(OWNER, { ...config, client: { apiRoot: rig.telegram.url } });
  prepare(bot);
  await new Promise<void>((resolve, reject) => {
    bot.start({ allowed_updates: [...KINDS], onStart: () => resolve() }).catch(reject);
  });
  onTestFinished(() => bot.stop());
  return bot;
}

/** A telegraf bot that polls until the test is over. */
export async function pollingVet(rig: Rig, prepare: (bot: Telegraf) => void): Promise<Telegraf> {
  const bot = new Telegraf(VET, { telegram: { apiRoot: rig.telegram.url } });
  prepare(bot);
  const running = new Promise<void>((resolve) => {
    void bot.launch({ allowedUpdates: ["message", "edited_message", "callback_query"] }, () => resolve());
  });
  await running;
  onTestFinished(() => bot.stop());
  return bot;
}

/** Takes and confirms all that waits for the bot behind `api`. */
export async function takeUpdates(
  api: Pick<Api, "getUpdates">,
  kinds?: readonly (typeof KINDS)[number][],
): Promise<Update[]> {
  const updates = await api.getUpdates(kinds ? { allowed_updates: kinds } : {});
  const last = updates.at(-1);
  if (last) await api.getUpdates({ offset: last.update_id + 1, limit: 1 });
  return updates;
}
