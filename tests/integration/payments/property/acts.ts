import type { BankName } from "./banks.ts";
import type { Button } from "./banks/bank.ts";
import type { Trap } from "./life.ts";

export interface Wish {
  readonly owner: number;
  readonly package: "consultation" | "bundle-3";
  /** The consultation begins with the payment, at once or in so many days. */
  readonly begins: "never" | "now" | number;
  readonly promo: string | undefined;
}

/** Something that somebody does. `order` counts from the first of the run; `form` is the latest but so many. */
export type Act =
  | { readonly do: "order"; readonly order: number; readonly wish: Wish }
  | { readonly do: "open"; readonly order: number; readonly at: BankName }
  | {
      readonly do: "press";
      readonly order: number;
      readonly form: number;
      readonly button: Button;
    }
  /** Two pay at the same moment: at the latest two forms, or both at the only one. */
  | { readonly do: "both"; readonly order: number }
  /** Every owner orders the same at the same moment; the others' orders count from {@link NEXT} on. */
  | { readonly do: "rush"; readonly order: number; readonly wish: Wish }
  /** Looks at the bank's statement and brings it into the books: `typo`, the reference misread; `again`, twice. */
  | { readonly do: "cashier"; readonly how: "well" | "typo" | "again" }
  | { readonly do: "forge"; readonly order: number; readonly kind: number }
  | { readonly do: "return" | "leave" | "activate"; readonly order: number }
  | { readonly do: "take" | "answer" | "release" | "withdraw"; readonly order: number }
  | { readonly do: "finish"; readonly order: number; readonly given: boolean }
  | { readonly do: "refund"; readonly order: number; readonly what: "whole" | "sessions" | "part" }
  | { readonly do: "faults"; readonly at: BankName; readonly faults: number }
  /** The clock moves. After `sleep` nobody looks at what fell due: the service was down. */
  | { readonly do: "pass" | "sleep"; readonly ms: number };

/** From one owner's order of a rush to the next one's. */
export const NEXT = 10;

/** What comes in between a step. */
export interface Snare extends Omit<Trap, "spring"> {
  /** Done there, and the step goes on after it; undefined: the process dies there. */
  readonly meanwhile: Act | undefined;
}

export interface Step {
  readonly act: Act;
  readonly snare: Snare | undefined;
}
