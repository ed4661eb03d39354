import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createMemoryState } from "@chat-adapter/state-memory";
import { createPostgresState } from "@chat-adapter/state-pg";
import { createTelegramAdapter } from "@chat-adapter/telegram";
import { Chat, type Logger } from "chat";

/**
 * The same relay on `chat`: what an owner writes is posted to their vet. `BENCH_STATE` is where it keeps its locks, queues and
 * histories: `memory`, `postgres`, or `tuned`: Postgres with all that a relay can do without switched off.
 *
 * - `memory`, `postgres`: strategy `queue`, the one of those it offers that loses nothing while a handler is busy, with room
 *   for all that is waiting.
 * - `tuned`: strategy `concurrent`, no thread history, no typing indicator. The last two are no options and are taken away
 *   from outside.
 *
 * Which vet an owner has is held in memory, which is kinder than its own state would be.
 */
const {
  BENCH_API: apiUrl = "",
  BENCH_OWNER: ownerToken = "",
  BENCH_STAFF: staffToken = "",
  BENCH_STATE: state = "memory",
  DATABASE_URL: url = "",
  BENCH_VETS: vets = "1",
} = process.env;

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const secretToken = "bench-secret";
const adapter = (botToken: string) =>
  createTelegramAdapter({ botToken, secretToken, apiUrl, mode: "webhook", logger: silent });
const owner = adapter(ownerToken);
const vet = adapter(staffToken);
if (state === "tuned")
  for (const each of [owner, vet])
    Object.assign(each, { persistThreadHistory: false, startTyping: async () => {} });

const bot = new Chat({
  userName: "bench",
  adapters: { owner, vet },
  state: state === "memory" ? createMemoryState() : createPostgresState({ url, logger: silent }),
  logger: silent,
  concurrency: state === "tuned" ? "concurrent" : { strategy: "queue", maxQueueSize: 1000 },
});

/** A private chat of the vet, and the owner's topic in it. */
function deskOf(person: number): string {
  return `telegram:${90_000 + (person % Number(vets))}:${1_000 + person}`;
}

bot.onDirectMessage(async (_thread, message, _channel, context) => {
  for (const each of [...(context?.skipped ?? []), message])
    await vet.postMessage(
      deskOf(Number(each.author.userId) - 10_000),
      `${each.author.fullName}\n${each.text}`,
    );
});
await bot.initialize();

const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const asked = new Request("http://bench/", { method: "POST", headers, body: Buffer.concat(chunks) });
    const waitUntil = (work: Promise<unknown>) => void work.catch(() => {});
    void bot.webhooks.owner(asked, { waitUntil }).then(async (answer) => {
      const body = await answer.text();
      response.writeHead(answer.status, { "content-length": Buffer.byteLength(body) }).end(body);
    });
  });
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  const here = `http://127.0.0.1:${port}/`;
  const body = JSON.stringify({ url: here, secret_token: secretToken });
  const headers = { "content-type": "application/json" };
  void fetch(`${apiUrl}/bot${ownerToken}/setWebhook`, { method: "POST", headers, body }).then(() =>
    process.send?.({ ready: true, url: here }),
  );
});
process.once("disconnect", () => process.exit(0));
