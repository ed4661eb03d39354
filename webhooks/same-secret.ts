import { timingSafeEqual } from "node:crypto";

/** Compares in a time that tells nothing about how much of it was right. */
export function sameSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
