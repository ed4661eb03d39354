import { kopecks, longSum, type Payment } from "./payment.ts";
import { signReturn, type Shop } from "./shop.ts";

const passwords = (shop: Shop, { test }: Payment) => (test && shop.test ? shop.test : shop);

/** What ResultURL is sent. */
export function resultFields(shop: Shop, payment: Payment): Record<string, string> {
  const base = { OutSum: longSum(payment.amount), InvId: payment.invId, ...payment.own };
  return {
    ...base,
    Fee: longSum(Math.round(payment.amount * 0.039)),
    EMail: payment.email ?? "",
    PaymentMethod: "BankCard",
    IncCurrLabel: "BankCardPSR",
    ...(payment.test && { IsTest: "1" }),
    SignatureValue: signReturn(shop, passwords(shop, payment).password2, base),
  };
}

/** A notification that is not true: with a wrong signature, or signed over another sum or number. */
export function forged(
  shop: Shop,
  payment: Payment,
  kind: "signature" | "sum" | "order",
): Record<string, string> {
  switch (kind) {
    case "signature":
      return { ...resultFields(shop, payment), SignatureValue: "0".repeat(64) };
    case "sum":
      return resultFields(shop, { ...payment, amount: kopecks("1.00") ?? 1 });
    case "order":
      return resultFields(shop, { ...payment, invId: "999999999" });
  }
}

/** Where the payer's browser goes, with what it carries along. */
export function returnUrl(shop: Shop, payment: Payment, to: string | undefined): string {
  const base = { OutSum: longSum(payment.amount), InvId: payment.invId, ...payment.own };
  const url = new URL(to ?? "about:blank");
  const fields = {
    ...base,
    Culture: payment.culture,
    SignatureValue: signReturn(shop, passwords(shop, payment).password1, base),
  };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.href;
}
