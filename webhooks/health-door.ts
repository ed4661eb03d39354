import express from "express";
import helmet from "helmet";
import { healthRoutes, type HealthOptions } from "./health.ts";
import { listen, type Door } from "./listen.ts";

/** A door for whoever watches a process that has no other: `/health`, `/ready` and `/metrics`. */
export function openHealthDoor(
  options: Omit<HealthOptions, "closing"> & { readonly host: string; readonly port: number },
): Promise<Door> {
  const closing = new AbortController();
  const app = express();
  app.disable("x-powered-by");
  app.use(helmet());
  app.use(healthRoutes({ ...options, closing: () => closing.signal.aborted }));
  return listen(app, options, closing);
}
