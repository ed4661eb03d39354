import { stripe } from "../../payments/gateways/stripe.ts";
import { yookassa } from "../../payments/gateways/yookassa.ts";
import { zarinpal } from "../../payments/gateways/zarinpal.ts";
import type { PaymentGateway } from "../../payments/gateway.ts";
import { systemClock } from "../../platform/clock.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { ok, problem, type Finding } from "./finding.ts";

/** A shop that is known by its secret: asked after a payment that nobody made. */
interface Shop {
  readonly subject: string;
  readonly gateway: PaymentGateway;
  /** No such payment. */
  readonly nobodys: string;
  /** What it declines with when it has looked, and there is none. */
  readonly notFound: string;
  /** Variables that may be wrong when it refuses. */
  readonly secrets: string;
  /** Its address. */
  readonly address: string;
}

function* shopsOf(config: LiveConfig): Generator<Shop> {
  if (config.yookassa) {
    yield {
      subject: "YooKassa",
      gateway: yookassa(config.yookassa),
      nobodys: "00000000-0000-5000-8000-000000000000",
      notFound: "not_found",
      secrets: "YOOKASSA_SHOP_ID and YOOKASSA_SECRET_KEY",
      address: "YOOKASSA_API_ROOT",
    };
  }
  if (config.stripe) {
    yield {
      subject: "Stripe",
      gateway: stripe(config.stripe, systemClock()),
      nobodys: "cs_nobodys",
      notFound: "resource_missing",
      secrets: "STRIPE_SECRET_KEY",
      address: "STRIPE_API_ROOT",
    };
  }
  if (config.zarinpal) {
    yield {
      subject: "ZarinPal",
      gateway: zarinpal(config.zarinpal),
      nobodys: `A${"0".repeat(35)}:1000`,
      notFound: "not_found",
      secrets: "ZARINPAL_MERCHANT_ID, and the server addresses in the terminal's settings,",
      address: "ZARINPAL_API_ROOT",
    };
  }
}

/** Whether the gateways that are asked with a secret accept it. */
export const checkShops = (config: LiveConfig): Promise<Finding[]> =>
  Promise.all([...shopsOf(config)].map(checkShop));

async function checkShop(shop: Shop): Promise<Finding> {
  const { subject, secrets } = shop;
  const told = await shop.gateway.fetchState(shop.nobodys);
  if ("unknown" in told) {
    return problem(
      subject,
      "it does not answer.",
      `Look at the network and ${shop.address}; try again later.`,
    );
  }
  if ("ok" in told || told.declined === shop.notFound) return ok(subject, "it accepts the secret key.");
  return problem(
    subject,
    `it does not accept the secret key (${told.declined}).`,
    `Compare ${secrets} with the account at ${subject}.`,
  );
}
