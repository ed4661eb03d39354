/** Follows the stream of changes. */
import type { Change } from "./api.ts";

/** Every change from now on; the first item, `ready`, says that nothing will be missed. Ends when the signal aborts. */
export async function* changes(url: string, signal: AbortSignal): AsyncGenerator<Change | { type: "ready" }> {
  const hangUp = new AbortController();
  const response = await fetch(`${url}/api/events`, { signal: AbortSignal.any([signal, hangUp.signal]) });
  if (!response.body) return;
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) yield JSON.parse(data);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    hangUp.abort();
  }
}
