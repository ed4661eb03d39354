import { yookassa } from "../../../../../core/payments/gateways/yookassa.ts";
import { refunded } from "../../../../../sandbox/gateways/yookassa/payment.ts";
import { yookassaSimulator } from "../../../../../sandbox/gateways/yookassa/simulator.ts";
import { simulated, still, type Bank, type Ground } from "./bank.ts";

const shop = { shopId: "100500", secretKey: "test_secret-of-the-shop", fiscal: false };

/** A shop at YooKassa: holds, keys, a part of each payment kept. */
export async function yookassaBank(ground: Ground): Promise<Bank> {
  const { wire, calm, hooks } = ground;
  const { fetch } = wire;
  const clock = still(calm);
  const simulator = await yookassaSimulator({ shop, clock, hookUrl: `${hooks}/yookassa`, fetch });
  const { url } = await wire.serve((...asked) => simulator.handle(...asked));
  const settings = { ...shop, apiRoot: `${url}/v3`, formOrigin: url, vat: 1, taxSystem: 2 };
  return simulated(ground, {
    adapter: yookassa({ ...settings, receiptEmail: undefined }, fetch),
    currency: "RUB",
    simulator,
    payments: () =>
      simulator.payments().map((payment) => ({
        id: payment.id,
        open: payment.status === "pending",
        held: payment.status === "waiting_for_capture",
        captured: payment.captured,
        refunded: refunded(payment),
        fee: Math.round(payment.captured * 0.035),
        receipts: payment.receipts.length,
      })),
    inAddress: ({ searchParams }) => searchParams.get("orderId") ?? "",
  });
}
