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
  router.get("/ready", async (_request, response) => {
    try {
      if (closing()) throw new Error("closing");
      await core.db.$queryRaw`select 1`;
      response.json({ status: "ready" });
    } catch {
      response.status(503).json({ status: "unavailable" });
    }
  });
  router.get("/metrics", async (request, response) => {
    if (metricsToken === undefined || request.get("authorization") !== `Bearer ${metricsToken}`) {
      response.sendStatus(404);
      return;
    }
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}
