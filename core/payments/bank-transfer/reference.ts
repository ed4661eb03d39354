/**
 * What a payer writes into a transfer and a cashier finds it by: `T1042-37`. The last two digits check the others (ISO
 * 7064, mod 97-10, as an IBAN does): a reference that was misread is no other invoice's.
 */
export function referenceOf(invoice: bigint): string {
  const check = 98n - ((invoice * 100n) % 97n);
  return `T${invoice}-${String(check).padStart(2, "0")}`;
}

/** A reference as somebody typed it, in the form above; undefined: it is none. A Cyrillic Т will do. */
export function readReference(typed: string): string | undefined {
  const [, invoice, check] =
    /^[TТ]?(\d{1,18})-?(\d\d)$/u.exec(typed.replaceAll(/\s/gu, "").toUpperCase()) ?? [];
  if (invoice === undefined || check === undefined) return undefined;
  const reference = referenceOf(BigInt(invoice));
  return reference.endsWith(`-${check}`) ? reference : undefined;
}
