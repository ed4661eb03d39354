import { Router, text, type ErrorRequestHandler, type Request, type Response } from "express";
import { rateLimit } from "express-rate-limit";
import type { Gateways, PaymentGateway } from "../../core/payments/gateway.ts";
import { accountRoot } from "../../core/payments/merchants/names.ts";
import { receiveNotification } from "../../core/payments/notifications.ts";
import type { Core } from "../../core/platform/core.ts";
import type { Log } from "../../core/platform/log.ts";
import type { Metrics } from "../../core/platform/metrics.ts";
import { rawNotification } from "./raw-notification.ts";
import { notificationDoors, type NotificationDoor } from "./doors.ts";

export interface NotificationRoutesOptions {
  readonly core: Core;
  readonly gateways: Gateways;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, "payment">;
  /** Requests a minute from one address. */
  readonly limit: number;
}

/**
 * Where gateways say that something happened: an address for each that is set up. Answers what the adapter wants to
 * be answered once the notification is stored; a short refusal for what is not true, which gateways repeat and report
 * to the shop; 503 when it could not be stored, so that it comes again.
 */
export function notificationRoutes(options: NotificationRoutesOptions): Router {
  const router = Router();
  for (const door of notificationDoors) {
    for (const gateway of Object.values(options.gateways)) {
      if ((gateway.merchant?.gateway ?? gateway.name) !== door.gateway) continue;
      router.use(pathOf(door, gateway), doorRoutes(options, door, gateway), badBody);
    }
  }
  return router;
}

/** A clinic's own account has addresses of its own: `/webhooks/robokassa/northside/result`. */
function pathOf({ gateway, path }: NotificationDoor, { name, merchant }: PaymentGateway): string {
  const root = `/webhooks/${gateway}`;
  return merchant ? accountRoot(name) + path.slice(root.length) : path;
}

function doorRoutes(
  options: NotificationRoutesOptions,
  { get, post, maxBody }: NotificationDoor,
  gateway: PaymentGateway,
): Router {
  const take = (request: Request, response: Response) => notified(options, gateway, request, response);
  const router = Router();
  const route = router.route("/");
  route.all(
    rateLimit({ windowMs: 60_000, limit: options.limit, standardHeaders: false, legacyHeaders: false }),
  );
  if (get) route.get(take);
  if (post !== undefined) {
    route.post(
      (request, response, next) => {
        if (request.is(post)) next();
        else response.status(415).type("text/plain").send(`${post} is expected`);
      },
      text({ type: post, limit: maxBody, defaultCharset: "utf-8" }),
      take,
    );
  }
  const methods = [...(get ? ["GET"] : []), ...(post === undefined ? [] : ["POST"])].join(", ");
  route.all((_request, response) => void response.status(405).set("allow", methods).end());
  return router;
}

async function notified(
  { core, log, metrics }: NotificationRoutesOptions,
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
