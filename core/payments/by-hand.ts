import type { PaymentGateway } from "./gateway.ts";

const byHand = { declined: "by_hand" } as const;

/** The half of a gateway that cannot be asked to move money: a person does it there. It sends no notifications either. */
export const movedByHand = {
  capture: async () => byHand,
  void: async () => byHand,
  refund: async () => byHand,
  fetchRefund: async () => byHand,
  parseNotification: () => ({ reject: "malformed", answer: { status: 404, body: "no notifications" } }),
} as const satisfies Partial<PaymentGateway>;
