/** What goes wrong at a gateway or on the way from it, until it is set otherwise. */
export interface CommonFaults {
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
  /** So many of the next payments, captures and refunds are made and answered with an error 500. */
  commitThen500: number;
  /** Everything meant for machines answers 503. */
  unavailable: boolean;
}

export const noCommonFaults: Readonly<CommonFaults> = {
  drop: 0,
  duplicate: false,
  delayMs: 0,
  reorder: false,
  pageFirst: false,
  commitThen500: 0,
  unavailable: false,
};

/** Whether what was just done is answered with an error: counts down. */
export function breaks(faults: CommonFaults): boolean {
  if (faults.commitThen500 === 0) return false;
  faults.commitThen500 -= 1;
  return true;
}
