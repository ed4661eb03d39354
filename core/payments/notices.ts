import type { CashierNotice } from "../cashier/notices.ts";

/** Money that came and is not credited, or should go back and does not: what a person needs to find it, and nobody's name. */
export interface StuckMoney {
  /** Key of the task that waits, its kind first: `check:<attempt>`, `refund:<attempt>:<n>`, … */
  readonly task: string;
  /** Number of the order, as people call it. */
  readonly order: number;
  readonly gateway: string;
  /** The payment's number at the gateway. */
  readonly invoice: string;
  /** Of a bank transfer that came: the bank's number of it. `invoice` is the reference that the payer wrote then. */
  readonly bankRef?: string;
  /** What was asked for, in minor units of `currency`. */
  readonly asked: number;
  /** What the gateway says that came; 0 while it does not say. */
  readonly came: number;
  /** What a refund is to give back; 0: it is no refund. */
  readonly back: number;
  readonly currency: string;
  /** When the payment began, ISO 8601. */
  readonly begunAt: string;
  /**
   * A short code. `odd_sum`: another sum came than was asked for, it lies in suspense; `unconfirmed`: the gateway told
   * us of the payment, and its own state does not say so; `no_gateway`: it is no longer set up, so nothing can go
   * back through it; `failing`: our own work on it fails every time; `hold_lost`: what was held is gone, and nobody
   * here let it go; `hold_stands`: the gateway still shows it as held; `unknown_hold`: it does not say how the hold
   * stands; `ambiguous`: a refund (or a receipt) may have gone through, and only the gateway's own pages can tell;
   * `by_hand`: it is sent back at the bank, or at the provider behind Telegram, by a person, who then says so;
   * `difference`: the gateway says that another sum came, or went back, than our books do; else why the gateway refuses.
   */
  readonly reason: string;
  /** We go on looking by ourselves; it may resolve itself. */
  readonly goesOn: boolean;
}

/** `moneyStuck` is told to every administrator, once, when it arises. */
export type MoneyNotice = ({ readonly kind: "moneyStuck" } & StuckMoney) | CashierNotice;
