import type { LiveConfig } from "../../platform/config.ts";
import type { CommandIo } from "../io.ts";
import { ok, type Finding } from "./finding.ts";
import { checkWhatsAppCloud } from "./whatsapp-cloud.ts";
import { checkSwitch } from "./whatsapp-switch.ts";
import { checkWhatsAppWeb } from "./whatsapp-web.ts";

/** How WhatsApp is reached, and whether that works. */
export async function checkWhatsApp(config: LiveConfig, io: CommandIo): Promise<Finding[]> {
  const { whatsapp } = config;
  switch (whatsapp?.driver) {
    case undefined:
      return [ok("WhatsApp", "off; owners write in Telegram (WHATSAPP_DRIVER).")];
    case "web":
      return checkWhatsAppWeb(config, whatsapp, io);
    case "cloud":
      return [...(await checkSwitch(config)), ...(await checkWhatsAppCloud(whatsapp))];
  }
}
