import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { listen, shut } from "../gateways/ear.ts";

/** Answers what is asked over HTTP. */
type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<unknown>;

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** How a service and its gateways reach each other. */
export interface Wire {
  readonly fetch: typeof globalThis.fetch;
  serve(handler: Handler): Promise<Served>;
}

/** Over ports of this machine. */
export const sockets: Wire = {
  fetch: globalThis.fetch,
  async serve(handler) {
    const server = createServer((request, response) => {
      void handler(request, response, new URL(request.url ?? "/", "http://localhost"));
    });
    return { url: await listen(server), close: () => shut(server) };
  },
};

/** From function to function within this process: the same requests and answers, and no port between them. */
export function direct(): Wire {
  const handlers = new Map<string, Handler>();
  return {
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input);
      const handler = handlers.get(url.origin);
      if (!handler) throw new TypeError("fetch failed");
      const request = requestOf(url, init);
      const { response, answered } = answering(request);
      await handler(request, response, new URL(request.url ?? "/", "http://localhost"));
      return answered;
    },
    serve(handler) {
      // Nobody listens there: it is a name.
      const url = `http://127.0.0.1:${handlers.size + 1}`;
      handlers.set(url, handler);
      return Promise.resolve({ url, close: () => Promise.resolve() });
    },
  };
}

function requestOf(url: URL, { method = "GET", headers, body }: RequestInit = {}): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = method;
  request.url = url.pathname + url.search;
  const form = body instanceof URLSearchParams;
  request.headers = {
    host: url.host,
    ...(form && { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" }),
    ...Object.fromEntries(new Headers(headers)),
  };
  if (typeof body === "string" || form) request.push(body.toString());
  else if (body !== undefined && body !== null) throw new TypeError("a body of another kind");
  request.push(null);
  return request;
}

function answering(request: IncomingMessage) {
  const response = new ServerResponse(request);
  const answered = new Promise<Response>((resolve) => {
    let head: { status: number; headers?: Record<string, string> } = { status: 200 };
    Object.assign(response, {
      writeHead(status: number, headers?: Record<string, string>) {
        head = { status, ...(headers && { headers }) };
        return response;
      },
      end(body = "") {
        resolve(new Response(body === "" ? null : body, head));
        return response;
      },
    });
  });
  return { response, answered };
}
