import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface Door {
  readonly url: string;
  /** From now on those who ask whether we are ready hear that we are not. */
  readonly leave: () => void;
  /**
   * For `delayMs` it is still open, while those who ask whether we are ready hear that we are not and send others
   * elsewhere; answers end their connections. Then nothing new is let in, and what is under way ends.
   */
  close(delayMs?: number): Promise<void>;
}

/** Requests under way are given this long to end when the service goes down. */
const DRAIN_MS = 8_000;
/** Longer than a proxy keeps an idle connection (nginx: 60 s): else one could be closed just as it is used again. */
const KEEP_ALIVE_MS = 75_000;

/** Opens a door behind which `answer` stands. `closing` aborts when it begins to close: readiness and answers depend on it. */
export async function listen(
  answer: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
  closing: AbortController,
): Promise<Door> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (closing.signal.aborted) response.setHeader("connection", "close");
    // One that was asked before we knew keeps its connection open; nothing more comes over it.
    response.once("finish", () => {
      if (closing.signal.aborted) setImmediate(() => server.closeIdleConnections());
    });
    answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port: taken } = server.address() as AddressInfo;

  return {
    url: `http://${host}:${taken}`,
    leave: () => closing.abort(),
    async close(delayMs = 0) {
      closing.abort();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(late);
    },
  };
}
