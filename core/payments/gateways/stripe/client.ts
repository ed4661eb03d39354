import type { Stripe } from "stripe";
import type * as z from "zod";
import type { Outcome } from "../../gateway.ts";
import { library } from "./library.ts";
import type { StripeSettings } from "./settings.ts";

/** A payer or a notification waits behind us. */
const TIMEOUT_MS = 15_000;

/** Stripe's own package over our network. Retries are not its to decide. */
export function clientOf({ secretKey, apiRoot }: StripeSettings, fetch: typeof globalThis.fetch): Stripe {
  const Stripe = library();
  const { protocol, hostname, port } = new URL(apiRoot);
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(fetch),
    protocol: protocol === "http:" ? "http" : "https",
    host: hostname,
    ...(port !== "" && { port }),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/**
 * Asks, and reads of the answer what we use. An answer that cannot be read, no answer, 5xx, 429 (too often) and 409
 * (the same key is under way) say nothing of what became of it; neither does a key that was used for something else,
 * with which the first may have been done.
 */
export async function ask<T>(schema: z.ZodType<T>, request: () => Promise<unknown>): Promise<Outcome<T>> {
  try {
    const { data } = schema.safeParse(await request());
    return data === undefined ? { unknown: true } : { ok: data };
  } catch (error) {
    const { StripeError, StripeIdempotencyError } = library().errors;
    if (!(error instanceof StripeError)) return { unknown: true };
    const { statusCode, code } = error;
    const refused = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
    if (!refused || statusCode === 409 || statusCode === 429) return { unknown: true };
    if (error instanceof StripeIdempotencyError) return { unknown: true };
    return { declined: code !== undefined && /^\w{1,60}$/.test(code) ? code : `http_${statusCode}` };
  }
}
