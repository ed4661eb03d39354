import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { ApiAnswer } from "../kit/keys.ts";
import { cancel, FORM_LIFETIME, PROCESSING, take, type Ledger } from "./bank.ts";
import { paymentObject, receiptObject, refunded, refundObject, type Payment } from "./payment.ts";
import { kopecks, receiptEmail, receiptProblem, Settlement } from "./receipts.ts";

/** A request to the API, its body parsed. */
export interface ApiRequest {
  readonly method: string;
  /** Below `/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Address of the form of a payment. */
  readonly formUrl: (id: string) => string;
}

const Create = z.object({
  amount: z.unknown(),
  capture: z.boolean().optional(),
  confirmation: z.object({
    type: z.literal("redirect"),
    return_url: z.url(),
    locale: z.enum(["ru_RU", "en_US"]).optional(),
  }),
  description: z.string().max(128).optional(),
  metadata: z.record(z.string().max(32), z.string().max(512)).optional(),
  receipt: z.unknown().optional(),
});
const Amounted = z.object({ amount: z.unknown().optional(), receipt: z.unknown().optional() });
const Refunding = Amounted.extend({
  payment_id: z.string(),
  metadata: z.record(z.string().max(32), z.string().max(512)).optional(),
});

/** Refunds can be made this long: three years. */
const REFUND_LIFETIME = 3 * 365 * 24 * 3_600_000;

export async function answer(ledger: Ledger, request: ApiRequest): Promise<ApiAnswer> {
  const [, kind = "", id, act] = request.path.split("/");
  switch (`${request.method} ${kind}`) {
    case "POST payments":
      if (id === undefined) return create(ledger, request);
      return act === "capture" || act === "cancel" ? change(ledger, request, id, act) : missing;
    case "GET payments":
      return withPayment(ledger, id, (payment) => ok(paymentObject(payment, request.formUrl(payment.id))));
    case "POST refunds":
      return refund(ledger, request);
    case "GET refunds":
      return id === undefined ? refundsOf(ledger, request) : refundById(ledger, id);
    case "POST receipts":
      return settle(ledger, request);
    case "GET receipts":
      return receiptById(ledger, id ?? "");
    default:
      return missing;
  }
}

async function create(ledger: Ledger, { body, formUrl }: ApiRequest): Promise<ApiAnswer> {
  const { data, error } = Create.safeParse(body);
  if (!data) return invalid(error.issues[0]?.path.join(".") ?? "");
  const amount = kopecks(data.amount);
  if (amount === undefined) return invalid("amount.value");
  const wrong = badReceipt(ledger, data.receipt, amount);
  if (wrong) return wrong;
  const now = ledger.clock.now();
  const payment: Payment = {
    id: randomUUID(),
    amount,
    capture: data.capture ?? false,
    description: data.description ?? "",
    language: data.confirmation.locale === "en_US" ? "en" : "ru",
    returnUrl: data.confirmation.return_url,
    metadata: data.metadata ?? {},
    receipt: data.receipt,
    email: receiptEmail(data.receipt),
    createdAt: now.toISOString(),
    status: "pending",
    expiresAt: new Date(now.getTime() + FORM_LIFETIME).toISOString(),
    captured: 0,
    capturedAt: undefined,
    cancellation: undefined,
    refunds: [],
    receipts: [],
    notices: [],
  };
  await ledger.save(payment);
  return ok(paymentObject(payment, formUrl(payment.id)));
}

/** Captures or cancels what is held; nothing else can be. */
function change(
  ledger: Ledger,
  { body, formUrl }: ApiRequest,
  id: string,
  act: "capture" | "cancel",
): Promise<ApiAnswer> {
  return withPayment(ledger, id, async (payment) => {
    if (payment.status !== "waiting_for_capture") return invalid("status");
    if (act === "cancel") cancel(ledger, payment, { party: "merchant", reason: "canceled_by_merchant" });
    else {
      const { data } = Amounted.safeParse(body);
      if (!data) return invalid("amount");
      const amount = data.amount === undefined ? payment.amount : kopecks(data.amount);
      if (amount === undefined || amount > payment.amount) return invalid("amount");
      const wrong = amount < payment.amount && badReceipt(ledger, data.receipt, amount);
      if (wrong) return wrong;
      take(ledger, payment, amount);
    }
    await ledger.save(payment);
    return ok(paymentObject(payment, formUrl(id)));
  });
}

