import type { Money } from "../platform/money.ts";

/**
 * What came of a request. `unknown`: it timed out or the gateway failed, so it may or may not have happened; only
 * the state read later tells. It never means that a payment failed.
 */
export type Outcome<T> =
  | { readonly ok: T }
  /** A short code, ours or the gateway's; never a sentence and never personal. */
  | { readonly declined: string }
  | { readonly unknown: true };

/** A line of the fiscal receipt (54-FZ). The lines add up to the payment exactly. */
export interface ReceiptLine {
  /** At most 128 characters are kept. */
  readonly name: string;
  /** After discounts, in minor units. The quantity is one: a package is one service. */
  readonly sum: number;
}

/** A payment to be opened at a gateway. */
export interface Checkout {
  /**
   * Id of our attempt: the same one again opens nothing new and gives the same `ref`; at a gateway without such keys only
   * with that `ref` given.
   */
  readonly key: string;
  /** Our number of the attempt, for gateways that are told a number. */
  readonly invoice: bigint;
  readonly money: Money;
  /** What is paid, in the payer's language. At most 100 characters are shown. */
  readonly description: string;
  readonly receipt: readonly ReceiptLine[];
  /** Where the gateway sends the receipt. */
  readonly email: string | undefined;
  /** BCP 47 language of the payer. */
  readonly locale: string;
  /** Our page, to which the payer comes back however it went. */
  readonly returnUrl: string;
  /** After this nobody should begin to pay; who had begun may still end. */
  readonly expiresAt: Date;
  /** Where this attempt is known at the gateway already; undefined: it may not be, or it was never written down. */
  readonly ref?: string | undefined;
  /** Only to be held on the payer's card, and captured later. Asked of none but gateways with `caps.holdMs`. */
  readonly hold: boolean;
}

/** What the gateway says of a payment now: the only thing that is acted on. */
export type Snapshot =
  /** It knows nothing of it: nobody opened it yet. */
  | { readonly state: "absent" }
  /** Its form is open to be paid. */
  | { readonly state: "pending" }
  /** Somebody has paid it; the money is on its way to us and may yet be sent back. */
  | { readonly state: "received" }
  /** Held on the payer's card, to be captured or voided before `until`. */
  | { readonly state: "authorized"; readonly money: Money; readonly until: Date | undefined }
  /**
   * `money`: what came. `refunded` of it went back since, `fee` of it is kept by the gateway, both in its minor units and
   * undefined where the gateway does not tell.
   */
  | {
      readonly state: "captured";
      readonly money: Money;
      readonly refunded?: number | undefined;
      readonly fee?: number | undefined;
    }
  /** Ended without money. */
  | { readonly state: "voided" }
  /** The money came and went back whole. */
  | { readonly state: "returned" };

/** A refund that the gateway accepted. */
export interface Refund {
  /** The gateway's name for it. */
  readonly ref: string;
  readonly state: RefundState;
}
export type RefundState = "under_way" | "done" | "cancelled";

/**
 * The receipt that says that what was paid ahead has been given (54-FZ: settlement in full against the prepayment).
 * The one for the prepayment itself goes with the payment, the one for a refund with the refund.
 */
export interface SettlementReceipt {
  /** The payment it settles. */
  readonly ref: string;
  /** The same one again, within a day, sends nothing new. */
  readonly key: string;
  readonly currency: string;
  readonly lines: readonly ReceiptLine[];
  /** Where the gateway sends it. */
  readonly email: string | undefined;
}
export type ReceiptProgress = "under_way" | "done" | "cancelled";

/** Money that somebody paid and that goes back to them if nobody takes it in time. */
export interface Unclaimed {
  readonly ref: string;
  readonly money: Money;
  /** Our page that the payer was to come back to. */
  readonly returnUrl: string;
}

/** A notification as it came over HTTP. */
export interface RawNotification {
  readonly method: string;
  /** Part of the address after `?`, undecoded. */
  readonly query: string;
  readonly body: string;
  /** By lower-case names; of a repeated one the last. */
  readonly headers: Readonly<Record<string, string>>;
  /** Who sent it, as far as our own proxy vouches for it. */
  readonly ip: string;
}

export interface Answer {
  readonly status: number;
  /** Plain text. */
  readonly body: string;
}

