import { Router, urlencoded, type ErrorRequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import type { Gateways } from "../../core/payments/gateway.ts";
import type { Core } from "../../core/platform/core.ts";
import { silentLog, type Log } from "../../core/platform/log.ts";
import type { Metrics } from "../../core/platform/metrics.ts";
import { notificationRoutes } from "../gateways/routes.ts";
import { pay, showInvoice, showOrder, showReturn, showTerms, terms } from "./handlers.ts";
import { pagePolicy } from "./policy.ts";
import { tell } from "./reply.ts";

/** Requests a minute from one address. */
export interface PaymentLimits {
  /** Pages: a family behind one address, and link previews. */
  readonly pages: number;
  /** Pressing *Pay*. */
  readonly payments: number;
  /** Notifications: a gateway sends them for all payers from one address. */
  readonly notifications: number;
}

export interface PaymentRoutesOptions {
  readonly core: Core;
  readonly gateways: Gateways;
  readonly limits?: Partial<PaymentLimits>;
  readonly log?: Log;
  readonly metrics?: Pick<Metrics, "payment">;
}

const defaults: PaymentLimits = { pages: 240, payments: 60, notifications: 1200 };

/** An e-mail address, what was chosen, and nothing else. */
const MAX_FORM = "4kb";

/**
 * Everything about paying that comes over HTTP:
 *
 *     GET  /p/<token>           the order, and a button; makes nothing, whoever fetches it
 *     POST /p/<token>/pay       opens an attempt and sends the payer on (303)
 *     GET  /p/<token>/return    how it went
 *     GET  /p/<token>/invoice   for a bank transfer, and /invoice.pdf
 *     GET  /p/<token>/offer     and /privacy: what is accepted by paying
 *     /webhooks/<gateway>       notifications
 */
export function paymentRoutes(options: PaymentRoutesOptions): Router {
  const { core, gateways, log = silentLog } = options;
  const limits = { ...defaults, ...options.limits };
  const router = Router();
  router.use(notificationRoutes({ ...options, log, limit: limits.notifications }));

  const pages = Router();
  pages.use(...pagePolicy(gateways, core.settings.publicUrl), limited(limits.pages));
  pages.get("/:token", (request, response) => showOrder(core, gateways, request, response));
  pages.get("/:token/return", (request, response) => showReturn(core, request, response));
  for (const kind of terms) {
    pages.get(`/:token/${kind}`, (request, response) => showTerms(core, kind, request, response));
  }
  pages.get("/:token/invoice", (request, response) => showInvoice(core, "page", request, response));
  pages.get("/:token/invoice.pdf", limited(limits.payments), (request, response) =>
    showInvoice(core, "pdf", request, response),
  );
  const form = urlencoded({ extended: false, limit: MAX_FORM, parameterLimit: 10 });
  pages.post("/:token/pay", limited(limits.payments), form, (request, response) =>
    pay(core, gateways, request, response),
  );
  pages.use((request, response) => tell(request, response, 404, "not-found"));
  pages.use(broken(log));
  return router.use("/p", pages);
}

const limited = (limit: number) =>
  rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    handler: (request, response) => tell(request, response, 429, "too-often"),
  });

/** A body that could not be read (too large: 413), or a failure of ours. The payer is told what to do either way. */
function broken(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status =
      typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) {
      tell(request, response, status, "bad-request");
      return;
    }
    log.error({ route: "pay", error }, "a payment page failed");
    tell(request, response, 500, "broken");
  };
}
