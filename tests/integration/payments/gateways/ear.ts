import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { PaymentGateway, RawNotification } from "../../../../core/payments/gateway.ts";

/** The shop's door for notifications: keeps what comes and answers as the adapter says. */
export interface Ear {
  readonly url: string;
  /** The oldest first. */
  readonly sent: readonly RawNotification[];
  close(): Promise<void>;
}

export async function openEar(gateway: () => PaymentGateway): Promise<Ear> {
  const sent: RawNotification[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const raw = await rawOf(request);
      sent.push(raw);
      const told = gateway().parseNotification(raw);
      const { status, body } = "reject" in told ? told.answer : told.ack;
      response.writeHead(status).end(body);
    })();
  });
  const url = await listen(server);
  return { url, sent, close: () => shut(server) };
}

async function rawOf(request: IncomingMessage): Promise<RawNotification> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? "",
    query: new URL(request.url ?? "/", "http://localhost").search.slice(1),
    body: Buffer.concat(chunks).toString(),
    headers: Object.fromEntries(headers),
    // As our own proxy vouches for it.
    ip: String(request.headers["x-forwarded-for"] ?? request.socket.remoteAddress),
  };
}

/** Listens on a free port of this machine; the address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

export const shut = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
