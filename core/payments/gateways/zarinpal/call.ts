import * as z from "zod";
import type { ZarinPalSettings } from "./settings.ts";

/** The terminal, and the network it is reached through. */
export interface Client {
  readonly settings: ZarinPalSettings;
  readonly fetch: typeof globalThis.fetch;
}

/** ZarinPal asks the payer's bank in turn; a payer or the reconciler waits behind us. */
const TIMEOUT_MS = 15_000;

const Code = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,4}$/)
    .transform(Number),
]);
const WithCode = z.looseObject({ code: Code });

/**
 * What is answered, in one of three forms: `data` with a code and `errors: []`; `errors` with a code and `data: []`;
 * `errors` by the names of fields. Undefined for everything else.
 */
const Reply = z.union([
  z.object({ data: WithCode }).transform(({ data }) => ({ code: data.code, data: data as unknown })),
  z.object({ errors: WithCode }).transform(({ errors }) => ({ code: errors.code, data: undefined })),
  z
    .object({ errors: z.record(z.string(), z.unknown()).refine((errors) => Object.keys(errors).length > 0) })
    .transform(() => ({ code: INVALID, data: undefined })),
]);

/** Validation failed: the code that ZarinPal gives it where it gives one. */
const INVALID = -9;

/** Too many attempts, and a failure of theirs: neither says anything of a payment. */
const passing: readonly number[] = [-12, -52];

export interface Told {
  /** 100 and above: granted; below zero: refused. */
  readonly code: number;
  readonly data: unknown;
}

/** Asks a method of the API: POST with JSON. Undefined: nobody answered, or not what can be read; it may have happened. */
export async function call(
  { settings, fetch }: Client,
  method: "request" | "verify" | "inquiry" | "unVerified" | "reverse",
  fields: object,
): Promise<Told | undefined> {
  try {
    const response = await fetch(`${settings.apiRoot}/pg/v4/payment/${method}.json`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ merchant_id: settings.merchantId, ...fields }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.status >= 500 || response.status === 429) return undefined;
    const { data } = Reply.safeParse(JSON.parse(text));
    return data && !passing.includes(data.code) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A refusal as the port names it. */
export const refusal = ({ code }: Told): { readonly declined: string } => ({
  declined: `error_${Math.abs(code)}`,
});
