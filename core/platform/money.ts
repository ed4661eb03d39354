/** An amount of money: never a fraction, never without its currency. */
export interface Money {
  /** Integer, in minor units (kopecks, cents). */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export const sameMoney = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;
