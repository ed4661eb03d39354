import type { WayBack } from "../payments/way-back.ts";

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
  /** The money is here, or held on the card until the consultation is over, and the consultation has begun with it. */
  | {
      readonly kind: "orderStarted";
      readonly order: number;
      readonly amount: number;
      readonly currency: string;
      readonly held: boolean;
    }
  /** An invoice for a bank transfer was made on the payment page. */
  | {
      readonly kind: "invoiceMade";
      readonly order: number;
      /** To be written into the transfer. */
      readonly reference: string;
      readonly amount: number;
      readonly currency: string;
      /** The invoice can be paid before this, ISO 8601. */
      readonly until: string;
      /** Page of the invoice. */
      readonly link: string;
    }
  /** What was held was let go; nothing was taken. */
  | {
      readonly kind: "orderReleased";
      readonly order: number;
      readonly amount: number;
      readonly currency: string;
      /**
       * `unneeded`: the consultation was not given. `paid_twice`: the order had been paid before; what was bought
       * stays. `left`: the order could not be paid any more.
       */
      readonly reason: "unneeded" | "paid_twice" | "left";
    }
  | {
      readonly kind: "orderRefunded";
      readonly order: number;
      readonly amount: number;
      readonly currency: string;
      /**
       * `paid_twice`: the order had been paid before; what was bought stays. `promo_gone`: paid after the order had
       * lapsed and its promo code was used up by others; nothing was bought. `unneeded`: the consultation that was
       * paid for was not given. `sessions`: for consultations that were left, which are taken back. `decided`: the
       * clinic has decided to give this back. `odd_transfer`: a bank transfer was not what its invoice waits for.
       */
      readonly reason: "paid_twice" | "promo_gone" | "unneeded" | "sessions" | "decided" | "odd_transfer";
      readonly way: WayBack;
    };
