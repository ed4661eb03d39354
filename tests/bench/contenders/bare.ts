import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Bot, webhookCallback } from "grammy";
import { Telegraf } from "telegraf";
import { topicOf, vetChat, vetOf } from "./contender.ts";

/**
 * The least that passes a message on: a grammY bot hears it, a telegraf bot says it, what waits is a chain of promises, and
 * everything is gone with the process. No service can be faster on these libraries; how near one comes is the price of what it
 * promises.
 */
const { BENCH_API: root = "", BENCH_OWNER: ownerToken = "", BENCH_STAFF: staffToken = "" } = process.env;
const owners = new Bot(ownerToken, { client: { apiRoot: root } });
const vets = new Telegraf(staffToken, { telegram: { apiRoot: root } });
// As the service does (bots/telegram/staff-bot.ts): else each message would open a connection.
vets.telegram.options.agent = new Agent({ keepAlive: true });

/** The last message of each owner on its way: the next waits for it, so that they arrive in order. */
const last = new Map<number, Promise<unknown>>();

owners.on("message:text", (context) => {
  const owner = context.chat.id - 10_000;
  const send = () =>
    vets.telegram.sendMessage(vetChat(vetOf(owner)), `${context.from.first_name}\n${context.message.text}`, {
      message_thread_id: topicOf(owner),
    });
  // Telegram is answered at once, as the durable relay does after its commit.
  last.set(owner, (last.get(owner) ?? Promise.resolve()).then(send));
});

await owners.init();
const secret = "bench-secret";
const answer = webhookCallback(owners, "http", { secretToken: secret });
const server = createServer(
  { keepAliveTimeout: 120_000 },
  (request, response) => void answer(request, response),
);
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  void owners.api.setWebhook(url, { secret_token: secret }).then(() => process.send?.({ ready: true, url }));
});
process.once("disconnect", () => process.exit(0));
