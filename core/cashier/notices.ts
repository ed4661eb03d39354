import type { ActionFacts } from "./actions.ts";

/** Told to whoever may decide, and to who asked when it is decided. */
export type CashierNotice =
  | {
      readonly kind: "moneyRequested";
      /** Id of the request, and what it is called by. */
      readonly request: string;
      readonly number: number;
      /** Who asks. */
      readonly by: string;
      /** ISO 8601. */
      readonly until: string;
      readonly facts: ActionFacts;
    }
  | {
      readonly kind: "moneyDecided";
      readonly number: number;
      readonly state: "approved" | "declined" | "expired" | "failed";
      /** Who decided; null: nobody did. */
      readonly by: string | null;
      /** What it led to (core/cashier/carry.ts). */
      readonly outcome: string | null;
      readonly facts: ActionFacts;
    };
