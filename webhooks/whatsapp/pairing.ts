import { Router, type ErrorRequestHandler, type Request, type Response } from "express";
import { rateLimit } from "express-rate-limit";
import { PAIRING_PATH, pairingOf, TOKEN } from "../../core/messaging/whatsapp-pairing.ts";
import type { Core } from "../../core/platform/core.ts";
import type { Log } from "../../core/platform/log.ts";
import { pagePolicy } from "../pay/policy.ts";
import { localeOf } from "../pay/reply.ts";
import { pairingMessage, pairingPage, type PairingMessage } from "./pairing-views.ts";

/** Requests a minute from one address: a page that refreshes itself makes twelve. */
const LIMIT = 120;

/** A code is renewed every 20 seconds or so: nobody should scan one that is over. */
const REFRESH_S = 5;

/**
 * The page that shows what pairs WhatsApp Web: `GET /whatsapp/pair/<token>`. 200 while the number waits to be paired, 410
 * when it is paired or the address has lived its time, 404 for any other token. It refreshes itself, without a script.
 */
export function pairingRoutes({ core, log }: { readonly core: Core; readonly log: Log }): Router {
  const pages = Router();
  pages.use(
    ...pagePolicy({}, core.settings.publicUrl),
    rateLimit({
      windowMs: 60_000,
      limit: LIMIT,
      standardHeaders: "draft-8",
      legacyHeaders: false,
      handler: (request, response) => tell(request, response, 429, "too-often"),
    }),
  );
  pages.get("/:token", (request, response) => show(core, request, response));
  pages.use((request, response) => tell(request, response, 404, "not-found"));
  pages.use(broken(log));
  return Router().use(PAIRING_PATH, pages);
}

async function show(core: Core, request: Request, response: Response): Promise<void> {
  const { token } = request.params;
  const pairing = typeof token === "string" && TOKEN.test(token) ? await pairingOf(core, token) : undefined;
  if (!pairing) return tell(request, response, 404, "not-found");
  switch (pairing.kind) {
    case "paired":
    case "over":
      return tell(request, response, 410, pairing.kind);
    case "waits":
      response.set("refresh", String(REFRESH_S));
      return tell(request, response, 200, "waits");
    case "qr":
    case "code":
      response.set("refresh", String(REFRESH_S)).send(await pairingPage(localeOf(request), pairing));
  }
}

function tell(request: Request, response: Response, status: number, message: PairingMessage): void {
  response.status(status).send(pairingMessage(localeOf(request), message));
}

function broken(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status =
      typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
    // An address that cannot be read is none of ours.
    if (status >= 400 && status < 500) return tell(request, response, 404, "not-found");
    log.error({ route: "whatsapp", error }, "the page that pairs WhatsApp failed");
    tell(request, response, 500, "broken");
  };
}
