import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { answerParent } from "./ipc.ts";
import type { Refusal, Sent, Shown, Webhook } from "./telegram.ts";

/**
 * A Bot API that answers as fast as it can, after a latency of one's choice: the simulated Telegram of the sandbox keeps and
 * checks everything, and would be what is measured. It remembers the texts that arrived, and when.
 */
interface Bot {
  webhook?: Webhook;
  messageId: number;
  sent: Sent[];
  /** The last message with buttons in each chat. */
  readonly shown: Map<number, Shown>;
  readonly refusals: Map<number, number>;
}

const bots = new Map<string, Bot>();
let latencyMs = 0;
let requests = 0;

function botOf(token: string): Bot {
  const known = bots.get(token);
  if (known) return known;
  const bot = {
    messageId: 0,
    sent: [],
    shown: new Map<number, Shown>(),
    refusals: new Map<number, number>(),
  };
  bots.set(token, bot);
  return bot;
}

/** On Linux and macOS every process reads the same monotonic clock. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Texts of the bench end with who wrote them and their number: `17:203`. */
const MARK = /(\d+):(\d+)$/;

type Parameters = Readonly<Record<string, unknown>>;

function note(bot: Bot, id: number, { chat_id, text, reply_markup }: Parameters): void {
  const at = now();
  const chat = Number(chat_id);
  const [, person, number] = MARK.exec(String(text)) ?? [];
  bot.sent.push({ chat, at, person: Number(person ?? -1), number: Number(number ?? -1) });
  if (reply_markup === undefined) return;
  const markup: unknown = typeof reply_markup === "string" ? JSON.parse(reply_markup) : reply_markup;
  bot.shown.set(chat, { id, at, text: String(text), markup });
}

function resultOf(token: string, bot: Bot, method: string, parameters: Parameters): unknown {
  switch (method) {
    case "getMe": {
      const id = Number(token.split(":")[0]);
      const me = { id, is_bot: true, first_name: "Bench", username: `bench${id}_bot` };
      return { ...me, has_topics_enabled: true, can_join_groups: false, supports_inline_queries: false };
    }
    case "setWebhook":
      bot.webhook = { url: String(parameters["url"]), secret: String(parameters["secret_token"]) };
      return true;
    case "createForumTopic":
      return { message_thread_id: ++bot.messageId, name: String(parameters["name"]), icon_color: 0 };
    case "sendMessage":
    case "editMessageText": {
      const id = method === "sendMessage" ? ++bot.messageId : Number(parameters["message_id"]);
      note(bot, id, parameters);
      const chat = { id: Number(parameters["chat_id"]), type: "private", first_name: "Bench" };
      return { message_id: id, date: Math.floor(Date.now() / 1000), chat, text: parameters["text"] };
    }
    default:
      return true;
  }
}

function answer(token: string, method: string, body: string): { status: number; text: string } {
  const bot = botOf(token);
  const parameters = (body === "" ? {} : JSON.parse(body)) as Parameters;
  const wait = bot.refusals.get(Number(parameters["chat_id"]));
  if (wait !== undefined) {
    const description = `Too Many Requests: retry after ${wait}`;
    const refusal = { ok: false, error_code: 429, description, parameters: { retry_after: wait } };
    return { status: 429, text: JSON.stringify(refusal) };
  }
  return {
    status: 200,
    text: JSON.stringify({ ok: true, result: resultOf(token, bot, method, parameters) }),
  };
}

function read(request: IncomingMessage, done: (body: string) => void): void {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (text: string) => void (body += text));
  request.on("end", () => done(body));
}

const PATH = /^\/bot([^/]+)\/(\w+)/;

const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  const [, token = "", method = ""] = PATH.exec(request.url ?? "") ?? [];
  read(request, (body) => {
    requests += 1;
    const { status, text } = answer(token, method, body);
    const reply = () => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
      response.writeHead(status, headers).end(text);
    };
    if (latencyMs > 0) setTimeout(reply, latencyMs);
    else reply();
  });
});

answerParent({
  webhook: (token: string) => botOf(token).webhook,
  count: (token: string) => botOf(token).sent.length,
  /** What has arrived since the last time this was asked. */
  sent(token: string): Sent[] {
    const bot = botOf(token);
    const { sent } = bot;
    bot.sent = [];
    return sent;
  },
  shown: (token: string): (readonly [number, Shown])[] => [...botOf(token).shown],
  latency: (ms: number) => void (latencyMs = ms),
  refuse({ token, chat, retryAfter }: Refusal): void {
    if (retryAfter === null) botOf(token).refusals.delete(chat);
    else botOf(token).refusals.set(chat, retryAfter);
  },
  requests: () => requests,
});

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ ready: true, url: `http://127.0.0.1:${port}` });
});
process.once("disconnect", () => process.exit(0));
