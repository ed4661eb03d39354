/** Small HTTP helpers of the control server, and its guard: nobody but this machine's own page and tests. */
import type { IncomingMessage, ServerResponse } from "node:http";

export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Files travel in here too: as large as Telegram's largest, in base64. */
const BODY_LIMIT = 70 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_LIMIT) throw new Refusal(413, "That is too much");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!(request.headers["content-type"] ?? "").startsWith("application/json"))
    throw new Refusal(415, "Send JSON, and say so in content-type");
  const body = await readBody(request);
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw new Refusal(400, "That is not JSON");
  }
}

export function writeJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

/** A page of another site must reach nothing, neither by a foreign name that leads here nor by a request of its own. */
export function guard(request: IncomingMessage, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(request.headers.host ?? "")) throw new Refusal(403, "Unknown host");
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
    throw new Refusal(403, "Unknown origin");
}
