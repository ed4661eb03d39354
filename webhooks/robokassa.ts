import { Router, text, type ErrorRequestHandler, type Request, type Response } from "express";
import { rateLimit } from "express-rate-limit";
import type { Gateways, PaymentGateway } from "../core/payments/gateway.ts";
import { receiveNotification } from "../core/payments/notifications.ts";
import type { Core } from "../core/platform/core.ts";
import type { Log } from "../core/platform/log.ts";
import type { Metrics } from "../core/platform/metrics.ts";
import { rawNotification } from "./raw-notification.ts";

export interface RobokassaRoutesOptions {
  readonly core: Core;
  readonly gateways: Gateways;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, "payment">;
  /** Requests a minute from one address. */
  readonly limit: number;
}

/** A dozen short fields. */
const MAX_BODY = "16kb";

const FORM = "application/x-www-form-urlencoded";

/**
 * ResultURL, by GET or POST. `OK<InvId>` once the notification is stored; a short refusal with 400 for what is not
 * true, which Robokassa repeats and reports to the shop; 503 when it could not be stored, so that it comes again.
 * Without the gateway there is no such address.
 */
export function robokassaRoutes(options: RobokassaRoutesOptions): Router {
  const router = Router();
  const gateway = options.gateways["robokassa"];
  if (!gateway) return router;
  router
    .route("/webhooks/robokassa/result")
    .all(rateLimit({ windowMs: 60_000, limit: options.limit, standardHeaders: false, legacyHeaders: false }))
    .get((request, response) => result(options, gateway, request, response))
    .post(
      (request, response, next) => {
        if (request.is(FORM)) next();
        else response.status(415).type("text/plain").send("a form is expected");
      },
      text({ type: FORM, limit: MAX_BODY, defaultCharset: "utf-8" }),
      (request, response) => result(options, gateway, request, response),
    )
    .all((_request, response) => void response.status(405).set("allow", "GET, POST").end());
  router.use("/webhooks/robokassa", badBody);
  return router;
}

async function result(
  { core, log, metrics }: RobokassaRoutesOptions,
  gateway: PaymentGateway,
  request: Request,
  response: Response,
): Promise<void> {
  response.type("text/plain").set("cache-control", "no-store").removeHeader("x-powered-by");
  const body: unknown = request.body;
  try {
    const raw = rawNotification(request, typeof body === "string" ? body : "");
    const { verdict, settled, answer } = await receiveNotification(core, gateway, raw);
    metrics?.payment(gateway.name, settled ?? verdict);
    if (answer.status >= 400) {
      log.warn({ gateway: gateway.name, reason: verdict }, "a notification was refused");
    }
    response.status(answer.status).send(answer.body);
  } catch (error) {
    log.error({ gateway: gateway.name, error }, "a notification failed");
    response.status(503).send("later");
  }
}

/** A body that could not be read. The parser's message may quote it and stays here. */
const badBody: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status =
    typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) response.status(status).type("text/plain").send("bad request");
  else next(error);
};
