/** Roubles as a gateway writes them: `499.50`. Takes kopecks. */
export function toDecimal(minor: number): string {
  if (!Number.isSafeInteger(minor) || minor < 0)
    throw new RangeError("an amount is a whole number of kopecks");
  return `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}

/** Digits before and after the point. Ten are enough for a hundred million roubles in kopecks. */
const DECIMAL = /^(\d{1,10})(?:\.(\d{1,2})(0{0,6}))?$/;

/** Kopecks of a decimal amount (`10`, `10.5`, `10.000000`); undefined when it is none, or has parts of a kopeck. */
export function fromDecimal(text: string): number | undefined {
  const [, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}