async function refund(ledger: Ledger, { body }: ApiRequest): Promise<ApiAnswer> {
  const { data, error } = Refunding.safeParse(body);
  if (!data) return invalid(error.issues[0]?.path.join(".") ?? "");
  const payment = ledger.payments.get(data.payment_id);
  const now = ledger.clock.now();
  if (payment?.status !== "succeeded") return invalid("payment_id");
  if (now.getTime() - new Date(payment.createdAt).getTime() > REFUND_LIFETIME) return invalid("payment_id");
  const amount = kopecks(data.amount);
  if (amount === undefined || amount > payment.captured - refunded(payment)) return invalid("amount");
  const wrong = amount < payment.captured && badReceipt(ledger, data.receipt, amount);
  if (wrong) return wrong;
  const made = {
    id: randomUUID(),
    amount,
    metadata: data.metadata ?? {},
    receipt: data.receipt,
    createdAt: now.toISOString(),
    finishedAt: new Date(now.getTime() + PROCESSING).toISOString(),
    status: "pending" as const,
  };
  payment.refunds.push(made);
  await ledger.save(payment);
  return ok(refundObject(payment, made));
}

function refundsOf({ payments }: Ledger, { query }: ApiRequest): ApiAnswer {
  const payment = payments.get(query.get("payment_id") ?? "");
  const items = payment?.refunds.map((refund) => refundObject(payment, refund)).toReversed() ?? [];
  return ok({ type: "list", items });
}

function refundById({ payments }: Ledger, id: string): ApiAnswer {
  for (const payment of payments.values()) {
    const refund = payment.refunds.find((refund) => refund.id === id);
    if (refund) return ok(refundObject(payment, refund));
  }
  return missing;
}

/** A receipt apart from a payment: that what was paid ahead has been given. */
async function settle(ledger: Ledger, { body }: ApiRequest): Promise<ApiAnswer> {
  const { data, error } = Settlement.safeParse(body);
  if (!data) return invalid(error.issues[0]?.path.join(".") ?? "");
  const payment = ledger.payments.get(data.payment_id);
  if (payment?.status !== "succeeded") return invalid("payment_id");
  const total = data.settlements.reduce((sum, { amount }) => sum + (kopecks(amount) ?? 0), 0);
  const problem = receiptProblem(body, total);
  if (problem !== undefined) return invalid(problem);
  const finishedAt = new Date(ledger.clock.now().getTime() + PROCESSING).toISOString();
  const receipt = { id: `rt-${randomUUID()}`, body, finishedAt };
  payment.receipts.push(receipt);
  await ledger.save(payment);
  return ok(receiptObject(payment, receipt, ledger.clock.now()));
}

function receiptById({ payments, clock }: Ledger, id: string): ApiAnswer {
  for (const payment of payments.values()) {
    const receipt = payment.receipts.find((receipt) => receipt.id === id);
    if (receipt) return ok(receiptObject(payment, receipt, clock.now()));
  }
  return missing;
}

const badReceipt = ({ shop }: Ledger, receipt: unknown, total: number): ApiAnswer | undefined => {
  if (receipt === undefined) return shop.fiscal ? invalid("receipt") : undefined;
  const problem = receiptProblem(receipt, total);
  return problem === undefined ? undefined : invalid(problem);
};

async function withPayment(
  { payments }: Ledger,
  id: string | undefined,
  run: (payment: Payment) => ApiAnswer | Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const payment = payments.get(id ?? "");
  return payment ? run(payment) : missing;
}

const ok = (body: object): ApiAnswer => ({ status: 200, body });

export const refusal = (status: number, code: string, parameter?: string): ApiAnswer => ({
  status,
  body: { type: "error", id: randomUUID(), code, description: "Refused", ...(parameter && { parameter }) },
});

const invalid = (parameter: string): ApiAnswer => refusal(400, "invalid_request", parameter);
const missing = refusal(404, "not_found");
