import type { Money } from "../../../platform/money.ts";

/**
 * A payment's reference: ZarinPal's authority and the rials that were asked for, `A…:4990000`. Its verification wants
 * the sum again and no question tells it, so it is kept where the payment is.
 */
export interface Ref {
  readonly authority: string;
  readonly money: Money;
}

const REF = /^([AS][\dA-Za-z]{35}):([1-9]\d{0,14})$/;

export function parseRef(ref: string): Ref | undefined {
  const [, authority, rials] = REF.exec(ref) ?? [];
  if (authority === undefined) return undefined;
  return { authority, money: { amount: Number(rials), currency: "IRR" } };
}

export const writeRef = ({ authority, money }: Ref): string => `${authority}:${money.amount}`;
