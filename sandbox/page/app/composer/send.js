import { act } from "../data/api.js";

/** Parts of one album at most; Telegram starts another. */
const ALBUM = 10;

/** Kinds that can stand together in an album; any other is sent one by one. */
const JOINS = { photo: "scene", video: "scene", document: "document", audio: "audio" };

/**
 * Sends files as a messenger does: several of a kind together, the words under the first.
 * @param {string} key the chat
 * @param {{kind: string}[]} parts uploaded files
 * @param {{caption?: string, replyTo?: number, topic?: number}} more
 */
export async function sendParts(key, parts, { caption, ...place }) {
  const [first, ...rest] = parts;
  if (!first) return;
  const all = caption ? [{ ...first, caption }, ...rest] : parts;
  const together =
    all.length > 1 && all.every(({ kind }) => JOINS[kind] && JOINS[kind] === JOINS[first.kind]);
  if (!together) {
    for (const part of all) await act(key, "send", { ...part, ...place });
    return;
  }
  for (let from = 0; from < all.length; from += ALBUM) {
    const some = all.slice(from, from + ALBUM);
    if (some.length > 1) await act(key, "album", { parts: some, ...place });
    else await act(key, "send", { ...some[0], ...place });
  }
}
