import type { IncomingMessage } from "node:http";
import type { Answer, RawNotification } from "../../../../core/payments/gateway.ts";
import type { Served, Wire } from "./wire.ts";

/** Where gateways tell the service of payments, each below its name. What throws is answered as servers do: 500. */
export function openDoor(
  wire: Wire,
  told: (gateway: string, raw: RawNotification) => Promise<Answer>,
): Promise<Served> {
  return wire.serve(async (request, response) => {
    const name = (request.url ?? "").slice(1);
    await rawOf(request)
      .then((raw) => told(name, raw))
      .catch(() => ({ status: 500, body: "" }))
      .then(({ status, body }) => response.writeHead(status).end(body))
      .catch(() => undefined);
  });
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
    ip: String(request.headers["x-forwarded-for"] ?? "127.0.0.1"),
  };
}
