/** Chance that a seed decides: the same seed throws the same. */
export interface Dice {
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number;
  /** True this often, 0 to 1. */
  chance(share: number): boolean;
  /** One of several; there has to be one. */
  pick<T>(from: readonly T[]): T;
}

/**
 * Dice of a seed for one purpose, so that throwing some more for one thing changes nothing for another. Marsaglia's
 * xorshift of 32 bits, begun with FNV-1a of seed and purpose: fast, and as random as a schedule has to be.
 */
export function diceOf(seed: number, purpose: string): Dice {
  let state = 0x811c9dc5;
  for (const sign of `${seed} ${purpose}`) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  // It stands still at zero.
  state ||= 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    chance: (share) => next() < share,
    pick<T>(from: readonly T[]): T {
      const index = below(from.length);
      if (index >= from.length) throw new Error("nothing to pick from");
      return from[index] as T;
    },
  };
}

/** UUIDs that ascend, the same for the same seed. `maker` tells apart who makes them side by side. */
export function seededIds(maker: number): () => string {
  let made = 0;
  return () => {
    const hex = (++made).toString(16).padStart(12, "0");
    return `${maker.toString(16).padStart(8, "0")}-0000-7000-8000-${hex}`;
  };
}
