/** Serves the simulated WhatsApp Web: its page, its files, and the line between page and hub. HTTPS on this machine. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { requestFault, stall } from "../../telegram/faults.ts";
import { putFile } from "../../telegram/files.ts";
import { refuseProduction } from "../../telegram/safety.ts";
import { WHATSAPP } from "../addresses.ts";
import type { Hub } from "../hub.ts";
import { makeCertificate } from "./certificate.ts";
import { openLine, type Line } from "./line.ts";

const HOST = "web.whatsapp.com";

export interface WhatsAppWeb {
  readonly port: number;
  /** What Chromium must be started with to find this page under WhatsApp's own address, and nothing else of WhatsApp's. */
  readonly browserArgs: string[];
  readonly line: Line;
  close(): Promise<void>;
}

export interface WhatsAppWebOptions {
  /** Scan each QR code, and take each pairing code, as soon as it is shown. */
  readonly pairAtOnce?: boolean;
}

const PAGE = new URL("page/", import.meta.url);

const TYPES: Record<string, string> = { html: "text/html", js: "text/javascript" };

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const body = await readFile(new URL(name, PAGE));
  const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Runs into a fault on demand: true when the request has been answered by it. */
async function failed(hub: Hub, response: ServerResponse, method: string): Promise<boolean> {
  const fault = requestFault(hub.world, WHATSAPP.id, method, undefined);
  if (!fault) return false;
  if (fault.type === "stall") {
    await stall(hub.world, fault, hub.world.closing);
    return false;
  }
  if (fault.type === "error") response.writeHead(fault.code).end();
  else response.destroy();
  return true;
}

async function upload(hub: Hub, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const bytes = await bodyOf(request);
  if (await failed(hub, response, "upload")) return;
  const name = url.searchParams.get("name") ?? "";
  const named = name === "" || name === "undefined" ? undefined : name;
  const file = putFile(hub.world, bytes, named, url.searchParams.get("mime") ?? undefined);
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ directPath: `/v/${file.uid}` }));
}

async function download(hub: Hub, request: IncomingMessage, response: ServerResponse, uid: string) {
  if (await failed(hub, response, "download")) return;
  const file = hub.world.files.get(uid);
  response.writeHead(file ? 200 : 404);
  response.end(request.method === "HEAD" ? undefined : file?.bytes);
}

/** @throws when NODE_ENV is production */
export async function startWhatsAppWeb(
  hub: Hub,
  { pairAtOnce = false }: WhatsAppWebOptions = {},
): Promise<WhatsAppWeb> {
  refuseProduction();
  const { cert, key, spki } = makeCertificate(HOST);
  const line = openLine(hub, pairAtOnce);

  async function route(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? "/", `https://${HOST}`);
    const { pathname } = url;
    const [, folder, name = ""] = /^\/(page)\/([\w-]+\.js)$/.exec(pathname) ?? [];
    if (pathname === "/") return sendFile(response, "index.html");
    if (folder === "page") return sendFile(response, name);
    if (pathname === "/mms/upload") return upload(hub, request, response, url);
    if (pathname.startsWith("/mms/v/")) return download(hub, request, response, pathname.slice(7));
    if (pathname !== "/hub") return response.writeHead(404).end();
    const page = url.searchParams.get("page") ?? randomUUID();
    if (request.method === "GET") return line.connect(page, url.searchParams.get("token") ?? "", response);
    const answer = await line.hear(page, JSON.parse((await bodyOf(request)).toString()));
    return response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify(answer ?? null));
  }

  const server = createServer({ cert, key }, (request, response) => {
    route(request, response).catch(() =>
      response.headersSent ? response.destroy() : response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return {
    port,
    browserArgs: [
      `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${port}, MAP *.whatsapp.net ~NOTFOUND, MAP *.whatsapp.com ~NOTFOUND`,
      `--ignore-certificate-errors-spki-list=${spki}`,
    ],
    line,
    close: () =>
      new Promise((resolve) => {
        line.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
