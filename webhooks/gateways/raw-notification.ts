import type { Request } from "express";
import type { RawNotification } from "../../core/payments/gateway.ts";

/** A gateway's call as it came; `body`: what the route has read of it, as text. */
export function rawNotification(request: Request, body: string): RawNotification {
  const url = request.originalUrl;
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? (value.at(-1) ?? "") : (value ?? ""),
  ]);
  return {
    method: request.method,
    query: url.includes("?") ? url.slice(url.indexOf("?") + 1) : "",
    body,
    headers: Object.fromEntries(headers),
    ip: request.ip ?? "",
  };
}
