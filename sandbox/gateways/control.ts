import { z } from "zod";
import { readJson, Refusal, writeJson } from "../control/http.ts";
import type { Router } from "../control/server.ts";
import type { RobokassaSimulator } from "./robokassa/simulator.ts";

const faults = z
  .strictObject({
    drop: z.number().int().min(0),
    duplicate: z.boolean(),
    delayMs: z.number().int().min(0),
    reorder: z.boolean(),
    pageFirst: z.boolean(),
    commitThen500: z.number().int().min(0),
    unavailable: z.boolean(),
    creditMs: z.number().int().min(0),
  })
  .partial();
const forgery = z.strictObject({ kind: z.enum(["signature", "sum", "order"]) });

/**
 * The control API's part for payments (sandbox/README.md): what was opened at the gateway, what the payer does on its
 * form, what goes wrong there.
 */
export function gatewayRoutes(robokassa: RobokassaSimulator): Router {
  return async (request, response, url) => {
    const [, rest] = /^\/api\/payments(\/.*)?$/.exec(url.pathname) ?? [];
    if (!url.pathname.startsWith("/api/payments")) return false;
    const asked = `${request.method} ${rest ?? ""}`;
    if (asked === "GET ") writeJson(response, 200, robokassa.payments());
    else if (asked === "GET /faults") writeJson(response, 200, robokassa.faults);
    else if (asked === "PATCH /faults") {
      const { data, error } = faults.safeParse(await readJson(request));
      if (error) throw new Refusal(400, z.prettifyError(error));
      Object.assign(robokassa.faults, data);
      writeJson(response, 200, robokassa.faults);
    } else if (asked === "DELETE /faults") {
      robokassa.resetFaults();
      writeJson(response, 200, robokassa.faults);
    } else writeJson(response, 200, await onPayment(robokassa, request, asked));
    return true;
  };
}

async function onPayment(robokassa: RobokassaSimulator, request: Parameters<Router>[0], asked: string) {
  const [, invoice = "", act] = /^POST \/(\d+)\/(pay|decline|forge)$/.exec(asked) ?? [];
  if (act === "pay" || act === "decline") {
    const next = await robokassa.press(invoice, act);
    if (next === undefined) throw new Refusal(409, "This payment is not open");
    return { next };
  }
  if (act === "forge") {
    const { data, error } = forgery.safeParse(await readJson(request));
    if (error) throw new Refusal(400, z.prettifyError(error));
    return { answer: await robokassa.forge(data.kind, invoice) };
  }
  throw new Refusal(404, "There is nothing here");
}
