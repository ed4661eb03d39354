import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Requests pass through it to a server on this machine, which is chosen for each. */
export interface Line {
  readonly url: string;
  close(): Promise<void>;
}

/** @param choose the port that a request goes to; undefined: nobody takes it, which is answered with 502 */
export async function line(choose: (path: string) => number | undefined): Promise<Line> {
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, choose(incoming.url ?? "")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, port: number | undefined): void {
  const fail = () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  };
  if (port === undefined) return fail();
  const { method, url, headers } = incoming;
  const passed = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on("error", fail);
  outgoing.on("close", () => passed.destroy());
  incoming.pipe(passed);
}
