import type { Timings } from "./life.ts";

export interface WebTimings extends Timings {
  readonly sendMs: number;
  readonly ackMs: number;
  readonly downloadMs: number;
  /** How long WhatsApp is waited for to tell the number behind a hidden id, and when it is asked again if it did not. */
  readonly phoneMs: number;
  readonly phoneAgainMs: number;
  /** Pauses before it is started again, one after the other; the last one is kept. */
  readonly backoffMs: readonly number[];
  /** After so long it counts as well, and the pauses begin anew. */
  readonly wellMs: number;
}

export const TIMINGS: WebTimings = {
  probeMs: 5_000,
  graceMs: 5_000,
  readyMs: 90_000,
  stuckMs: 300_000,
  deafMs: 300_000,
  // A large file has to be uploaded.
  sendMs: 120_000,
  ackMs: 30_000,
  downloadMs: 120_000,
  // Nobody's message should wait long for a number that most people never need to give.
  phoneMs: 3_000,
  phoneAgainMs: 60_000,
  backoffMs: [1_000, 5_000, 15_000, 60_000, 300_000],
  wellMs: 60_000,
};