export type Notification =
  | {
      readonly ref: string;
      /** The same for repeats of one event. */
      readonly eventKey: string;
      /** What it claims was paid, where it claims anything; compared, never credited. */
      readonly money: Money | undefined;
      /** What the gateway wants to hear once it is stored. */
      readonly ack: Answer;
    }
  /** Signed as it should be and of no interest: an event of another kind. */
  | { readonly ignore: string; readonly ack: Answer }
  | { readonly reject: "malformed" | "bad_signature" | "bad_source"; readonly answer: Answer };

/**
 * A way to take money. Adapters do no more than the gateway does: no memory, no retries, no decisions. None of these
 * throws for what a network or a gateway can do.
 */
export interface PaymentGateway {
  /** Lower-case Latin letters; names the ledger's clearing account. */
  readonly name: string;
  /** ISO 4217: a package is offered here if it has a price in one of them. */
  readonly currencies: readonly string[];
  /** Origin (`https://host`) that `createCheckout` sends payers to, for the page's content security policy. */
  readonly origin: string;
  readonly caps: {
    /** How long a hold lasts, in milliseconds; absent: everything is captured at once. */
    readonly holdMs?: number;
    readonly partialCapture: boolean;
    /** Repeats under one key are one operation. Else a part that was refunded in doubt is repeated by nobody but a person. */
    readonly keyed: boolean;
    /** Whether a payment that nobody paid yet can be called off. */
    readonly voidPending: boolean;
    /** Refunds are accepted first and done later: ask `fetchRefund`. */
    readonly asyncRefund: boolean;
    /**
     * `inline`: with payments and refunds; `separate`: so too, and those for settlement are sent by themselves; `by_hand`:
     * a person makes them at the clinic's till, as no gateway makes any for money that did not pass through it.
     */
    readonly receipts: "inline" | "separate" | "by_hand" | "none";
    /** Of a payment it sends one settlement receipt and no second: for all that was given for it, once nothing is left. */
    readonly oneSettlement?: true;
  };
  readonly createCheckout: (
    checkout: Checkout,
  ) => Promise<Outcome<{ readonly ref: string; readonly url: string; readonly expiresAt: Date }>>;
  readonly fetchState: (ref: string) => Promise<Outcome<Snapshot>>;
  /**
   * Of a gateway that tells nothing by itself and gives back what nobody asked after in time: what waits to be taken now.
   * Reading the state of one takes it.
   */
  readonly fetchUnclaimed?: () => Promise<Outcome<readonly Unclaimed[]>>;
  /** Takes what is held, whole or, with `caps.partialCapture`, a part; the rest goes back. */
  readonly capture: (
    ref: string,
    money: Money,
    key: string,
    receipt?: readonly ReceiptLine[],
  ) => Promise<Outcome<"captured">>;
  /** Lets go what is held. */
  readonly void: (ref: string, key: string) => Promise<Outcome<"voided">>;
  /**
   * Gives money back. `key` makes a repeat harmless where the gateway has such a thing. Where it has none, repeating
   * a whole refund is harmless too: there is nothing left to give, which is declined as `nothing_left`.
   */
  readonly refund: (
    ref: string,
    money: Money,
    key: string,
    receipt?: readonly ReceiptLine[],
  ) => Promise<Outcome<Refund>>;
  /** `ref` is that of the refund. */
  readonly fetchRefund: (ref: string) => Promise<Outcome<RefundState>>;
  /** Only with `caps.receipts` "separate": asks for a settlement receipt. */
  readonly sendReceipt?: (
    receipt: SettlementReceipt,
  ) => Promise<Outcome<{ readonly ref: string; readonly state: ReceiptProgress }>>;
  /** `ref` is that of the receipt. */
  readonly fetchReceipt?: (ref: string) => Promise<Outcome<ReceiptProgress>>;
  readonly parseNotification: (raw: RawNotification) => Notification;
  /** Set: it is one clinic's, and no other is paid through it. */
  readonly merchant?: Merchant;
}

/** A clinic's own account at a gateway (merchants/open.ts). */
export interface Merchant {
  /** Id of the clinic. */
  readonly clinic: string;
  /** The gateway's name, without the clinic's. */
  readonly gateway: string;
  /** False: it takes no new payments. */
  readonly active: boolean;
}

/** The gateways that are set up, by name. */
export type Gateways = Readonly<Record<string, PaymentGateway>>;
