import type { StatementLine } from "../payments/bank-transfer/confirm.ts";
import type { RefundWhat } from "../payments/refundable.ts";

/** Money in suspense: that of an attempt at a gateway, or a bank transfer. */
export type Odd = { readonly attempt: string } | { readonly bankRef: string };

/** What a cashier can do about money. */
export type MoneyAction =
  | { readonly kind: "confirm"; readonly line: StatementLine }
  /** `order`: its number. The reason is for the audit trail. */
  | { readonly kind: "refund"; readonly order: number; readonly what: RefundWhat; readonly reason: string }
  | { readonly kind: "giveback"; readonly odd: Odd }
  | { readonly kind: "book"; readonly odd: Odd; readonly order: number }
  /** A receipt was made at the till: its key, and its number there; null: none is wanted. */
  | { readonly kind: "receipt"; readonly receipt: string; readonly number: string | null };

/** What an action is about, for whoever decides about it or reads of it later; nobody's name. */
export interface ActionFacts {
  readonly action: MoneyAction["kind"];
  /** Number of the order that gets the money or gives it back. */
  readonly order: number;
  /** Minor units of `currency`. */
  readonly amount: number;
  readonly currency: string;
  /** Reference of the invoice, or number of the receipt; and the bank's number of the transfer. */
  readonly reference?: string;
  readonly bankRef?: string;
  /** The day it came, `2026-11-23`. */
  readonly date?: string;
  /** How many consultations are taken back; 0: none, a sum alone. */
  readonly sessions?: number;
  readonly reason?: string;
}
