import { sameMoney, type Money } from "../../../platform/money.ts";
import { toDecimal } from "../../decimal.ts";
import type { Outcome, ReceiptLine } from "../../gateway.ts";
import { receiptField } from "./link.ts";
import { request } from "./request.ts";
import type { HoldSettings, RobokassaSettings } from "./settings.ts";
import { sign } from "./signature.ts";
import { fetchOperation } from "./state.ts";

type Fetch = typeof globalThis.fetch;

/**
 * Takes what is held, whole: POST `Confirm`, signature base `MerchantLogin:OutSum:InvoiceID[:Receipt]:Password1`. It
 * works once and has no key, so the state is read first: what was taken already is not asked for again.
 */
export async function confirmHold(
  settings: RobokassaSettings,
  fetch: Fetch,
  ref: string,
  money: Money,
  receipt: readonly ReceiptLine[] | undefined,
): Promise<Outcome<"captured">> {
  const { hold } = settings;
  if (!hold) return { declined: "one_stage" };
  const operation = await fetchOperation(settings, fetch, ref);
  if (!("ok" in operation)) return operation;
  const { snapshot } = operation.ok;
  if (snapshot.state === "captured" && sameMoney(snapshot.money, money)) return { ok: "captured" };
  // Taken, and being credited: the state tells when that is done.
  if (snapshot.state === "received") return { unknown: true };
  if (snapshot.state !== "authorized") return { declined: "not_held" };
  if (!sameMoney(snapshot.money, money)) return { declined: "only_whole" };
  const slots: [string, string][] = [
    ["MerchantLogin", settings.login],
    ["OutSum", toDecimal(money.amount)],
    ["InvoiceID", ref],
    ...(receipt ? [["Receipt", receiptField(settings, receipt)] satisfies [string, string]] : []),
  ];
  const done = await post(settings, hold, fetch, "Confirm", slots, slots);
  return "ok" in done ? { ok: "captured" } : done;
}

/** Lets go what is held: POST `Cancel`, signature base `MerchantLogin::InvoiceID:Password1`, the sum's slot empty. */
export async function cancelHold(
  settings: RobokassaSettings,
  fetch: Fetch,
  ref: string,
): Promise<Outcome<"voided">> {
  const { hold } = settings;
  if (!hold) return { declined: "one_stage" };
  const operation = await fetchOperation(settings, fetch, ref);
  if (!("ok" in operation)) return operation;
  const { snapshot } = operation.ok;
  if (snapshot.state === "voided") return { ok: "voided" };
  if (snapshot.state !== "authorized") return { declined: "not_held" };
  const login: [string, string] = ["MerchantLogin", settings.login];
  const invoice: [string, string] = ["InvoiceID", ref];
  const done = await post(
    settings,
    hold,
    fetch,
    "Cancel",
    [login, ["OutSum", toDecimal(snapshot.money.amount)], invoice],
    [login, ["OutSum", ""], invoice],
  );
  return "ok" in done ? { ok: "voided" } : done;
}

async function post(
  { password1, hash }: RobokassaSettings,
  { confirmUrl }: HoldSettings,
  fetch: Fetch,
  method: "Confirm" | "Cancel",
  fields: [string, string][],
  signed: [string, string][],
): Promise<Outcome<true>> {
  const form = new URLSearchParams(fields);
  form.set("SignatureValue", sign(hash, [...signed.map(([, value]) => value), password1]));
  const answer = await request(fetch, `${confirmUrl}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  // A JSON string: `"success: true"`.
  const [, success] = /^"?success: (true|false)"?$/.exec(answer?.body.trim() ?? "") ?? [];
  if (answer?.status !== 200 || success === undefined) return { unknown: true };
  return success === "true" ? { ok: true } : { declined: "refused" };
}
