import { GrammyError, HttpError, InputFile, type Api } from "grammy";
import type { Telegraf } from "telegraf";
import { TelegramError } from "telegraf";

/** What a method of the Bot API answered. */
export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: number; readonly description: string; readonly retryAfter?: number }
  /** No answer: `left` tells whether the request may have reached the server. */
  | { readonly ok: "unknown"; readonly left: boolean };

/** One bot's way to the Bot API. Never throws for what the network or the server does. */
export interface Caller {
  call(method: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Bytes as this client uploads them. */
  upload(bytes: Uint8Array, name: string): unknown;
}

/** Calls that end before the server was reached. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/** No answer after this long is an unknown outcome: a 50 MB upload over a slow line ends before. */
export const CALL_MS = 60_000;

/** Through grammY: the owner's bot. */
export function grammyCaller(api: Api, timeoutMs = CALL_MS): Caller {
  return {
    async call(method, parameters) {
      try {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the method's name is data here
        const raw = api.raw as unknown as Record<
          string,
          (p: object, signal: AbortSignal) => Promise<unknown>
        >;
        const run = raw[method];
        if (!run) throw new Error(`no method ${method}`);
        return { ok: true, result: await run(parameters, AbortSignal.timeout(timeoutMs)) };
      } catch (error) {
        if (error instanceof GrammyError)
          return refusal(error.error_code, error.description, error.parameters.retry_after);
        if (error instanceof HttpError) return unknown(error.error);
        throw error;
      }
    },
    upload: (bytes, name) => new InputFile(bytes, name),
  };
}

/** Through telegraf: the staff's bot. Its types end at Bot API 7.1, so methods go by name. */
export function telegrafCaller(bot: Telegraf, timeoutMs = CALL_MS): Caller {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const run = bot.telegram.callApi.bind(bot.telegram) as unknown as (
    method: string,
    parameters: object,
    options: { signal: AbortSignal },
  ) => Promise<unknown>;
  return {
    async call(method, parameters) {
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const written = Object.fromEntries(Object.entries(parameters).map(asText));
        return { ok: true, result: await run(method, written, { signal }) };
      } catch (error) {
        if (error instanceof TelegramError)
          return refusal(error.code, error.description, error.parameters?.retry_after);
        return unknown(error);
      }
    },
    upload: (bytes, name) => ({ source: Buffer.from(bytes), filename: name }),
  };
}

/** telegraf leaves these out of uploads unless they are text; the Bot API takes them as JSON text everywhere. */
const AS_TEXT = new Set(["reply_parameters", "caption_entities", "link_preview_options"]);
const asText = ([name, value]: [string, unknown]): [string, unknown] => [
  name,
  AS_TEXT.has(name) ? JSON.stringify(value) : value,
];

/** The Bot API said no. */
export function refusal(code: number, description: string, retryAfter: number | undefined): Answer {
  return { ok: false, code, description, ...(retryAfter !== undefined && { retryAfter }) };
}

/** No answer came, for this reason. */
export function unknown(error: unknown): Answer {
  return { ok: "unknown", left: !NOT_SENT.has(codeOf(error)) };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
