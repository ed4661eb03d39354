/** Starts the simulated Telegram. */
import type { AddressInfo } from "node:net";
import { answerFromWebhook } from "./call.ts";
import { createApiServer } from "./http.ts";
import { memoryStore, postgresStore } from "./persistence.ts";
import { newBot, restore, saveBot } from "./restore.ts";
import { refuseProduction, refuseRealToken } from "./safety.ts";
import { wake } from "./updates.ts";
import { deliverByWebhook } from "./webhook.ts";
import { createWorld, type Bot, type World } from "./world.ts";

export interface TelegramOptions {
  /** Gives messages their date; HTTP waits in real time. */
  clock: { now(): Date };
  /** Where the chats outlive the process; nothing: in memory only. */
  databaseUrl?: string;
  /** Refuse parameters that the Bot API does not know (the real server ignores them). Tests: true. */
  strict: boolean;
  /** 0 or nothing: any free one. */
  port?: number;
}

export interface BotOptions {
  username: string;
  first_name: string;
  /** Whether private chats with this bot can have topics (`has_topics_enabled`). */
  topics?: boolean;
}

export interface Telegram {
  /** The API root for grammY and telegraf, without a slash at its end. */
  url: string;
  world: World;
  /** Makes the bot of this token known; one that was stored keeps its chats and pending updates. */
  addBot(token: string, options: BotOptions): Bot;
  /** Forgets people, chats, files, updates and faults; bots stay as they are, and their numbers go on. */
  reset(): Promise<void>;
  close(): Promise<void>;
  /** Whether nothing is unconfirmed, in delivery or in flight: who polls confirms what it has handled by its next poll. */
  idle(): boolean;
  /** What is not idle, by bot. */
  busy(): Record<string, number>;
}

function describe(token: string, { username, first_name, topics = false }: BotOptions): Bot["record"]["me"] {
  return {
    id: Number(token.split(":")[0]),
    is_bot: true,
    first_name,
    username,
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: topics,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}

function addBot(world: World, token: string, options: BotOptions): Bot {
  refuseRealToken(token);
  const me = describe(token, options);
  if (!Number.isSafeInteger(me.id) || me.id <= 0)
    throw new Error("A token begins with the bot's number and a colon");
  const known = world.bots.get(me.id);
  const bot =
    known ??
    newBot({
      token,
      me,
      nextMessageId: 1,
      // Far from the message ids, so that confusing the two shows.
      nextUpdateId: 700_000_001,
      commands: {},
      texts: {},
    });
  Object.assign(bot.record, { token, me });
  world.bots.set(me.id, bot);
  saveBot(world, bot);
  world.changed({ type: "bots" });
  wake(world, bot);
  return bot;
}

function busy(world: World): Record<string, number> {
  const work: Record<string, number> = {};
  const note = (what: string, count: number) => {
    if (count > 0) work[what] = count;
  };
  for (const bot of world.bots.values()) {
    const name = bot.record.me.username;
    note(`${name}: updates`, bot.queue.length);
    note(`${name}: deliveries`, bot.delivering.size);
    note(`${name}: requests`, bot.inFlight);
  }
  note("open payments", world.checkouts.size);
  return work;
}

async function reset(world: World): Promise<void> {
  for (const bot of world.bots.values()) {
    bot.queue = [];
    delete bot.heldBack;
  }
  for (const stalled of world.stalls) stalled.end();
  for (const table of [world.people, world.chats, world.files, world.checkouts, world.invoices])
    table.clear();
  world.faults = [];
  world.violations = [];
  const cleared = world.store.clear();
  for (const bot of world.bots.values()) saveBot(world, bot);
  // Told at once: who hears of it later would take what has come since for a part of what is gone.
  world.changed({ type: "reset" });
  await cleared;
}

/** @throws when NODE_ENV is production */
export async function startTelegram(options: TelegramOptions): Promise<Telegram> {
  refuseProduction();
  const { clock, databaseUrl, strict, port = 0 } = options;
  const closing = new AbortController();
  const store = databaseUrl === undefined ? memoryStore() : await postgresStore(databaseUrl);
  const world = createWorld({
    clock,
    strict,
    store,
    closing: closing.signal,
    deliver: (bot) => deliverByWebhook(world, bot, (to, json) => answerFromWebhook(world, to, json)),
  });
  await restore(world);
  const server = createApiServer(world);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port: actual } = server.address() as AddressInfo;
  world.url = `http://127.0.0.1:${actual}`;
  for (const bot of world.bots.values()) wake(world, bot);

  return {
    url: world.url,
    world,
    addBot: (token, bot) => addBot(world, token, bot),
    reset: () => reset(world),
    async close() {
      closing.abort();
      for (const bot of world.bots.values()) bot.poller?.answer([]);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await store.close();
    },
    idle: () => Object.keys(busy(world)).length === 0,
    busy: () => busy(world),
  };
}
