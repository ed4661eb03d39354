import { createServer } from "node:http";
import type { PaymentGateway } from "../../../../core/payments/gateway.ts";
import { robokassa } from "../../../../core/payments/gateways/robokassa.ts";
import { stripe } from "../../../../core/payments/gateways/stripe.ts";
import { yookassa } from "../../../../core/payments/gateways/yookassa.ts";
import type { Clock } from "../../../../core/platform/clock.ts";
import type { CommonFaults } from "../../../../sandbox/gateways/kit/faults.ts";
import { refunded as backFromRobokassa } from "../../../../sandbox/gateways/robokassa/payment.ts";
import { robokassaSimulator } from "../../../../sandbox/gateways/robokassa/simulator.ts";
import type { GatewaySimulator } from "../../../../sandbox/gateways/simulator.ts";
import { refunded as backFromStripe } from "../../../../sandbox/gateways/stripe/payment.ts";
import { stripeSimulator } from "../../../../sandbox/gateways/stripe/simulator.ts";
import { refunded as backFromYooKassa } from "../../../../sandbox/gateways/yookassa/payment.ts";
import { yookassaSimulator } from "../../../../sandbox/gateways/yookassa/simulator.ts";
import { listen, shut } from "../gateways/ear.ts";

/** A payment as its simulator has it, in minor units. */
export interface AtBank {
  readonly id: string;
  readonly open: boolean;
  readonly held: boolean;
  readonly captured: number;
  /** Went back, or is on its way. */
  readonly refunded: number;
  /** What the gateway keeps of it, where it tells. */
  readonly fee: number;
}

/** A gateway on this machine, and our adapter to it. */
export interface Bank {
  readonly name: BankName;
  readonly adapter: PaymentGateway;
  readonly simulator: Omit<GatewaySimulator, "faults"> & { readonly faults: CommonFaults };
  readonly payments: () => readonly AtBank[];
  readonly close: () => Promise<void>;
}

export const bankNames = ["robokassa", "yookassa", "stripe"] as const;
export type BankName = (typeof bankNames)[number];

const robokassaShop = {
  login: "pawline-tests",
  password1: "first-password",
  password2: "second-password",
  password3: "third-password",
  hash: "sha256",
} as const;
const yookassaShop = { shopId: "100500", secretKey: "test_secret-of-the-shop", fiscal: false };
const stripeAccount = { secretKey: "sk_test_0123456789", webhookSecret: "whsec_0123456789" };

/**
 * One that takes at once and knows no keys, and two that hold. `hooks`: our address for notifications, before the
 * gateway's name.
 */
export async function openBanks(clock: Clock, hooks: string): Promise<readonly Bank[]> {
  const still = { now: () => clock.now(), onChange: () => () => undefined };
  const [first, second, third] = await Promise.all([
    robokassaSimulator({ shop: robokassaShop, clock: still, resultUrl: `${hooks}/robokassa` }),
    yookassaSimulator({ shop: yookassaShop, clock: still, hookUrl: `${hooks}/yookassa` }),
    stripeSimulator({ account: stripeAccount, clock: still, hookUrl: `${hooks}/stripe` }),
  ]);
  const [one, two, three] = await Promise.all([first, second, third].map(served));
  if (!one || !two || !three) throw new Error("not served");
  return [
    {
      name: "robokassa",
      adapter: robokassa({
        ...robokassaShop,
        test: false,
        paymentUrl: `${one.url}/Merchant/Index.aspx`,
        serviceUrl: `${one.url}/Merchant/WebService/Service.asmx`,
        refundUrl: `${one.url}/RefundService/Refund`,
        tax: "none",
      }),
      simulator: first,
      payments: () =>
        first.payments().map((payment) => ({
          id: payment.invId,
          open: payment.state === "opened",
          held: payment.state === "held",
          captured: payment.state === "paid" ? payment.amount : 0,
          refunded: backFromRobokassa(payment),
          fee: 0,
        })),
      close: () => closed(first, one),
    },
    {
      name: "yookassa",
      adapter: yookassa({
        ...yookassaShop,
        apiRoot: `${two.url}/v3`,
        formOrigin: two.url,
        vat: 1,
        taxSystem: 2,
        receiptEmail: undefined,
      }),
      simulator: second,
      payments: () =>
        second.payments().map((payment) => ({
          id: payment.id,
          open: payment.status === "pending",
          held: payment.status === "waiting_for_capture",
          captured: payment.captured,
          refunded: backFromYooKassa(payment),
          fee: Math.round(payment.captured * 0.035),
        })),
      close: () => closed(second, two),
    },
    {
      name: "stripe",
      adapter: stripe(
        { ...stripeAccount, currencies: ["EUR"], apiRoot: three.url, formOrigin: three.url },
        clock,
      ),
      simulator: third,
      payments: () =>
        third.payments().map((payment) => {
          const captured = payment.intent?.captured ?? 0;
          return {
            id: payment.id,
            open: payment.status === "open",
            held: payment.intent?.status === "requires_capture",
            captured,
            refunded: backFromStripe(payment),
            fee: captured === 0 ? 0 : Math.min(captured, Math.round(captured * 0.015) + 25),
          };
        }),
      close: () => closed(third, three),
    },
  ];
}

interface Served {
  readonly url: string;
  close(): Promise<void>;
}

async function served(simulator: GatewaySimulator): Promise<Served> {
  const server = createServer((request, response) => {
    void simulator.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
  });
  return { url: await listen(server), close: () => shut(server) };
}

async function closed(simulator: GatewaySimulator, server: Served): Promise<void> {
  await Promise.all([simulator.close(), server.close()]);
}
