/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, on node:http alone. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answer, ConnectionReset, strikeBefore, type Request } from "./call.ts";
import { ApiError, bad } from "./errors.ts";
import { requestFault } from "./faults.ts";
import { DOWNLOAD_LIMIT, fileByPath, UPLOAD_LIMIT } from "./files.ts";
import { serveInvoice } from "../gateways/telegram/form.ts";
import { parseMultipart, type Part } from "./multipart.ts";
import { botByToken, type Bot, type World } from "./world.ts";

/** Room for the other fields around a file of the greatest size. */
const BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // The rest is read and dropped, so that the client gets an answer and not a broken line.
    if (size <= BODY_LIMIT) chunks.push(bytes);
  }
  if (size > BODY_LIMIT) throw new ApiError(413, "Request Entity Too Large");
  return Buffer.concat(chunks);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString());
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  return bad("can't parse JSON object");
}

async function readRequest(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Pick<Request, "params" | "parts">> {
  const params: Record<string, unknown> = Object.fromEntries(query);
  const parts: Part[] = [];
  if (request.method !== "POST") return { params, parts };
  const body = await readBody(request);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) Object.assign(params, parseJson(body));
  else if (type.startsWith("multipart/form-data"))
    for (const part of parseMultipart(body, type)) {
      if (part.filename === undefined) params[part.name] = part.data.toString();
      else parts.push(part);
    }
  else Object.assign(params, Object.fromEntries(new URLSearchParams(body.toString())));
  // The libraries drop null before sending; others mean "not given" by it.
  for (const [name, value] of Object.entries(params)) if (value === null) delete params[name];
  return { params, parts };
}

function writeJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": body.length,
    ...headers,
  });
  response.end(body);
}

function writeError(response: ServerResponse, error: ApiError): void {
  const { code, message, parameters } = error;
  const wait = parameters?.retry_after;
  writeJson(
    response,
    code,
    { ok: false, error_code: code, description: message, ...(parameters ? { parameters } : {}) },
    wait === undefined ? {} : { "retry-after": String(wait) },
  );
}

/** Aborts when the client hangs up before it was answered. */
function hangUpSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on("close", () => {
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
}

async function serveFile(world: World, bot: Bot, path: string, response: ServerResponse): Promise<void> {
  bot.inFlight += 1;
  try {
    const fault = requestFault(world, bot.record.me.id, "download", undefined);
    if (fault) await strikeBefore(world, fault, hangUpSignal(response));
    const file = fileByPath(world, bot, path);
    if (!file || file.bytes.length > DOWNLOAD_LIMIT) throw new ApiError(404, "Not Found");
    response.writeHead(200, {
      "content-type": "application/octet-stream",
      "content-length": file.bytes.length,
    });
    response.end(file.bytes);
  } finally {
    bot.inFlight -= 1;
  }
}

async function route(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (/^\/\$[\w-]+$/.test(url.pathname)) return serveInvoice(world, request, response, url);
  const match = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(decodeURI(url.pathname));
  if (!match) throw new ApiError(404, "Not Found");
  const bot = botByToken(world, match[2] ?? "");
  if (!bot) throw new ApiError(401, "Unauthorized");
  const rest = match[3] ?? "";
  if (match[1] !== undefined) return serveFile(world, bot, rest, response);
  if (request.method !== "GET" && request.method !== "POST") throw new ApiError(405, "Method Not Allowed");
  const gone = hangUpSignal(response);
  const { params, parts } = await readRequest(request, url.searchParams);
  const result = await answer(world, bot, { method: rest, params, parts, gone });
  writeJson(response, 200, { ok: true, result });
}

/** A server that is not listening yet. */
export function createApiServer(world: World): Server {
  return createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    route(world, request, response).catch((error: unknown) => {
      if (error instanceof ConnectionReset) request.socket.resetAndDestroy();
      else if (error instanceof ApiError) writeError(response, error);
      else {
        world.violations.push(`the simulated server failed: ${String(error)}`);
        writeError(response, new ApiError(500, "Internal Server Error"));
      }
    });
  });
}
