import { Router } from "express";
import type { Core } from "../core/platform/core.ts";
import type { Metrics } from "../core/platform/metrics.ts";

export interface HealthOptions {
  readonly core: Core;
  readonly metrics: Metrics;
  /** Asked for as a bearer token; undefined: the metrics are not served. */
  readonly metricsToken: string | undefined;
  /** True once the process is going down: no new work should be sent to it. */
  readonly closing: () => boolean;
}

/** `/health`: the process lives. `/ready`: it can work (the database answers). `/metrics`: for Prometheus. */
export function healthRoutes({ core, metrics, metricsToken, closing }: HealthOptions): Router {
  const router = Router();
  router.get("/health", (_request, response) => void response.json({ status: "ok" }));
  router.get("/ready", (_request, response) => {
    const unavailable = () => response.status(503).json({ status: "unavailable" });
    if (closing()) unavailable();
    else core.db.$queryRaw`select 1`.then(() => response.json({ status: "ready" }), unavailable);
  });
  router.get("/metrics", (request, response, next) => {
    if (metricsToken === undefined || request.get("authorization") !== `Bearer ${metricsToken}`) {
      response.sendStatus(404);
      return;
    }
    metrics.text().then((text) => response.type(metrics.contentType).send(text), next);
  });
  return router;
}
