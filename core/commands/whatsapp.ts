import { z } from "zod";
import { GRAPH_VERSION, type WhatsAppConfig } from "../platform/config.ts";
import { errorCode } from "./error-code.ts";

type CloudConfig = Extract<WhatsAppConfig, { driver: "cloud" }>;

/** What Meta said of our number, without the token that was asked with. */
export type ToldByMeta =
  | {
      /** Digits alone. */
      readonly number: string;
      /** How people take what we write there: GREEN, YELLOW, RED or UNKNOWN. */
      readonly quality: string;
    }
  /** Meta does not accept the token; the token may not see the number, or there is none with this id; neither. */
  | { readonly refused: "token" | "number" | "permission" }
  /** Nobody answered as Meta does; the code of the error or the HTTP status. */
  | { readonly silent: string };

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status */
const number = z.object({
  id: z.string(),
  display_phone_number: z.string(),
  quality_rating: z.string().default("UNKNOWN"),
});

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
const failure = z.object({ error: z.object({ code: z.number() }) });

/** Meta answers within a second; a proxy that swallows requests never does. */
const TIMEOUT_MS = 10_000;

/** Whether Meta knows the number, and lets us use it. */
export async function askNumber({ root, phoneId, token }: CloudConfig): Promise<ToldByMeta> {
  try {
    const response = await fetch(
      `${root}/${GRAPH_VERSION}/${encodeURIComponent(phoneId)}?fields=display_phone_number,quality_rating`,
      { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    const body: unknown = await response.json();
    const known = number.safeParse(body).data;
    if (known)
      return { number: known.display_phone_number.replaceAll(/\D/g, ""), quality: known.quality_rating };
    const code = failure.safeParse(body).data?.error.code;
    return code === undefined ? { silent: `HTTP ${response.status}` } : refusal(code);
  } catch (error) {
    return { silent: errorCode(error) };
  }
}

function refusal(code: number): ToldByMeta {
  if (code === 190 || code === 0) return { refused: "token" };
  if (code === 100) return { refused: "number" };
  if (code === 10 || (code >= 200 && code < 300)) return { refused: "permission" };
  return { silent: `error ${code}` };
}
