/** What an owner is told about an order. `order` is the number people call it by. Amounts are minor units. */
export type PaymentNotice =
  /** The money is here and the consultations are the owner's; a button leads to activating one. */
  | {
      readonly kind: "orderPaid";
      readonly order: number;
      readonly entitlement: string;
      readonly sessions: number;
      /** Name of the package, by language. */
      readonly title: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "orderRefunded";
      readonly order: number;
      readonly amount: number;
      readonly currency: string;
      /**
       * `paid_twice`: the order had been paid before; what was bought stays. `promo_gone`: paid after the order had
       * lapsed and its promo code was used up by others; nothing was bought.
       */
      readonly reason: "paid_twice" | "promo_gone";
    };
