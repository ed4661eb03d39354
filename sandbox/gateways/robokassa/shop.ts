import { createHash, createHmac } from "node:crypto";
import * as z from "zod";
import type { Form } from "../kit/http.ts";

/** A shop as Robokassa's cabinet has it. */
export interface Shop {
  readonly login: string;
  /** Checks what the shop sends. */
  readonly password1: string;
  /** Signs ResultURL, and checks questions about operations. */
  readonly password2: string;
  /** Checks refunds; absent: the shop has no access to them. */
  readonly password3?: string | undefined;
  /** Passwords 1 and 2 of test payments; absent: the shop has not set them, and cannot make any. */
  readonly test?: { readonly password1: string; readonly password2: string } | undefined;
  /** RSA key (PEM) that signs what is told of holds; absent: the shop may not hold. */
  readonly holdKey?: string | undefined;
  readonly hash: "md5" | "sha256" | "sha384" | "sha512";
}

const digest = (shop: Shop, base: string): string => createHash(shop.hash).update(base).digest("hex");

/** `:Shp_a=1:Shp_b=2`, sorted by name; empty without such fields. */
function shopFields(form: Form): string {
  const names = Object.keys(form).filter((name) => name.toLowerCase().startsWith("shp_"));
  names.sort();
  return names.map((name) => `:${name}=${form[name] ?? ""}`).join("");
}

/** Optional values that are signed when they are there, in the order of the documentation. */
const optionalSlots = [
  "Receipt",
  "StepByStep",
  "ResultUrl2",
  "SuccessUrl2",
  "SuccessUrl2Method",
  "FailUrl2",
  "FailUrl2Method",
];

/** Whether the payment form's SignatureValue is right for what arrived. A test payment has its own password. */
export function formIsSigned(shop: Shop, form: Form): boolean {
  const password = isTest(form) ? shop.test?.password1 : shop.password1;
  let base = `${form["MerchantLogin"] ?? ""}:${form["OutSum"] ?? ""}:${form["InvId"] ?? ""}`;
  for (const name of optionalSlots) if (form[name] !== undefined) base += `:${form[name]}`;
  base += `:${password}${shopFields(form)}`;
  return digest(shop, base) === (form["SignatureValue"] ?? "").toLowerCase();
}

export const isTest = (form: Form): boolean => form["IsTest"] === "1";

/** Whether a question to OpStateExt is signed. */
export const questionIsSigned = (shop: Shop, form: Form): boolean =>
  digest(shop, `${shop.login}:${form["InvoiceID"] ?? ""}:${shop.password2}`) ===
  (form["Signature"] ?? "").toLowerCase();

/** Whether a request to confirm or cancel a hold is signed; a cancellation leaves the sum's slot empty. */
export function holdRequestIsSigned(shop: Shop, form: Form, method: "Confirm" | "Cancel"): boolean {
  const sum = method === "Confirm" ? (form["OutSum"] ?? "") : "";
  const receipt = method === "Confirm" && form["Receipt"] !== undefined ? `:${form["Receipt"]}` : "";
  const base = `${shop.login}:${sum}:${form["InvoiceID"] ?? ""}${receipt}:${shop.password1}`;
  return digest(shop, base) === (form["SignatureValue"] ?? "").toLowerCase();
}

/** Signs what is sent to ResultURL (password 2) or carried by the browser to SuccessURL (password 1). */
export const signReturn = (
  shop: Shop,
  password: string,
  form: Form & { OutSum: string; InvId: string },
): string => digest(shop, `${form.OutSum}:${form.InvId}:${password}${shopFields(form)}`).toUpperCase();

const Header = z.object({ alg: z.enum(["HS256", "HS384", "HS512"]) });
const Claims = z.object({ OpKey: z.string(), RefundSum: z.number().optional() });

/** The claims of a refund's token; undefined when it is no token or not signed by the shop. */
export function refundClaims(shop: Shop, token: string): z.infer<typeof Claims> | undefined {
  const [header = "", payload = "", signature = ""] = token.trim().split(".");
  if (shop.password3 === undefined) return undefined;
  try {
    const { alg } = Header.parse(JSON.parse(Buffer.from(header, "base64url").toString()));
    const mac = createHmac(`sha${alg.slice(2)}`, shop.password3).update(`${header}.${payload}`);
    if (mac.digest("base64url") !== signature) return undefined;
    return Claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  } catch {
    return undefined;
  }
}
