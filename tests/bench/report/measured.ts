import { median } from "./stats.ts";

/** One figure of one contender, as it was each time it was taken. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly runs: readonly number[];
  /** What else there is to say of it. */
  readonly remark?: string;
}

/** What a row of the table promises, and whether it holds. */
export interface Verdict {
  /** As the table calls it. */
  readonly what: string;
  readonly reach: string;
  readonly value: string;
  readonly met: boolean;
}

/** What a row measured. */
export interface Measured {
  readonly row: string;
  readonly verdicts: readonly Verdict[];
  readonly figures: readonly Figure[];
  /** What limits the figures, a sentence each. */
  readonly limits: readonly string[];
  /** Whatever else is worth keeping, for machines. */
  readonly details?: unknown;
}

/** What a row is told. */
export interface Run {
  /** Just long enough to see that it works: the figures mean nothing. */
  readonly short: boolean;
  /** How long a soak lasts. */
  readonly minutes: number;
  /** Tells the person who waits how far it is. */
  readonly say: (line: string) => void;
}

export const figure = (name: string, unit: string, runs: readonly number[], remark?: string): Figure => ({
  name,
  unit,
  runs,
  ...(remark !== undefined && { remark }),
});

export const middle = ({ runs }: Figure): number => median(runs);

/** Three digits say all that a shared machine can. */
export function written(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
