import type { ReceiptLine } from "./gateway.ts";

/** A line before discounts and parts: its share of the sum goes by its weight. */
export interface WeightedLine {
  readonly name: string;
  /** In minor units, say its list price. Not negative, and not all of them zero. */
  readonly weight: number;
}

/**
 * Spreads a sum (minor units) over lines by their weights, to the last kopeck: each gets its share rounded down, what
 * is left over goes by one to those whose shares were cut most (largest remainder), of equals to the first. Lines that
 * get nothing are left out: a receipt has none of nought.
 */
export function spread(total: number, lines: readonly WeightedLine[]): ReceiptLine[] {
  const all = lines.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  if (all <= 0n) throw new RangeError("lines without weight cannot share a sum");
  const shares = lines.map(({ name, weight }, at) => {
    const product = BigInt(total) * BigInt(weight);
    return { name, at, sum: Number(product / all), cut: product % all };
  });
  const over = total - shares.reduce((sum, { sum: share }) => sum + share, 0);
  const raised = new Set(
    shares
      .toSorted((a, b) => (a.cut === b.cut ? a.at - b.at : a.cut < b.cut ? 1 : -1))
      .slice(0, over)
      .map(({ at }) => at),
  );
  return shares
    .map(({ name, at, sum }) => ({ name, sum: raised.has(at) ? sum + 1 : sum }))
    .filter(({ sum }) => sum > 0);
}
