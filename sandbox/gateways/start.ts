import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { SandboxClock } from "../clock.ts";
import type { Router } from "../control/server.ts";
import { gatewayRoutes } from "./control.ts";
import { robokassaSimulator, type Shop } from "./robokassa/simulator.ts";

/** The demo clinic's shop. Its passwords open nothing but the simulator. */
const SHOP: Shop & { readonly password3: string } = {
  login: "pawline-sandbox",
  password1: "sandbox-password-one",
  password2: "sandbox-password-two",
  password3: "sandbox-password-three",
  hash: "sha256",
};

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

/** Starts the payment gateways on a port of their own, as they are hosts of their own in the world. */
export async function startGateways(options: {
  readonly clock: SandboxClock;
  readonly databaseUrl: string;
  /** Where the service listens. */
  readonly publicUrl: string;
}): Promise<SimulatedGateways> {
  const { clock, databaseUrl, publicUrl } = options;
  const resultUrl = `${publicUrl}/webhooks/robokassa/result`;
  const simulator = await robokassaSimulator({ shop: SHOP, clock, resultUrl, databaseUrl });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    simulator.handle(request, response, url).then(
      (handled) => {
        if (!handled) response.writeHead(404).end();
      },
      () => response.destroy(),
    );
  });
  const at = await listen(server);
  return {
    environment: {
      ROBOKASSA_LOGIN: SHOP.login,
      ROBOKASSA_PASSWORD1: SHOP.password1,
      ROBOKASSA_PASSWORD2: SHOP.password2,
      ROBOKASSA_PASSWORD3: SHOP.password3,
      ROBOKASSA_HASH: SHOP.hash,
      ROBOKASSA_PAYMENT_URL: `${at}/Merchant/Index.aspx`,
      ROBOKASSA_SERVICE_URL: `${at}/Merchant/WebService/Service.asmx`,
      ROBOKASSA_REFUND_URL: `${at}/RefundService/Refund`,
    },
    routes: gatewayRoutes(simulator),
    pending: () =>
      simulator
        .payments()
        .flatMap(({ notices }) => notices)
        .filter(({ outcome, dueAt }) => outcome === "waiting" && new Date(dueAt) <= clock.now()).length,
    reset: () => simulator.reset(),
    async close() {
      await simulator.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
