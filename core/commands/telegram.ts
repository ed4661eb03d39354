import { z } from "zod";
import { errorCode } from "./error-code.ts";

/** What Telegram said to one question, without the token that was asked with. */
export type Told<T> =
  | { readonly ok: T }
  /** It does not know the token. */
  | { readonly refused: true }
  /** Nobody answered as Telegram does; the code of the error or the HTTP status. */
  | { readonly silent: string };

const me = z.object({
  id: z.number(),
  username: z.string(),
  has_topics_enabled: z.boolean().default(false),
});

const webhook = z.object({
  url: z.string(),
  pending_update_count: z.number().default(0),
  /** Unix time. */
  last_error_date: z.number().optional(),
  last_error_message: z.string().optional(),
});

/** Whose token this is. */
export const getMe = (root: string, token: string) => ask(root, token, "getMe", me);

/** Where Telegram posts a bot's updates, and how that went. */
export const getWebhookInfo = (root: string, token: string) => ask(root, token, "getWebhookInfo", webhook);

/** Telegram answers within a second; a proxy that swallows requests never does. */
const TIMEOUT_MS = 10_000;

async function ask<T>(root: string, token: string, method: string, result: z.ZodType<T>): Promise<Told<T>> {
  try {
    const response = await fetch(`${root}/bot${token}/${method}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401 || response.status === 404) return { refused: true };
    const body = z.object({ ok: z.literal(true), result }).safeParse(await response.json());
    return body.success ? { ok: body.data.result } : { silent: `HTTP ${response.status}` };
  } catch (error) {
    // The message of a failed request holds its address, and that the token.
    return { silent: errorCode(error) };
  }
}
