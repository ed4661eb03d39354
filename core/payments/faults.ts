import type { Faults } from "../platform/faults.ts";
import type { Gateways, PaymentGateway } from "./gateway.ts";

/** The same gateways; where faults are planned they strike each time one of them has answered. */
export function withFaults(gateways: Gateways, faults: Faults | undefined): Gateways {
  if (!faults) return gateways;
  return Object.fromEntries(
    Object.entries(gateways).map(([name, gateway]) => [name, failing(gateway, faults)]),
  );
}

function failing(gateway: PaymentGateway, faults: Faults): PaymentGateway {
  const failingAfter =
    <Asked extends unknown[], Told>(call: (...asked: Asked) => Promise<Told>) =>
    async (...asked: Asked): Promise<Told> => {
      const told = await call(...asked);
      await faults("payment.afterProviderCall");
      return told;
    };
  const { fetchUnclaimed, sendReceipt, fetchReceipt } = gateway;
  return {
    ...gateway,
    createCheckout: failingAfter(gateway.createCheckout),
    fetchState: failingAfter(gateway.fetchState),
    capture: failingAfter(gateway.capture),
    void: failingAfter(gateway.void),
    refund: failingAfter(gateway.refund),
    fetchRefund: failingAfter(gateway.fetchRefund),
    ...(fetchUnclaimed && { fetchUnclaimed: failingAfter(fetchUnclaimed) }),
    ...(sendReceipt && { sendReceipt: failingAfter(sendReceipt) }),
    ...(fetchReceipt && { fetchReceipt: failingAfter(fetchReceipt) }),
  };
}
