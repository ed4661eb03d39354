/**
 * The page on which to play owner, payer and vet: static files, mounted beside the control API. Nothing is built: the
 * browser loads our modules as they are, and its libraries from node_modules through the import map of `index.html`.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import { sample } from "./samples.ts";

const HERE = new URL("./", import.meta.url);
const MODULES = new URL("../../node_modules/", import.meta.url);

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".ftl": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** What the page may load, by the first part of its path. Names only: no dots lead out of a folder. */
const NAME = /^(?:[\w-]+\/)*[\w-]+\.(?:js|mjs|css|ftl|svg)$/;
const OWN = /^(?:app|styles|texts|images)\//;
const LIBRARY = /^(?:preact\/dist|preact\/hooks\/dist|htm\/dist|@fluent\/bundle\/esm)\/[\w-]+\.m?js$/;

function fileOf(path: string): URL | undefined {
  if (path === "/") return new URL("index.html", HERE);
  const own = /^\/page\/(.+)$/.exec(path)?.[1];
  if (own !== undefined && NAME.test(own) && OWN.test(own)) return new URL(own, HERE);
  const library = /^\/lib\/(.+)$/.exec(path)?.[1];
  if (library !== undefined && LIBRARY.test(library)) return new URL(library, MODULES);
  return undefined;
}

/**
 * Scripts from here and the import map alone; frames from this machine, where the payment pages live. The import map has
 * to be in the page, so its hash is part of the policy.
 */
function policy(html: string): string {
  const map = /<script type="importmap">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(map).digest("base64");
  return [
    "default-src 'self'",
    `script-src 'self' 'sha256-${hash}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "frame-src http://127.0.0.1:* http://localhost:*",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function file(response: ServerResponse, at: URL): Promise<boolean> {
  const body = await readFile(at).catch(() => undefined);
  if (body === undefined) return false;
  const extension = extname(at.pathname);
  response.writeHead(200, {
    "content-type": TYPES[extension] ?? "application/octet-stream",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
    "referrer-policy": "no-referrer",
    ...(extension === ".html" ? { "content-security-policy": policy(body.toString()) } : {}),
  });
  response.end(body);
  return true;
}

/** Answers `/`, `/page/…` and `/lib/…`; says false, with nothing written, where it has nothing. */
export function pageRoutes(): (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<boolean> {
  return async (request, response, url) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const name = /^\/page\/samples\/([\w.-]+)$/.exec(url.pathname)?.[1];
    if (name !== undefined) {
      const made = await sample(name);
      if (!made) return false;
      response.writeHead(200, { "content-type": made.mime, "x-content-type-options": "nosniff" });
      response.end(made.bytes);
      return true;
    }
    const at = fileOf(url.pathname);
    return at === undefined ? false : file(response, at);
  };
}
