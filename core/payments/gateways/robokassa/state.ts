import { fromDecimal } from "../../decimal.ts";
import type { Outcome, Snapshot } from "../../gateway.ts";
import { request } from "./request.ts";
import type { RobokassaSettings } from "./settings.ts";
import { sign } from "./signature.ts";

/** What OpStateExt tells: the state, and the key by which the refund service knows the operation. */
export interface Operation {
  readonly snapshot: Snapshot;
  readonly opKey: string | undefined;
}

/** Asks OpStateExt: signature base `MerchantLogin:InvoiceID:Password2`. */
export async function fetchOperation(
  settings: RobokassaSettings,
  fetch: typeof globalThis.fetch,
  invoice: string,
): Promise<Outcome<Operation>> {
  const { login, password2, hash, serviceUrl } = settings;
  const query = new URLSearchParams({
    MerchantLogin: login,
    InvoiceID: invoice,
    Signature: sign(hash, [login, invoice, password2]),
  });
  const answer = await request(fetch, `${serviceUrl}/OpStateExt?${query.toString()}`);
  return answer?.status === 200 ? readOperation(answer.body) : { unknown: true };
}

/** Result codes: 0 answered, 1 wrong signature, 2 no such shop, 3 no such operation, 4 several, 1000 their failure. */
function readOperation(xml: string): Outcome<Operation> {
  const result = text(element(xml, "Result"), "Code");
  if (result === "3") return { ok: { snapshot: { state: "absent" }, opKey: undefined } };
  if (result !== "0") return /^[124]$/.test(result) ? { declined: `result_${result}` } : { unknown: true };
  const info = element(xml, "Info");
  const state = element(xml, "State");
  const snapshot = readState(text(state, "Code"), text(info, "OutSum"), text(state, "StateDate"));
  return snapshot ? { ok: { snapshot, opKey: text(info, "OpKey") || undefined } } : { unknown: true };
}

/**
 * State codes: 5 begun, 10 cancelled or timed out, 20 held, 50 paid and being credited to the shop, 60 sent back to
 * the payer, 80 suspended by a check, 100 credited. Undefined for a code or a sum we cannot read.
 */
function readState(code: string, outSum: string, since: string): Snapshot | undefined {
  const amount = fromDecimal(outSum);
  const money = amount ? { amount, currency: "RUB" } : undefined;
  const states: Record<string, Snapshot | undefined> = {
    "5": { state: "pending" },
    "10": { state: "voided" },
    "20": money && { state: "authorized", money, until: holdEnd(since) },
    "50": { state: "received" },
    "60": { state: "returned" },
    "80": { state: "received" },
    "100": money && { state: "captured", money },
  };
  return states[code];
}

/** Robokassa lets a hold go by itself after seven days. */
export const HOLD_MS = 7 * 24 * 3_600_000;

/** `since`: when the payment came into its state. Undefined for a time that we cannot read. */
function holdEnd(since: string): Date | undefined {
  const begun = new Date(since).getTime();
  return Number.isNaN(begun) ? undefined : new Date(begun + HOLD_MS);
}

/** What stands inside the first element of a name; its attributes and namespace do not matter here. */
function element(xml: string, name: string): string {
  return new RegExp(`<${name}(?:\\s[^>]*)?>(.*?)</${name}>`, "s").exec(xml)?.[1] ?? "";
}

const text = (xml: string, name: string): string => element(xml, name).trim();
