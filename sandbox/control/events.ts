/** The stream of changes, as server-sent events. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../telegram/world.ts";

/** Keeps proxies and sleepy browsers from taking the line for dead. */
const BEAT_MS = 20_000;

/** Sends every change from now on, until the listener goes. The first event says that the stream is on. */
export function streamEvents(world: World, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write('event: ready\ndata: {"type":"ready"}\n\n');
  const stop = world.onChange((change) => response.write(`data: ${JSON.stringify(change)}\n\n`));
  const beat = setInterval(() => response.write(": beat\n\n"), BEAT_MS);
  request.on("close", () => {
    clearInterval(beat);
    stop();
  });
}
