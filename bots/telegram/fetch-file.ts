import { z } from "zod";
import type { FileSource } from "../../core/messaging/files.ts";
import type { Fetched } from "../../core/messaging/messenger.ts";
import type { Caller } from "./caller.ts";
import { says } from "./outcome.ts";

export interface FileServer {
  /** `https://api.telegram.org`, or another Bot API server. */
  readonly root: string;
  readonly token: string;
}

const file = z.object({ file_path: z.string().optional() });

/** Bot API: files of up to 20 MB. */
const MAX_BYTES = 20 * 1024 * 1024;
const DOWNLOAD_MS = 50_000;
const AGAIN_MS = 1_000;

/** Downloads a file. Its address holds the bot's token: it is used here and told to nobody. */
export async function fetchFile(
  caller: Caller,
  { root, token }: FileServer,
  { ref }: FileSource,
): Promise<Fetched> {
  const found = await caller.call("getFile", { file_id: ref });
  if (says(found, /too big/i)) return { kind: "refused", reason: "too_big" };
  if (found.ok === false && found.code === 400) return { kind: "refused", reason: "gone" };
  if (found.ok === false && found.code === 429) return { kind: "later", ms: (found.retryAfter ?? 1) * 1000 };
  if (found.ok !== true) return { kind: "later", ms: AGAIN_MS };
  const { file_path: path } = file.parse(found.result);
  if (!path) return { kind: "refused", reason: "gone" };
  try {
    const response = await fetch(`${root}/file/bot${token}/${path}`, {
      signal: AbortSignal.timeout(DOWNLOAD_MS),
    });
    if (response.status === 404) return { kind: "refused", reason: "gone" };
    if (!response.ok) return { kind: "later", ms: AGAIN_MS };
    if (Number(response.headers.get("content-length") ?? 0) > MAX_BYTES)
      return { kind: "refused", reason: "too_big" };
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length > MAX_BYTES ? { kind: "refused", reason: "too_big" } : { kind: "bytes", bytes };
  } catch {
    // The error may hold the address, and so the token: it goes no further.
    return { kind: "later", ms: AGAIN_MS };
  }
}
