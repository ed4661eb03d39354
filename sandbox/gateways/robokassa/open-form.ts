import type { Form } from "../kit/http.ts";
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { ErrorCode } from "./pages.ts";
import { isOpen, kopecks, type Payment } from "./payment.ts";
import { formIsSigned, isTest, type Shop } from "./shop.ts";

/**
 * Opens the payment form: an operation known already under this number, or a new one. A number means one sum for
 * ever, and a paid or cancelled one never opens again.
 */
export function openForm(
  shop: Shop,
  form: Form,
  known: Payment | undefined,
  now: Date,
): Payment | { error: ErrorCode } {
  const invId = form["InvId"] ?? "";
  const amount = kopecks(form["OutSum"] ?? "");
  if (form["MerchantLogin"] !== shop.login) return { error: 26 };
  if (isTest(form) && !shop.test) return { error: 23 };
  const twoSteps = form["StepByStep"] === "true";
  if (twoSteps && !shop.holdKey) return { error: 64 };
  if (twoSteps && isTest(form)) return { error: 65 };
  if (!formIsSigned(shop, form)) return { error: 29 };
  if (amount === undefined) return { error: 31 };
  const expiresAt = form["ExpirationDate"];
  const end = expiresAt === undefined ? undefined : new Date(expiresAt);
  if (end && !(end > now)) return { error: 33 };
  if (!/^[1-9]\d{0,18}$/.test(invId) || (known && (!isOpen(known, now) || known.amount !== amount))) {
    return { error: 40 };
  }
  const receipt = readReceipt(form["Receipt"]);
  if (receipt && receipt.sum !== amount) return { error: 31 };
  return {
    invId,
    amount,
    test: isTest(form),
    description: Array.from(form["Description"] ?? "")
      .slice(0, 100)
      .join(""),
    email: form["Email"],
    culture: cultureOf(form),
    receipt: receipt?.value,
    own: ownFields(form),
    successUrl: form["SuccessUrl2"],
    failUrl: form["FailUrl2"],
    ...(twoSteps && { twoSteps: { resultUrl2: form["ResultUrl2"] } }),
    opKey: known?.opKey ?? randomUUID().toUpperCase(),
    openedAt: known?.openedAt ?? now.toISOString(),
    expiresAt: end?.toISOString(),
    changedAt: now.toISOString(),
    state: "opened",
    creditedAt: undefined,
    refunds: [],
    notices: known?.notices ?? [],
  };
}

export const cultureOf = (form: Form): "ru" | "en" => (form["Culture"] === "en" ? "en" : "ru");

function ownFields(form: Form): Record<string, string> {
  const own = Object.entries(form).filter(([name]) => /^shp_/i.test(name));
  return Object.fromEntries(own.map(([name, value]) => [name, value ?? ""]));
}

const Receipt = z.object({ items: z.array(z.looseObject({ name: z.string().max(128), sum: z.number() })) });

/** The receipt arrives encoded once more than the form. Its lines must add up to the payment. */
function readReceipt(encoded: string | undefined): { value: unknown; sum: number } | undefined {
  if (encoded === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(decodeURIComponent(encoded));
    const { items } = Receipt.parse(value);
    return { value, sum: items.reduce((sum, item) => sum + Math.round(item.sum * 100), 0) };
  } catch {
    return { value: undefined, sum: Number.NaN };
  }
}
