import type { IncomingMessage, ServerResponse } from "node:http";

/** The field names of a form, decoded once, each with its first value. */
export type Form = Readonly<Record<string, string | undefined>>;

/** Forms here are a few kilobytes: a receipt and some addresses. */
const MAX_BODY = 64 * 1024;

/** The body as text; undefined when it is too long. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= MAX_BODY) chunks.push(bytes);
  }
  return size <= MAX_BODY ? Buffer.concat(chunks).toString() : undefined;
}

/** Decodes a form once. */
export const formOf = (encoded: string | URLSearchParams): Form =>
  Object.fromEntries([...new URLSearchParams(encoded)].toReversed());

/** The fields of a request, from its address or its body. */
export async function readForm(request: IncomingMessage, url: URL): Promise<Form> {
  return formOf(request.method === "POST" ? ((await readBody(request)) ?? "") : url.searchParams);
}

export function send(
  response: ServerResponse,
  status: number,
  type: "html" | "xml" | "json",
  body: string,
): void {
  const types = { html: "text/html", xml: "text/xml", json: "application/json" };
  response.writeHead(status, {
    "content-type": `${types[type]}; charset=utf-8`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  response.end(body);
}

export function redirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { location: to, "cache-control": "no-store" });
  response.end();
}
