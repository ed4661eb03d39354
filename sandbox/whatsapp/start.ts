import type { World } from "../telegram/world.ts";
import { WHATSAPP } from "./addresses.ts";
import { createHub, openGate, type Hub } from "./hub.ts";

/** The service's process, as far as WhatsApp is concerned. */
interface Listener {
  beginWhatsApp(): void;
}

export interface SimulatedWhatsApp {
  readonly hub: Hub;
  /** What the service has to be told to find it. */
  readonly environment: NodeJS.ProcessEnv;
  /** A process of the service has begun to take work. */
  meet(service: Listener): void;
  /** The service listens at its public address. */
  open(publicUrl: string): Promise<void>;
  /** Forgets what its chats were about: the hub has been emptied. */
  reset(): void;
  /** What is not idle. */
  busy(): Record<string, number>;
  close(): Promise<void>;
}

/** Starts the simulated WhatsApp with the gate that the service's driver goes through. */
export function startWhatsApp(world: World, driver: "web" | "cloud"): Promise<SimulatedWhatsApp> {
  const hub = createHub(world);
  return driver === "web" ? webGate(hub) : cloudGate(hub);
}

async function webGate(hub: Hub): Promise<SimulatedWhatsApp> {
  const { startWhatsAppWeb } = await import("./web/server.ts");
  const web = await startWhatsAppWeb(hub, { pairAtOnce: true });
  let service: Listener | undefined;
  // The service's browser starts with the first thing that somebody does on WhatsApp.
  const shut = openGate(hub, () => service?.beginWhatsApp());
  return {
    hub,
    environment: {
      WHATSAPP_DRIVER: "web",
      WHATSAPP_NUMBER: WHATSAPP.phone,
      WHATSAPP_BROWSER_ARGS: JSON.stringify(web.browserArgs),
    },
    meet(next) {
      service = next;
      if (hub.queue.length > 0 || hub.chats.size > 0) next.beginWhatsApp();
    },
    open: () => Promise.resolve(),
    reset: () => undefined,
    busy: () => ({}),
    async close() {
      shut();
      await web.close();
    },
  };
}

async function cloudGate(hub: Hub): Promise<SimulatedWhatsApp> {
  const { startCloudApi } = await import("./cloud/server.ts");
  const cloud = await startCloudApi({ hub });
  const { phoneId, token, appSecret, verifyToken, templates } = cloud.settings;
  return {
    hub,
    environment: {
      WHATSAPP_DRIVER: "cloud",
      WHATSAPP_NUMBER: WHATSAPP.phone,
      WHATSAPP_API_ROOT: cloud.url,
      WHATSAPP_PHONE_ID: phoneId,
      WHATSAPP_TOKEN: token,
      WHATSAPP_APP_SECRET: appSecret,
      WHATSAPP_VERIFY_TOKEN: verifyToken,
      WHATSAPP_TEMPLATE: templates[0]?.name,
    },
    meet: () => undefined,
    open: (publicUrl) => cloud.subscribe(`${publicUrl}/webhooks/whatsapp`),
    reset: () => cloud.reset(),
    busy: () => cloud.busy(),
    close: () => cloud.close(),
  };
}
