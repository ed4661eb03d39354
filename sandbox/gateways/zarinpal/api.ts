import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { ApiAnswer } from "../kit/keys.ts";
import { isLate, referenceId, statusOf, type Payment } from "./payment.ts";

/** What the methods stand on. */
export interface Ledger {
  readonly merchantId: string;
  readonly now: () => Date;
  readonly payments: ReadonlyMap<string, Payment>;
  readonly save: (payment: Payment) => Promise<void>;
}

const Opening = z.object({
  // Whoever leaves the currency out means the terminal's, which may be tomans: not taken here.
  amount: z.int().min(1000).max(10_000_000_000),
  currency: z.literal("IRR"),
  callback_url: z.url(),
  description: z.string().min(1).max(500),
  metadata: z
    .object({ email: z.string().optional(), mobile: z.string().optional(), order_id: z.string().optional() })
    .optional(),
});
const Asking = z.object({ authority: z.string() });
const Verifying = Asking.extend({ amount: z.int() });
const Terminal = z.object({ merchant_id: z.string() });

type Method = (ledger: Ledger, body: unknown) => ApiAnswer | Promise<ApiAnswer>;

const methods: Readonly<Record<string, Method>> = { request, verify, inquiry, unVerified, reverse };

/** Answers a method of the API, `<name>.json`; undefined: there is no such method. */
export async function answer(ledger: Ledger, name: string, body: unknown): Promise<ApiAnswer | undefined> {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return undefined;
  const terminal = Terminal.safeParse(body).data;
  // Told by the name of the field, unlike every other refusal.
  if (!terminal) return { status: 422, body: { data: [], errors: { merchant_id: ["is required."] } } };
  if (terminal.merchant_id !== ledger.merchantId) {
    return refused(-10, "Terminal is not valid, please check merchant_id or ip address.", 401);
  }
  return method(ledger, body);
}

const granted = (data: object): ApiAnswer => ({ status: 200, body: { data, errors: [] } });

const refused = (code: number, message: string, status = 200): ApiAnswer => ({
  status,
  body: { data: [], errors: { code, message, validations: [] } },
});

const invalid = refused(-9, "The input params invalid, validation error.", 422);
const badAuthority = refused(-54, "Invalid authority.");

async function request({ now, save }: Ledger, body: unknown): Promise<ApiAnswer> {
  const asked = Opening.safeParse(body).data;
  if (!asked) return invalid;
  const authority = `A${randomBytes(18).toString("hex").slice(0, 35)}`;
  await save({
    authority,
    amount: asked.amount,
    description: asked.description,
    callbackUrl: asked.callback_url,
    orderId: asked.metadata?.order_id,
    email: asked.metadata?.email,
    openedAt: now().toISOString(),
    state: "opened",
    paidAt: undefined,
  });
  return granted({
    code: 100,
    message: "Success",
    authority,
    fee_type: "Merchant",
    fee: feeOf(asked.amount),
  });
}

/** What ZarinPal keeps, in rials. */
const feeOf = (amount: number): number => Math.min(Math.round(amount * 0.01), 120_000);

function found(ledger: Ledger, body: unknown): Payment | undefined {
  return ledger.payments.get(Asking.safeParse(body).data?.authority ?? "");
}

async function verify(ledger: Ledger, body: unknown): Promise<ApiAnswer> {
  const asked = Verifying.safeParse(body).data;
  if (!asked) return invalid;
  const payment = ledger.payments.get(asked.authority);
  if (!payment) return badAuthority;
  if (asked.amount !== payment.amount)
    return refused(-50, "Session is not valid, amounts values is not the same.");
  const status = statusOf(payment, ledger.now());
  if (status !== "PAID" && status !== "VERIFIED") {
    return refused(-51, "Session is not valid, session is not active paid try.");
  }
  if (status === "PAID") {
    payment.state = "verified";
    await ledger.save(payment);
  }
  return granted({
    code: status === "PAID" ? 100 : 101,
    message: status === "PAID" ? "Paid" : "Verified",
    card_hash: "1EBE3EBEBE35C7EC0F8D6EE4F2F859107A87822CA179BC9528767EA7B5489B69",
    card_pan: "603799******0006",
    ref_id: referenceId(payment),
    fee_type: "Merchant",
    fee: feeOf(payment.amount),
  });
}

function inquiry(ledger: Ledger, body: unknown): ApiAnswer {
  const payment = found(ledger, body);
  if (!payment) return badAuthority;
  return granted({ code: 100, message: "Success", status: statusOf(payment, ledger.now()) });
}

/** The last hundred that were paid and wait to be verified. */
function unVerified({ payments, now }: Ledger): ApiAnswer {
  const waiting = [...payments.values()].filter((payment) => statusOf(payment, now()) === "PAID");
  const authorities = waiting.slice(-100).map(({ authority, amount, callbackUrl, openedAt }) => ({
    authority,
    amount,
    callback_url: callbackUrl,
    referer: "/",
    date: openedAt.slice(0, 19).replace("T", " "),
  }));
  return granted({ code: 100, message: "Success", authorities });
}

async function reverse(ledger: Ledger, body: unknown): Promise<ApiAnswer> {
  const payment = found(ledger, body);
  if (!payment) return badAuthority;
  const status = statusOf(payment, ledger.now());
  if (status !== "PAID" && status !== "VERIFIED") return refused(-61, "Session is not in success status.");
  if (payment.refunds) return refused(-61, "Session is not in success status.");
  if (isLate(payment, ledger.now())) return refused(-63, "Maximum time for reverse this session is expired.");
  payment.state = "reversed";
  await ledger.save(payment);
  return granted({ code: 100, message: "Reversed" });
}
