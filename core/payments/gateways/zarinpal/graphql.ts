import * as z from "zod";
import type { Outcome } from "../../gateway.ts";
import type { Client } from "./call.ts";

/** An account at ZarinPal and its terminal, as its GraphQL API knows them. */
export interface Account {
  /** Of the account, from ZarinPal's panel. */
  readonly accessToken: string;
  /** Number of the terminal. */
  readonly terminalId: string;
  /** `https://next.zarinpal.com/api/v4/graphql/`. */
  readonly graphqlUrl: string;
}

/** A bank is asked in turn; nobody waits behind us. */
const TIMEOUT_MS = 20_000;

const Reply = z.object({ data: z.unknown(), errors: z.array(z.unknown()).optional() });

/**
 * Asks the account's API. Declined: `access_token` where the token is refused, `graphql_refused` where the request is; the
 * words of errors are for people and may name some, so they are left there.
 */
export async function askAccount<T>(
  { fetch }: Client,
  { accessToken, graphqlUrl }: Account,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  shape: z.ZodType<T>,
): Promise<Outcome<T>> {
  try {
    const response = await fetch(graphqlUrl, {
      method: "POST",
      headers: {
        authorization: `Bearer ${accessToken}`,
        "content-type": "application/json",
        accept: "application/json",
      },
      body: JSON.stringify({ query, variables }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.status === 401 || response.status === 403) return { declined: "access_token" };
    if (response.status >= 500 || response.status === 429) return { unknown: true };
    const reply = Reply.safeParse(JSON.parse(text)).data;
    if (!reply) return { unknown: true };
    if (reply.errors && reply.errors.length > 0) return { declined: "graphql_refused" };
    const { data } = shape.safeParse(reply.data);
    return data === undefined ? { unknown: true } : { ok: data };
  } catch {
    return { unknown: true };
  }
}
