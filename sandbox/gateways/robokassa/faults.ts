import { noCommonFaults, type CommonFaults } from "../kit/faults.ts";

export interface Faults extends CommonFaults {
  /** Paid sums stay "being credited" (state 50) so long, though the notification says paid. */
  creditMs: number;
}

export const noFaults: Readonly<Faults> = { ...noCommonFaults, creditMs: 0 };
