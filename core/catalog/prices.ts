/** How many digits a currency's minor unit has: 2 for RUB, 0 for IRR. */
function fractionDigits(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** "499.5" of a currency in minor units; undefined: not an amount, or finer than the currency. Decimal, never rounded. */
export function minorUnits(value: string, currency: string): number | undefined {
  const [, whole, fraction = ""] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(value) ?? [];
  const digits = fractionDigits(currency);
  if (whole === undefined || fraction.length > digits) return undefined;
  return Number(whole + fraction.padEnd(digits, "0"));
}
