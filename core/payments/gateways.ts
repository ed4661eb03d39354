import type { LiveConfig } from "../platform/config.ts";
import type { Gateways } from "./gateway.ts";
import { robokassa } from "./gateways/robokassa.ts";

/** The gateways that the configuration names, each by its name. */
export function openGateways(config: LiveConfig): Gateways {
  return { ...(config.robokassa && { robokassa: robokassa(config.robokassa) }) };
}
