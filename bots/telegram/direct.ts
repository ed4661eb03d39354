import * as http from "node:http";
import * as https from "node:https";
import { z } from "zod";
import { CALL_MS, refusal, unknown, type Answer, type Caller } from "./caller.ts";

/** A bot and where it is spoken for. */
interface Account {
  /** Root of the Bot API. */
  readonly root: string;
  readonly token: string;
}

/** What is called for each message that people exchange, and carries no file. */
const DIRECT = new Set([
  "sendMessage",
  "editMessageText",
  "editMessageReplyMarkup",
  "deleteMessage",
  "setMessageReaction",
  "sendChatAction",
]);

/**
 * A caller that posts what carries no file by Node's own client, and leaves all else to the bot's library: theirs take two to
 * three times the processor time for a message (0.25 ms to 0.1), a good part of all that relaying it costs.
 */
export function direct(caller: Caller, account: Account, timeoutMs = CALL_MS): Caller {
  const post = poster(account, timeoutMs);
  return {
    ...caller,
    call: (method, parameters) =>
      DIRECT.has(method) ? post(method, parameters) : caller.call(method, parameters),
  };
}

function poster({ root, token }: Account, timeoutMs: number): Caller["call"] {
  const { protocol, hostname, port, pathname } = new URL(root);
  const client = protocol === "https:" ? https : http;
  // The one that was used last is used next: those that a busy time opened may close.
  const agent = new client.Agent({ keepAlive: true, scheduling: "lifo" });
  const base = `${pathname.replace(/\/$/, "")}/bot${token}/`;
  // An IPv6 address stands in brackets in a URL alone.
  const host = hostname.replace(/^\[|\]$/g, "");

  return (method, parameters) =>
    new Promise((resolve) => {
      const body = JSON.stringify(parameters);
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const options = { agent, host, port, path: base + method, method: "POST", headers };
      const request = client.request(options, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => done(answerIn(text)));
        response.on("error", failed);
      });
      const late = setTimeout(() => request.destroy(new Error("no answer in time")), timeoutMs);
      const done = (answer: Answer) => {
        clearTimeout(late);
        resolve(answer);
      };
      const failed = (error: Error) => done(unknown(error));
      request.on("error", failed);
      request.end(body);
    });
}

const Told = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string(),
    parameters: z.object({ retry_after: z.number().optional() }).optional(),
  }),
]);

/** What is not the Bot API's own answer comes from something in between: nobody knows how far the call got. */
function answerIn(text: string): Answer {
  const { data } = Told.safeParse(parsed(text));
  if (!data) return { ok: "unknown", left: true };
  return data.ok
    ? { ok: true, result: data.result }
    : refusal(data.error_code, data.description, data.parameters?.retry_after);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
