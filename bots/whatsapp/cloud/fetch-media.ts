import { z } from "zod";
import type { FileSource } from "../../../core/messaging/files.ts";
import type { Fetched } from "../../../core/messaging/messenger.ts";
import { verdictOf } from "./errors.ts";
import { call, type CloudAccount } from "./graph.ts";

const found = z.looseObject({ url: z.url(), file_size: z.coerce.number().optional() });

/** What core/messaging/channels.ts promises: more is held in memory by nobody. */
const MAX_BYTES = 20 * 1024 * 1024;
const ASK_MS = 10_000;
const DOWNLOAD_MS = 40_000;
const AGAIN_MS = 1_000;
/** Graph's code of an object that there is not (any more): media are kept for 7 days. */
const NO_SUCH = { code: 100, subcode: 33 };

/**
 * Downloads a file that a person sent: its id gives an address that holds for five minutes and wants the token. Each
 * try asks for a new address.
 */
export async function fetchMedia(account: CloudAccount, { ref }: FileSource): Promise<Fetched> {
  const path = `${encodeURIComponent(ref)}?phone_number_id=${encodeURIComponent(account.phoneId)}`;
  const answer = await call(account, path, { method: "GET", timeoutMs: ASK_MS });
  if (answer.ok === false) {
    const { code, subcode, status } = answer;
    if (status === 404 || (code === NO_SUCH.code && subcode === NO_SUCH.subcode))
      return { kind: "refused", reason: "gone" };
    const verdict = verdictOf(code, status);
    return "ms" in verdict ? { kind: "later", ms: verdict.ms } : { kind: "refused", reason: "gone" };
  }
  const { data } = found.safeParse(answer.ok === true ? answer.body : undefined);
  if (!data || !isTrusted(data.url, account.root)) return { kind: "later", ms: AGAIN_MS };
  if ((data.file_size ?? 0) > MAX_BYTES) return { kind: "refused", reason: "too_big" };
  return download(data.url, account.token);
}

/** The token goes to nobody who could be listened to on the way. */
const isTrusted = (url: string, root: string): boolean =>
  new URL(url).protocol === "https:" || new URL(url).origin === new URL(root).origin;

async function download(url: string, token: string): Promise<Fetched> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(DOWNLOAD_MS),
    });
    if (!response.ok) return { kind: "later", ms: AGAIN_MS };
    if (Number(response.headers.get("content-length") ?? 0) > MAX_BYTES)
      return { kind: "refused", reason: "too_big" };
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length > MAX_BYTES ? { kind: "refused", reason: "too_big" } : { kind: "bytes", bytes };
  } catch {
    return { kind: "later", ms: AGAIN_MS };
  }
}
