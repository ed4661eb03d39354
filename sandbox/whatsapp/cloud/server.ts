/** Starts the simulated Cloud API: the Graph API of one business number, a gate to the same hub as WhatsApp Web. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WHATSAPP } from "../addresses.ts";
import { openGate, type Hub } from "../hub.ts";
import type { Api, CloudSettings } from "./api.ts";
import { isFields, type Fields } from "./checks.ts";
import { delivery } from "./deliver.ts";
import { GraphError, noSuchObject } from "./errors.ts";
import { personNamed } from "./ids.ts";
import { describe, fetched, upload, UPLOAD_LIMIT } from "./media.ts";
import { postMessage } from "./messages.ts";
import { after, BareStatus, before, Broken, faultOf } from "./strike.ts";

export interface CloudApi {
  /** The root of the Graph API, without a slash at its end. */
  readonly url: string;
  /** What may be changed while it runs. */
  readonly settings: CloudSettings;
  /**
   * Has notifications posted there from now on, after the challenge as Meta makes it.
   * @throws when it was not answered as it should be
   */
  subscribe(webhook: string): Promise<void>;
  /** What is not idle. */
  busy(): Record<string, number>;
  /** Forgets uploaded files and what is to be reported; chats are the hub's. */
  reset(): void;
  close(): Promise<void>;
}

export interface CloudApiOptions extends Partial<Omit<CloudSettings, "phoneId">> {
  readonly hub: Hub;
  /** 0 or nothing: any free one. */
  readonly port?: number;
}

/** Opens nothing but the simulator. */
const SANDBOX: CloudSettings = {
  phoneId: "106540352242922",
  token: "sandbox-cloud-api-token",
  appSecret: "sandbox-app-secret",
  verifyToken: "sandbox-verify-token",
  templates: [
    {
      name: "pawline_reopen",
      texts: {
        ru: "Для вас есть сообщение от клиники. Ответьте, и мы его пришлём.",
        en: "There is a message for you from the clinic. Answer, and we will send it.",
      },
    },
  ],
  window: "answer",
  coexistence: true,
};

const BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024;

export async function startCloudApi({ hub, port = 0, ...settings }: CloudApiOptions): Promise<CloudApi> {
  let webhook: string | undefined;
  const api: Api = {
    hub,
    settings: { ...SANDBOX, ...settings },
    uploads: new Map(),
    failures: new Map(),
    strays: [],
    deliver: () => posting.wake(),
    url: "",
    taken: [],
    inFlight: 0,
  };
  const posting = delivery(api, () => webhook);
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    api.inFlight += 1;
    serve(api, request, response)
      .catch((error: unknown) => fail(api, error, request, response))
      .finally(() => (api.inFlight -= 1));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const shut = openGate(hub, () => posting.wake());

  return {
    url: api.url,
    settings: api.settings,
    async subscribe(url) {
      await verify(api.settings, url);
      webhook = url;
      posting.wake();
    },
    busy: () => ({
      ...(api.inFlight > 0 && { "whatsapp cloud: requests": api.inFlight }),
      ...(api.strays.length > 0 && { "whatsapp cloud: reports": api.strays.length }),
    }),
    reset() {
      api.uploads.clear();
      api.failures.clear();
      api.strays = [];
    },
    async close() {
      shut();
      await posting.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function verify({ verifyToken }: CloudSettings, url: string): Promise<void> {
  const challenge = String(1_158_201_444 + Math.floor(performance.now()));
  const query = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.verify_token": verifyToken,
    "hub.challenge": challenge,
  });
  const response = await fetch(`${url}?${query.toString()}`);
  if (!response.ok || (await response.text()) !== challenge)
    throw new Error(`The webhook did not repeat the challenge (${response.status})`);
}

async function serve(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", api.url);
  const known = request.headers.authorization === `Bearer ${api.settings.token}`;
  if (url.pathname === "/whatsapp_business/attachments/") return download(api, known, url, request, response);
  if (!known) throw new GraphError(190, "Invalid OAuth access token - Cannot parse access token");
  const [, id = "", edge] = /^\/v\d+\.\d+\/([^/]+)(?:\/([a-z_]+))?$/.exec(url.pathname) ?? [];
  const method = request.method ?? "GET";
  if (method === "GET" && edge === undefined)
    return writeJson(response, 200, await look(api, id, url, response));
  if (method !== "POST" || id !== api.settings.phoneId) return noSuchObject(method, id);
  const body = await readBody(request);
  if (edge === "media") {
    const gone = hangUp(response);
    const fault = faultOf(api.hub.world, "media", undefined);
    await before(api.hub.world, fault, gone);
    const result = upload(api, body, request.headers["content-type"] ?? "");
    await after(api.hub.world, fault, gone);
    return writeJson(response, 200, result);
  }
  if (edge !== "messages") return noSuchObject(method, `${id}/${edge ?? ""}`);
  return writeJson(response, 200, await message(api, parse(body), response));
}

async function message(api: Api, body: Fields, response: ServerResponse): Promise<object> {
  const { world } = api.hub;
  const { to, recipient } = body;
  const named = typeof to === "string" ? { phone: to } : { user: String(recipient) };
  const gone = hangUp(response);
  const fault = faultOf(world, "messages", personNamed(world, named)?.id);
  await before(world, fault, gone);
  const result = postMessage(api, body);
  await after(world, fault, gone);
  return result;
}

/** A media id, or the number itself. */
async function look(api: Api, id: string, url: URL, response: ServerResponse): Promise<object> {
  if (id === api.settings.phoneId)
    return {
      id,
      display_phone_number: `+${WHATSAPP.phone}`,
      verified_name: WHATSAPP.title,
      quality_rating: "GREEN",
    };
  await before(api.hub.world, faultOf(api.hub.world, "media_url", undefined), hangUp(response));
  return describe(api, id, url.searchParams.get("phone_number_id"));
}

async function download(
  api: Api,
  known: boolean,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await before(api.hub.world, faultOf(api.hub.world, "download", undefined), hangUp(response));
  if (request.method !== "GET") return void response.writeHead(405).end();
  if (!known) return void response.writeHead(401).end();
  const file = fetched(api, url.searchParams);
  if (!file) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": file.mime, "content-length": file.bytes.length });
  response.end(file.bytes);
}

function fail(api: Api, error: unknown, request: IncomingMessage, response: ServerResponse): void {
  if (error instanceof Broken) request.socket.resetAndDestroy();
  else if (error instanceof GraphError) writeJson(response, error.status, error.body());
  else if (error instanceof BareStatus)
    response.writeHead(error.status, { "content-type": "text/html" }).end("<html>");
  else {
    api.hub.world.violations.push(`the simulated Cloud API failed: ${String(error)}`);
    response.writeHead(500).end();
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // The rest is read and dropped, so that the client gets an answer and not a broken line.
    if (size <= BODY_LIMIT) chunks.push(bytes);
  }
  if (size > BODY_LIMIT) throw new GraphError(100, "The request is too large", { status: 413 });
  return Buffer.concat(chunks);
}

function parse(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (isFields(value)) return value;
  } catch {
    // Said below.
  }
  throw new GraphError(100, "The body is no JSON object");
}

/** Aborts when the client hangs up before it was answered. */
function hangUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on("close", () => {
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
}

function writeJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
}
