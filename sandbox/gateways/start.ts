import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SandboxClock } from "../clock.ts";
import type { Router } from "../control/server.ts";
import { gatewayRoutes } from "./control.ts";
import { simulatedGateways } from "./gateways.ts";
import type { GatewaySimulator } from "./simulator.ts";

export interface SimulatedGateways {
  /** What the service has to be configured with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Routes of the control API that drive the gateways. */
  readonly routes: Router;
  /** Notifications that are due and not answered yet. */
  readonly pending: () => number;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface GatewaysOptions {
  readonly clock: SandboxClock;
  readonly databaseUrl: string;
  /** Where the service listens. */
  readonly publicUrl: string;
}

/** Starts the payment gateways, each on a port of its own, as they are hosts of their own in the world. */
export async function startGateways(options: GatewaysOptions): Promise<SimulatedGateways> {
  const started = await Promise.all(
    Object.entries(simulatedGateways).map(async ([name, { open, environment }]) => {
      const simulator = await open(options);
      const hosted = await host(simulator);
      return { name, simulator, environment: environment(hosted.url), close: hosted.close };
    }),
  );
  const simulators = started.map(({ simulator }) => simulator);
  return {
    environment: Object.assign({}, ...started.map(({ environment }) => environment)),
    routes: gatewayRoutes(Object.fromEntries(started.map(({ name, simulator }) => [name, simulator]))),
    pending: () => simulators.reduce((sum, simulator) => sum + simulator.pending(), 0),
    reset: async () => void (await Promise.all(simulators.map((simulator) => simulator.reset()))),
    async close() {
      await Promise.all(simulators.map((simulator) => simulator.close()));
      await Promise.all(started.map(({ close }) => close()));
    },
  };
}

/** Serves a simulator on a free port. */
async function host(
  simulator: GatewaySimulator,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    simulator.handle(request, response, url).then(
      (handled) => {
        if (!handled) response.writeHead(404).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
