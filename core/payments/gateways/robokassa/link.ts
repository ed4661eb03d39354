import { toDecimal } from "../../decimal.ts";
import type { Checkout, ReceiptLine } from "../../gateway.ts";
import type { RobokassaSettings } from "./settings.ts";
import { sign } from "./signature.ts";

const MAX_DESCRIPTION = 100;
const MAX_LINE_NAME = 128;

/**
 * The address of the payment form. What is signed is each value as Robokassa sees it after decoding the form once,
 * in the slots of its documentation:
 * `MerchantLogin:OutSum:InvId:Receipt:StepByStep:ResultUrl2:SuccessUrl2:SuccessUrl2Method:FailUrl2:FailUrl2Method:Password1`.
 * A payment that is taken at once has neither StepByStep nor ResultUrl2.
 */
export function paymentLink(settings: RobokassaSettings, checkout: Checkout): string {
  const { login, password1, hash, hold } = settings;
  const held: [string, string][] =
    checkout.hold && hold
      ? [
          ["StepByStep", "true"],
          ["ResultUrl2", hold.notifyUrl],
        ]
      : [];
  const signed: [string, string][] = [
    ["MerchantLogin", login],
    ["OutSum", toDecimal(checkout.money.amount)],
    ["InvId", String(checkout.invoice)],
    ["Receipt", receiptField(settings, checkout.receipt)],
    ...held,
    ["SuccessUrl2", checkout.returnUrl],
    ["SuccessUrl2Method", "GET"],
    ["FailUrl2", checkout.returnUrl],
    ["FailUrl2Method", "GET"],
  ];
  const fields = new URLSearchParams(signed);
  fields.set("SignatureValue", sign(hash, [...signed.map(([, value]) => value), password1]));
  fields.set("Description", cut(checkout.description, MAX_DESCRIPTION));
  fields.set("Culture", checkout.locale === "ru" ? "ru" : "en");
  fields.set("Encoding", "utf-8");
  fields.set("ExpirationDate", checkout.expiresAt.toISOString().replace("Z", "+00:00"));
  if (checkout.email !== undefined) fields.set("Email", checkout.email);
  if (settings.test) fields.set("IsTest", "1");
  return `${settings.paymentUrl}?${fields.toString()}`;
}

/** Encoded here, and once more with the form: the documentation signs the encoded text. */
export const receiptField = (settings: RobokassaSettings, lines: readonly ReceiptLine[]): string =>
  encodeURIComponent(receiptJson(settings, lines));

/** The receipt of a prepayment (54-FZ): the services come later. */
function receiptJson(settings: RobokassaSettings, lines: readonly ReceiptLine[]): string {
  const { sno } = settings;
  return JSON.stringify({
    ...(sno !== undefined && { sno }),
    items: lines.map((line) => receiptItem(settings, line, "full_prepayment")),
  });
}

/** A line of a receipt; `full_payment` once what was paid ahead has been given. */
export const receiptItem = (
  { tax }: RobokassaSettings,
  { name, sum }: ReceiptLine,
  method: "full_prepayment" | "full_payment",
) => ({
  name: cut(name, MAX_LINE_NAME),
  quantity: 1,
  sum: decimalNumber(sum),
  tax,
  payment_method: method,
  payment_object: "service",
});

/** The lines of a receipt as the refund service takes them. */
export const refundItems = ({ tax }: RobokassaSettings, lines: readonly ReceiptLine[]) =>
  lines.map(({ name, sum }) => ({
    Name: cut(name, MAX_LINE_NAME),
    Quantity: 1,
    Cost: decimalNumber(sum),
    Tax: tax,
    PaymentMethod: "full_prepayment",
    PaymentObject: "service",
  }));

/** For JSON alone: a double of up to 15 digits is written with the very decimals it was read from. */
export const decimalNumber = (minor: number): number => Number(toDecimal(minor));

/** Characters, not UTF-16 units: half an emoji would not survive the form. */
const cut = (text: string, max: number): string => Array.from(text).slice(0, max).join("");
