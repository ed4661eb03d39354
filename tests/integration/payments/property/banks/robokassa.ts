import { robokassa } from "../../../../../core/payments/gateways/robokassa.ts";
import { isOpen, refunded, stateCode } from "../../../../../sandbox/gateways/robokassa/payment.ts";
import { robokassaSimulator } from "../../../../../sandbox/gateways/robokassa/simulator.ts";
import { simulated, still, type Bank, type Ground } from "./bank.ts";
import { holdKeys, robokassaShop as shop } from "../../../../support/robokassa.ts";

/** A shop at Robokassa, which knows no keys; one that `holds` may hold for a week, else it takes everything at once. */
export async function robokassaBank(ground: Ground, name: string, holds: boolean): Promise<Bank> {
  const { wire, calm, hooks } = ground;
  const { fetch } = wire;
  const { publicKey, privateKey } = holdKeys();
  const notifyUrl = `${hooks}/${name}`;
  const simulator = await robokassaSimulator({
    shop: { ...shop, ...(holds && { holdKey: privateKey }) },
    clock: still(calm),
    resultUrl: notifyUrl,
    fetch,
  });
  const { url } = await wire.serve((...asked) => simulator.handle(...asked));
  const hold = { notifyUrl, certificate: publicKey, confirmUrl: `${url}/Merchant/Payment` };
  const adapter = robokassa(
    {
      ...shop,
      test: false,
      paymentUrl: `${url}/Merchant/Index.aspx`,
      serviceUrl: `${url}/Merchant/WebService/Service.asmx`,
      refundUrl: `${url}/RefundService/Refund`,
      tax: "none",
      ...(holds && { hold }),
    },
    fetch,
  );
  return simulated(ground, {
    adapter: { ...adapter, name },
    currency: "RUB",
    simulator,
    payments: () =>
      simulator.payments().map((payment) => ({
        id: payment.invId,
        open: isOpen(payment, calm.clock.now()),
        // A hold that nobody confirmed is over by itself.
        held: payment.state === "held" && stateCode(payment, calm.clock.now()) === 20,
        captured: payment.state === "paid" ? payment.amount : 0,
        refunded: refunded(payment),
        fee: 0,
      })),
    inAddress: ({ searchParams }) => searchParams.get("InvId") ?? "",
  });
}
