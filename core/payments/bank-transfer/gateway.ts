import { TRANSFER_CURRENCY } from "../../catalog/bank.ts";
import type { Core } from "../../platform/core.ts";
import { movedByHand } from "../by-hand.ts";
import type { PaymentGateway, Snapshot } from "../gateway.ts";
import { referenceOf } from "./reference.ts";

export const TRANSFER = "transfer";

/**
 * Bank transfers as a gateway. There is no bank to ask: what cashiers found on its statements (`bank_transfer`) is what
 * it says. Opening a payment makes the reference; where the money comes from and when is for `confirmTransfer`.
 */
export function bankTransfer(core: Core): PaymentGateway {
  return {
    name: TRANSFER,
    currencies: [TRANSFER_CURRENCY],
    // The payer stays with us: the invoice is a page of ours.
    origin: core.settings.publicUrl ?? "",
    caps: {
      partialCapture: false,
      keyed: false,
      voidPending: false,
      asyncRefund: false,
      receipts: "by_hand",
    },
    createCheckout: async ({ invoice, returnUrl, expiresAt }) => ({
      ok: { ref: referenceOf(invoice), url: new URL("invoice", returnUrl).href, expiresAt },
    }),
    fetchState: async (ref) => ({ ok: await stateOf(core, ref) }),
    ...movedByHand,
  };
}

/** What pays an invoice: the transfer of its sum, or one that lay in suspense until a person booked it. */
async function stateOf(core: Core, ref: string): Promise<Snapshot> {
  const attempt = await core.db.paymentAttempt.findUnique({
    where: { gateway_ref: { gateway: TRANSFER, ref } },
    select: {
      refunded: true,
      transfers: { where: { outcome: "settled" } },
      booked: { select: { transfer: true } },
    },
  });
  const transfer = attempt?.transfers[0] ?? attempt?.booked?.transfer;
  if (!attempt || !transfer) return { state: "absent" };
  const { amount, currency } = transfer;
  return { state: "captured", money: { amount, currency }, refunded: attempt.refunded };
}
