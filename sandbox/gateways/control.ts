import { z } from "zod";
import { readJson, Refusal, writeJson } from "../control/http.ts";
import type { Router } from "../control/server.ts";
import type { GatewaySimulator } from "./simulator.ts";

const patch = z.record(z.string(), z.union([z.int().min(0), z.boolean()]));
const forgery = z.strictObject({ kind: z.string() });

/** `/api/payments`, then the gateway (Robokassa's name may be left out), then the rest. */
const PATH = /^\/api\/payments(?:\/(?!faults$)([a-z]+)(?=\/|$))?(\/.*)?$/;

/**
 * The control API's part for payments (sandbox/README.md): what was opened at a gateway, what the payer does on its
 * page, what goes wrong there.
 */
export function gatewayRoutes(simulators: Readonly<Record<string, GatewaySimulator>>): Router {
  return async (request, response, url) => {
    const [matched, name = "robokassa", rest = ""] = PATH.exec(url.pathname) ?? [];
    if (matched === undefined) return false;
    const simulator = simulators[name];
    if (!simulator) throw new Refusal(404, "There is no such gateway");
    writeJson(response, 200, await answer(simulator, request, `${request.method} ${rest}`));
    return true;
  };
}

async function answer(
  simulator: GatewaySimulator,
  request: Parameters<Router>[0],
  asked: string,
): Promise<unknown> {
  switch (asked) {
    case "GET ":
      return simulator.payments();
    case "GET /faults":
      return simulator.faults;
    case "PATCH /faults":
      setFaults(simulator.faults, await readJson(request));
      return simulator.faults;
    case "DELETE /faults":
      simulator.resetFaults();
      return simulator.faults;
    default:
      return onPayment(simulator, request, asked);
  }
}

function setFaults(faults: object, asked: unknown): void {
  const { data, error } = patch.safeParse(asked);
  if (error) throw new Refusal(400, z.prettifyError(error));
  const now: ReadonlyMap<string, unknown> = new Map(Object.entries(faults));
  const wrong = Object.entries(data).find(([name, value]) => typeof value !== typeof now.get(name));
  if (wrong) throw new Refusal(400, `${wrong[0]} is not a fault of this gateway, or not of this type`);
  Object.assign(faults, data);
}

async function onPayment(simulator: GatewaySimulator, request: Parameters<Router>[0], asked: string) {
  const [, payment = "", act = ""] = /^POST \/([\w-]+)\/([a-z]+)$/.exec(asked) ?? [];
  if (simulator.actions.includes(act)) {
    const next = await simulator.press(payment, act);
    if (next === undefined) throw new Refusal(409, "This payment is not open");
    return { next };
  }
  if (act === "forge") {
    const { data, error } = forgery.safeParse(await readJson(request));
    if (error) throw new Refusal(400, z.prettifyError(error));
    if (!simulator.forgeries.includes(data.kind)) {
      throw new Refusal(400, `kind is not one of: ${simulator.forgeries.join(", ")}`);
    }
    return { answer: await simulator.forge(data.kind, payment) };
  }
  throw new Refusal(404, "There is nothing here");
}
