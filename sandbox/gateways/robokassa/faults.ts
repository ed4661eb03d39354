/** What goes wrong at the gateway or on the way from it, until it is set otherwise. */
export interface Faults {
  /** So many of the next notifications never arrive, and are not repeated. */
  drop: number;
  /** Every notification comes twice. */
  duplicate: boolean;
  /** Notifications leave so much later. */
  delayMs: number;
  /** A notification waits until the next one has gone before it. */
  reorder: boolean;
  /** The payer is back at the shop before the notification leaves. */
  pageFirst: boolean;
  /** So many of the next payments and refunds are made and answered with an error 500. */
  commitThen500: number;
  /** The web service and the refund service answer 503. */
  unavailable: boolean;
  /** Paid sums stay "being credited" (state 50) so long, though the notification says paid. */
  creditMs: number;
}

export const noFaults: Readonly<Faults> = {
  drop: 0,
  duplicate: false,
  delayMs: 0,
  reorder: false,
  pageFirst: false,
  commitThen500: 0,
  unavailable: false,
  creditMs: 0,
};
