import type { LiveConfig } from "../platform/config.ts";
import type { Core } from "../platform/core.ts";
import { bankTransfer } from "./bank-transfer/gateway.ts";
import type { Gateways } from "./gateway.ts";
import { robokassa } from "./gateways/robokassa.ts";
import { stripe } from "./gateways/stripe.ts";
import { yookassa } from "./gateways/yookassa.ts";
import { zarinpal } from "./gateways/zarinpal.ts";
import { telegram } from "./telegram/gateway.ts";

/** The gateways that the configuration names, each by its name. Of two for one currency the first is offered first. */
export function openGateways(core: Core, config: LiveConfig): Gateways {
  return {
    ...openShops(core, config),
    ...(config.telegram && { telegram: telegram(core, config.telegram) }),
    // Always: whether it is offered is the catalogue's matter, which has the bank details.
    transfer: bankTransfer(core),
  };
}

/** Those of them that a shop is needed for. */
export const openShops = (core: Core, config: LiveConfig): Gateways => ({
  ...(config.robokassa && { robokassa: robokassa(config.robokassa) }),
  ...(config.yookassa && { yookassa: yookassa(config.yookassa) }),
  ...(config.stripe && { stripe: stripe(config.stripe, core.clock) }),
  ...(config.zarinpal && { zarinpal: zarinpal(config.zarinpal) }),
});
