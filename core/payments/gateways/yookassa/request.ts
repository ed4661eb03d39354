import { createHash } from "node:crypto";
import * as z from "zod";
import type { Outcome } from "../../gateway.ts";
import type { YooKassaSettings } from "./settings.ts";

/** The shop, and the network it is reached through. */
export interface Client {
  readonly settings: YooKassaSettings;
  readonly fetch: typeof globalThis.fetch;
}

export interface Post {
  /** The same one again within 24 hours answers what it answered first; afterwards it is a new operation. */
  readonly key: string;
  readonly body: unknown;
}

/** YooKassa itself gives up after 30 s; a payer or a notification waits behind us. */
const TIMEOUT_MS = 15_000;

const Refusal = z.object({ code: z.string(), parameter: z.string().optional() });

/**
 * Asks the API: POST with what is to be done, else GET. 429 and 5xx say nothing of what became of it, and neither does
 * an answer that cannot be read. A key that was used for something else is unknown too: what was asked with it first may
 * have been done.
 */
export async function ask<T>(
  { settings, fetch }: Client,
  path: string,
  schema: z.ZodType<T>,
  post?: Post,
): Promise<Outcome<T>> {
  const { shopId, secretKey, apiRoot } = settings;
  const headers = { authorization: `Basic ${Buffer.from(`${shopId}:${secretKey}`).toString("base64")}` };
  const answer = await send(fetch, `${apiRoot}${path}`, {
    headers: {
      ...headers,
      ...(post && { "idempotence-key": fitted(post.key), "content-type": "application/json" }),
    },
    ...(post && { method: "POST", body: JSON.stringify(post.body) }),
  });
  if (!answer || answer.status === 429 || answer.status >= 500) return { unknown: true };
  if (answer.status === 200) {
    const { data } = schema.safeParse(answer.body);
    return data === undefined ? { unknown: true } : { ok: data };
  }
  if (answer.status < 400) return { unknown: true };
  const { data } = Refusal.safeParse(answer.body);
  if (data?.parameter?.toLowerCase() === "idempotence-key") return { unknown: true };
  return { declined: data && /^\w{1,40}$/.test(data.code) ? data.code : `http_${answer.status}` };
}

async function send(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
): Promise<{ readonly status: number; readonly body: unknown } | undefined> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A key has at most 64 characters; longer ones are told apart by their hash, which has as many. */
const fitted = (key: string): string =>
  key.length <= 64 ? key : createHash("sha256").update(key).digest("hex");
