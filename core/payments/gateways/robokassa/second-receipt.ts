import { createHash } from "node:crypto";
import * as z from "zod";
import type { Outcome, ReceiptProgress, SettlementReceipt } from "../../gateway.ts";
import { decimalNumber, receiptItem } from "./link.ts";
import { request } from "./request.ts";
import type { RobokassaSettings, SettlementSettings } from "./settings.ts";
import { sign } from "./signature.ts";

type Fetch = typeof globalThis.fetch;

const Code = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
]);
const Attached = z.object({ ResultCode: Code });
const Status = z.object({ Code });

const progress: Readonly<Record<number, ReceiptProgress>> = { 1: "under_way", 2: "done", 3: "cancelled" };

/**
 * Asks for the second receipt of a payment, which settles what was paid ahead: `Receipt/Attach`. Robokassa makes one, and
 * no third. There are no idempotency keys, but receipts have numbers: ours comes from the key, and is looked for first.
 */
export async function attachReceipt(
  settings: RobokassaSettings,
  fetch: Fetch,
  { ref, key, lines, email }: SettlementReceipt,
): Promise<Outcome<{ readonly ref: string; readonly state: ReceiptProgress }>> {
  const { settlement, login, sno, tax } = settings;
  if (!settlement) return { declined: "no_second_receipt" };
  if (email === undefined) return { declined: "no_email" };
  const id = numberOf(key);
  const known = await codeOf(settings, settlement, fetch, id);
  if (known === undefined) return { unknown: true };
  const state = progress[known];
  if (state !== undefined && state !== "cancelled") return { ok: { ref: id, state } };
  const total = lines.reduce((total, { sum }) => total + sum, 0);
  const vat = lines.reduce((vat, { sum }) => vat + vatOf(tax, sum), 0);
  const answer = await ask(settings, settlement.receiptUrl, fetch, "Attach", {
    merchantId: login,
    id,
    originId: ref,
    operation: "sell",
    ...(sno !== undefined && { sno }),
    url: settlement.siteUrl,
    total: decimalNumber(total),
    items: lines.map((line) => receiptItem(settings, line, "full_payment")),
    client: { email },
    // 2: by what was paid ahead.
    payments: [{ type: 2, sum: decimalNumber(total) }],
    vats: [{ type: tax, sum: decimalNumber(vat) }],
  });
  const { data } = Attached.safeParse(answer);
  if (!data || data.ResultCode === BROKEN) return { unknown: true };
  if (data.ResultCode !== 0) return { declined: `receipt_${data.ResultCode}` };
  return { ok: { ref: id, state: "under_way" } };
}

/** `Receipt/Status`. */
export async function fetchReceipt(
  settings: RobokassaSettings,
  fetch: Fetch,
  id: string,
): Promise<Outcome<ReceiptProgress>> {
  const { settlement } = settings;
  if (!settlement) return { declined: "no_second_receipt" };
  const code = await codeOf(settings, settlement, fetch, id);
  const state = code === undefined ? undefined : progress[code];
  return state ? { ok: state } : { unknown: true };
}

/** How a receipt stands, by its number; for one that is not there the code is none of those that we know. */
async function codeOf(
  settings: RobokassaSettings,
  { receiptUrl }: SettlementSettings,
  fetch: Fetch,
  id: string,
): Promise<number | undefined> {
  const answer = await ask(settings, receiptUrl, fetch, "Status", { merchantId: settings.login, id });
  return Status.safeParse(answer).data?.Code;
}

/** Their failure: whether it was done is not known. */
const BROKEN = 1000;

/**
 * The body is the JSON in base64, a dot, and the hash of that with Password1 behind it, its hex in base64 once more; both
 * without the `=` at the end.
 */
async function ask(
  { hash, password1 }: RobokassaSettings,
  receiptUrl: string,
  fetch: Fetch,
  method: "Attach" | "Status",
  fields: object,
): Promise<unknown> {
  const body = base64(JSON.stringify(fields));
  const answer = await request(fetch, `${receiptUrl}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `${body}.${base64(sign(hash, [`${body}${password1}`]))}`,
  });
  try {
    return answer?.status === 200 ? JSON.parse(answer.body) : undefined;
  } catch {
    return undefined;
  }
}

const base64 = (text: string): string => Buffer.from(text).toString("base64url");

/** A whole number of 18 digits: no invoice of ours, which receipts share their numbers with, comes near. */
const numberOf = (key: string): string =>
  `9${String(createHash("sha256").update(key).digest().readBigUInt64BE() % 10n ** 17n).padStart(17, "0")}`;

/** The tax within a sum, in kopecks: `vat20` and `vat120` are both 20/120 of it; `none` and `vat0` are nothing. */
export function vatOf(tax: string, sum: number): number {
  const digits = tax.replace("vat", "");
  const rate = Number(digits.length === 3 ? digits.slice(1) : digits) || 0;
  return Math.round((sum * rate) / (100 + rate));
}
