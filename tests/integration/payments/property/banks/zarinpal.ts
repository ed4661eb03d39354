import { zarinpal } from "../../../../../core/payments/gateways/zarinpal.ts";
import { statusOf, type Payment } from "../../../../../sandbox/gateways/zarinpal/payment.ts";
import { zarinpalSimulator } from "../../../../../sandbox/gateways/zarinpal/simulator.ts";
import { handBook, simulated, still, type Bank, type Ground } from "./bank.ts";

const MERCHANT = "5a2db0c5-0000-4000-8000-7061776c696e";

/**
 * A terminal of ZarinPal: rials, taken by being looked at, given back whole within half an hour and by a person later;
 * it tells nothing of itself.
 */
export async function zarinpalBank(ground: Ground): Promise<Bank> {
  const { wire, calm } = ground;
  const simulator = await zarinpalSimulator({ merchantId: MERCHANT, clock: still(calm) });
  const { url } = await wire.serve((...asked) => simulator.handle(...asked));
  const byHand = handBook();
  const idOf = ({ authority, amount }: Payment) => `${authority}:${amount}`;
  const payments = () =>
    simulator.payments().map((payment) => {
      const { amount, state } = payment;
      const status = statusOf(payment, calm.clock.now());
      const taken = state === "verified" || state === "reversed";
      return {
        id: idOf(payment),
        open: status === "IN_BANK",
        // Nobody has taken it yet: it goes back unless somebody does.
        held: status === "PAID",
        captured: taken ? amount : 0,
        refunded: state === "reversed" ? amount : byHand.of(idOf(payment)),
        // 1 %, at most 120 000 rials.
        fee: taken ? Math.min(Math.round(amount * 0.01), 120_000) : 0,
      };
    });
  return simulated(ground, {
    adapter: zarinpal({ merchantId: MERCHANT, apiRoot: url }, wire.fetch),
    currency: "IRR",
    simulator,
    payments,
    inAddress: ({ pathname }) => pathname.slice(pathname.lastIndexOf("/") + 1),
    nameOf: (id) => id.slice(0, id.indexOf(":")),
    giveBack: byHand.add,
    forgotten: byHand.clear,
  });
}
