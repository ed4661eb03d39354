/** Starts the control server: the API, and whatever else is mounted beside it (the page, simulators of gateways). */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError, PersonError } from "../telegram/errors.ts";
import { guard, Refusal, writeJson } from "./http.ts";
import { controlRoutes } from "./routes.ts";
import type { Ports } from "./routes/context.ts";

/** Answers a request and says true, or leaves it alone and says false. Host and Origin have been checked. */
export type Router = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

export interface ControlOptions extends Ports {
  /** 0 or nothing: any free one. */
  port?: number;
  extra?: Router[];
}

export interface Control {
  url: string;
  close(): Promise<void>;
}

function writeFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof Refusal) writeJson(response, error.status, { error: error.message });
  else if (error instanceof PersonError) writeJson(response, 409, { error: error.message });
  else if (error instanceof ApiError) writeJson(response, 400, { error: error.message });
  else writeJson(response, 500, { error: `The sandbox failed: ${String(error)}` });
}

export async function startControl(options: ControlOptions): Promise<Control> {
  const { extra = [], port = 0 } = options;
  let actual = port;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    guard(request, actual);
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${actual}`);
    if (await controlRoutes(options, request, response, url)) return;
    for (const router of extra) if (await router(request, response, url)) return;
    throw new Refusal(404, "There is nothing here");
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => writeFailure(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  actual = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
