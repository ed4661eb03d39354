import { stripe } from "../../../../../core/payments/gateways/stripe.ts";
import { refunded } from "../../../../../sandbox/gateways/stripe/payment.ts";
import { stripeSimulator } from "../../../../../sandbox/gateways/stripe/simulator.ts";
import { simulated, still, type Bank, type Ground } from "./bank.ts";

const account = { secretKey: "sk_test_0123456789", webhookSecret: "whsec_0123456789" };

/** An account at Stripe, for euros: holds, keys, forms that can be called off. */
export async function stripeBank(ground: Ground): Promise<Bank> {
  const { wire, calm, hooks } = ground;
  const { fetch } = wire;
  const clock = still(calm);
  const simulator = await stripeSimulator({ account, clock, hookUrl: `${hooks}/stripe`, fetch });
  const { url } = await wire.serve((...asked) => simulator.handle(...asked));
  const settings = { ...account, currencies: ["EUR"], apiRoot: url, formOrigin: url };
  return simulated(ground, {
    adapter: stripe(settings, calm.clock, fetch),
    currency: "EUR",
    simulator,
    payments: () =>
      simulator.payments().map((payment) => {
        const captured = payment.intent?.captured ?? 0;
        return {
          id: payment.id,
          open: payment.status === "open",
          held: payment.intent?.status === "requires_capture",
          captured,
          refunded: refunded(payment),
          fee: captured === 0 ? 0 : Math.min(captured, Math.round(captured * 0.015) + 25),
        };
      }),
    inAddress: ({ pathname }) => pathname.slice(pathname.lastIndexOf("/") + 1),
  });
}
