import { generateKeyPairSync } from "node:crypto";
import { robokassaSimulator, type Shop } from "./robokassa/simulator.ts";
import type { GatewaySimulator } from "./simulator.ts";
import type { Account } from "./stripe/bank.ts";
import { stripeSimulator } from "./stripe/simulator.ts";
import type { Shop as YooKassaShop } from "./yookassa/bank.ts";
import { yookassaSimulator } from "./yookassa/simulator.ts";
import type { Account as ZarinPalAccount } from "./zarinpal/account.ts";
import { zarinpalSimulator } from "./zarinpal/simulator.ts";
import type { GatewaysOptions } from "./start.ts";

/** A gateway of the sandbox, and how the service finds it. */
export interface SimulatedGateway {
  readonly open: (options: GatewaysOptions) => Promise<GatewaySimulator>;
  /** Variables of the service's process; `url`: where the simulator listens. */
  readonly environment: (url: string) => Readonly<Record<string, string>>;
}

/** The demo clinic's shop. Its passwords open nothing but the simulator. */
const ROBOKASSA: Shop & { readonly password3: string } = {
  login: "pawline-sandbox",
  password1: "sandbox-password-one",
  password2: "sandbox-password-two",
  password3: "sandbox-password-three",
  hash: "sha256",
};

const YOOKASSA: YooKassaShop = {
  shopId: "100500",
  secretKey: "test_sandbox-secret-of-yookassa",
  fiscal: true,
};

/** The terminal's merchant id, and the account that it is of. */
const ZARINPAL = "5a2db0c5-0000-4000-8000-7061776c696e";
const ZARINPAL_ACCOUNT: ZarinPalAccount = { accessToken: "sandbox-token-of-zarinpal", terminalId: "7061" };

const STRIPE: Account = {
  secretKey: "sk_test_sandboxSecretOfStripe",
  webhookSecret: "whsec_sandboxSecretOfItsWebhook",
};

let keys: { readonly publicKey: string; readonly privateKey: string } | undefined;

/** Those of Robokassa's certificate: made once in a process, when they are first needed. */
const holdKeys = () =>
  (keys ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }));

/** Every gateway that the sandbox plays, by the name that the service knows it by. */
export const simulatedGateways: Readonly<Record<string, SimulatedGateway>> = {
  robokassa: {
    open: ({ publicUrl, ...options }) =>
      robokassaSimulator({
        ...options,
        shop: { ...ROBOKASSA, holdKey: holdKeys().privateKey },
        resultUrl: `${publicUrl}/webhooks/robokassa/result`,
      }),
    environment: (url) => ({
      ROBOKASSA_LOGIN: ROBOKASSA.login,
      ROBOKASSA_PASSWORD1: ROBOKASSA.password1,
      ROBOKASSA_PASSWORD2: ROBOKASSA.password2,
      ROBOKASSA_PASSWORD3: ROBOKASSA.password3,
      ROBOKASSA_HASH: ROBOKASSA.hash,
      ROBOKASSA_HOLD: "1",
      ROBOKASSA_CERTIFICATE: holdKeys().publicKey,
      ROBOKASSA_PAYMENT_URL: `${url}/Merchant/Index.aspx`,
      ROBOKASSA_SERVICE_URL: `${url}/Merchant/WebService/Service.asmx`,
      ROBOKASSA_REFUND_URL: `${url}/RefundService/Refund`,
      ROBOKASSA_CONFIRM_URL: `${url}/Merchant/Payment`,
      ROBOKASSA_SECOND_RECEIPT: "1",
      ROBOKASSA_RECEIPT_URL: `${url}/RoboFiscal/Receipt`,
    }),
  },
  yookassa: {
    open: ({ publicUrl, ...options }) =>
      yookassaSimulator({ ...options, shop: YOOKASSA, hookUrl: `${publicUrl}/webhooks/yookassa` }),
    environment: (url) => ({
      YOOKASSA_SHOP_ID: YOOKASSA.shopId,
      YOOKASSA_SECRET_KEY: YOOKASSA.secretKey,
      YOOKASSA_RECEIPT_EMAIL: "receipts@example.com",
      YOOKASSA_VAT: "1",
      YOOKASSA_TAX_SYSTEM: "2",
      YOOKASSA_API_ROOT: `${url}/v3`,
    }),
  },
  zarinpal: {
    open: ({ clock, databaseUrl }) =>
      zarinpalSimulator({ merchantId: ZARINPAL, account: ZARINPAL_ACCOUNT, clock, databaseUrl }),
    environment: (url) => ({
      ZARINPAL_MERCHANT_ID: ZARINPAL,
      ZARINPAL_API_ROOT: url,
      ZARINPAL_ACCESS_TOKEN: ZARINPAL_ACCOUNT.accessToken,
      ZARINPAL_TERMINAL_ID: ZARINPAL_ACCOUNT.terminalId,
      ZARINPAL_GRAPHQL_URL: `${url}/api/v4/graphql/`,
    }),
  },
  stripe: {
    open: ({ publicUrl, ...options }) =>
      stripeSimulator({ ...options, account: STRIPE, hookUrl: `${publicUrl}/webhooks/stripe` }),
    environment: (url) => ({
      STRIPE_SECRET_KEY: STRIPE.secretKey,
      STRIPE_WEBHOOK_SECRET: STRIPE.webhookSecret,
      STRIPE_CURRENCIES: "EUR",
      STRIPE_API_ROOT: url,
    }),
  },
};
