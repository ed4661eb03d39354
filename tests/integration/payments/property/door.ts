import { createServer, type IncomingMessage } from "node:http";
import type { Answer, RawNotification } from "../../../../core/payments/gateway.ts";
import { listen, shut } from "../gateways/ear.ts";

/** Where gateways tell the service of payments, each below its name. What throws is answered as servers do: 500. */
export async function openDoor(
  told: (gateway: string, raw: RawNotification) => Promise<Answer>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    rawOf(request)
      .then((raw) => told(name, raw))
      .catch(() => ({ status: 500, body: "" }))
      .then(({ status, body }) => response.writeHead(status).end(body))
      .catch(() => undefined);
  });
  return { url: await listen(server), close: () => shut(server) };
}

async function rawOf(request: IncomingMessage): Promise<RawNotification> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? "",
    query: "",
    body: Buffer.concat(chunks).toString(),
    headers: Object.fromEntries(headers),
    // As our own proxy vouches for it.
    ip: String(request.headers["x-forwarded-for"] ?? request.socket.remoteAddress),
  };
}
