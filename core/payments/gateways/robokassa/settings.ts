import type { Hash } from "./signature.ts";

/** The shop at Robokassa, from the configuration. Addresses have no trailing slash. */
export interface RobokassaSettings {
  readonly login: string;
  /** Signs what we send. */
  readonly password1: string;
  /** Signs what Robokassa sends, and our questions about the state of a payment. */
  readonly password2: string;
  /** Signs refunds; undefined: a person refunds at Robokassa. */
  readonly password3?: string | undefined;
  readonly hash: Hash;
  /** Robokassa's own test mode: nothing is charged. */
  readonly test: boolean;
  /** Holds on cards, which Robokassa allows a shop on request; undefined: everything is taken at once. */
  readonly hold?: HoldSettings | undefined;
  /** Second receipts (54-FZ), for a shop whose receipts Robokassa makes; undefined: nobody is asked for them. */
  readonly settlement?: SettlementSettings | undefined;
  /** The payment form, `…/Merchant/Index.aspx`. */
  readonly paymentUrl: string;
  /** `<serviceUrl>/OpStateExt` tells the state of a payment. */
  readonly serviceUrl: string;
  /** `<refundUrl>/Create` and `<refundUrl>/GetState`. */
  readonly refundUrl: string;
  /** System of taxation on receipts; undefined: the shop has only one. */
  readonly sno?: string | undefined;
  /** VAT rate on receipts (`none`, `vat20` …). */
  readonly tax: string;
}

/** What a hold needs besides: it is told of at an address of its own (ResultUrl2), and signed in another way. */
export interface HoldSettings {
  /** Our address for it. */
  readonly notifyUrl: string;
  /** Robokassa's certificate (PEM), the same for all shops: `jwtsign.cer` of its documentation. */
  readonly certificate: string;
  /** `<confirmUrl>/Confirm` and `<confirmUrl>/Cancel`. */
  readonly confirmUrl: string;
}

export interface SettlementSettings {
  /** `<receiptUrl>/Attach` and `<receiptUrl>/Status`. */
  readonly receiptUrl: string;
  /** Where it was sold, as receipts say. */
  readonly siteUrl: string;
}
