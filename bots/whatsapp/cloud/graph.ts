import { z } from "zod";

/** The business number at Meta, and the way to it. */
export interface CloudAccount {
  /** `https://graph.facebook.com`, or a simulator; without a trailing slash. */
  readonly root: string;
  /** Of the Graph API; a version works for two years or so. */
  readonly version: string;
  readonly phoneId: string;
  readonly token: string;
}

export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      readonly status: number;
      readonly code: number | undefined;
      readonly subcode: number | undefined;
    }
  /** No answer: `left` tells whether the request may have reached Meta. */
  | { readonly ok: "unknown"; readonly left: boolean };

/** The body of an error, https://developers.facebook.com/docs/graph-api/guides/error-handling. Its words stay unread. */
const errorBody = z.looseObject({
  error: z.looseObject({ code: z.number().optional(), error_subcode: z.number().optional() }),
});

/** Calls that end before the server was reached. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Calls the Graph API. Never throws for what the network or Meta does. */
export async function call(
  { root, version, token }: CloudAccount,
  path: string,
  request: {
    readonly method: "GET" | "POST";
    readonly json?: unknown;
    readonly form?: FormData;
    readonly timeoutMs: number;
  },
): Promise<Answer> {
  const { method, json, form, timeoutMs } = request;
  try {
    const response = await fetch(`${root}/${version}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json !== undefined && { "content-type": "application/json" }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form && { body: form }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = parsed(await response.text());
    const failed = errorBody.safeParse(body).data?.error;
    if (response.ok && !failed) return { ok: true, body };
    return { ok: false, status: response.status, code: failed?.code, subcode: failed?.error_subcode };
  } catch (error) {
    return { ok: "unknown", left: !NOT_SENT.has(codeOf(error)) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
