import * as z from "zod";
import type { ApiAnswer } from "../kit/keys.ts";
import { cancel, expire, newId, take, tell, type Ledger } from "./bank.ts";
import type { Value } from "./form-data.ts";
import { intentObject, refunded, refundObject, sessionObject, type Payment } from "./payment.ts";

/** A request to the API, its form read. */
export interface ApiRequest {
  readonly method: string;
  /** Below `/v1`. */
  readonly path: string;
  readonly params: { readonly [name: string]: Value };
  /** Address of the form of a session. */
  readonly formUrl: (id: string) => string;
}

const whole = z
  .string()
  .regex(/^\d{1,8}$/)
  .transform(Number);
const Metadata = z.record(z.string().max(40), z.string().max(500)).optional();

const Create = z.object({
  mode: z.literal("payment"),
  client_reference_id: z.string().max(200).optional(),
  customer_email: z.email().optional(),
  line_items: z.object({
    0: z.object({
      quantity: z.literal("1"),
      price_data: z.object({
        currency: z.string().regex(/^[a-z]{3}$/),
        unit_amount: whole,
        product_data: z.object({ name: z.string().min(1).max(250) }),
      }),
    }),
  }),
  payment_intent_data: z
    .object({ capture_method: z.enum(["manual", "automatic", "automatic_async"]).optional() })
    .optional(),
  metadata: Metadata,
  locale: z.string().optional(),
  success_url: z.url(),
  cancel_url: z.url(),
  expires_at: z
    .string()
    .regex(/^\d{10}$/)
    .transform(Number),
});
const Capture = z.object({ amount_to_capture: whole.optional() });
const Refunding = z.object({ payment_intent: z.string(), amount: whole.optional(), metadata: Metadata });

/** Nothing smaller is charged, in the currencies with cents. */
const LEAST = 50;

const HALF_HOUR = 30 * 60_000;
const DAY = 24 * 3_600_000;

export async function answer(ledger: Ledger, request: ApiRequest): Promise<ApiAnswer> {
  const { method, path } = request;
  const [, session, act] = /^\/checkout\/sessions(?:\/(\w+))?(?:\/(expire))?$/.exec(path) ?? [];
  if (path === "/checkout/sessions" && method === "POST") return create(ledger, request);
  if (session !== undefined) return onSession(ledger, request, session, act);
  const [, intent, change] = /^\/payment_intents\/(\w+)(?:\/(capture|cancel))?$/.exec(path) ?? [];
  if (intent !== undefined) return onIntent(ledger, request, intent, change);
  if (path === "/refunds") return method === "POST" ? refund(ledger, request) : refundsOf(ledger, request);
  const [, id] = /^\/refunds\/(\S+)$/.exec(path) ?? [];
  return id === undefined ? missing : refundById(ledger, id);
}

async function create(ledger: Ledger, { params, formUrl }: ApiRequest): Promise<ApiAnswer> {
  const { data, error } = Create.safeParse(params);
  if (!data) return invalid(error.issues[0]?.path.join(".") ?? "");
  const { currency, unit_amount: amount, product_data: product } = data.line_items[0].price_data;
  if (amount < LEAST) return invalid("unit_amount", "amount_too_small");
  const now = ledger.clock.now().getTime();
  const expiresAt = data.expires_at * 1000;
  if (expiresAt < now + HALF_HOUR || expiresAt > now + DAY) return invalid("expires_at");
  const payment: Payment = {
    id: newId("cs_test"),
    reference: data.client_reference_id,
    amount,
    currency,
    hold: data.payment_intent_data?.capture_method === "manual",
    description: product.name,
    language: data.locale === "ru" ? "ru" : "en",
    email: data.customer_email,
    successUrl: data.success_url,
    cancelUrl: data.cancel_url,
    metadata: data.metadata ?? {},
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    status: "open",
    intent: undefined,
    refunds: [],
    notices: [],
  };
  await ledger.save(payment);
  return ok(sessionObject(payment, formUrl(payment.id), false));
}

async function onSession(
  ledger: Ledger,
  { method, params, formUrl }: ApiRequest,
  id: string,
  act: string | undefined,
): Promise<ApiAnswer> {
  const payment = ledger.payments.get(id);
  if (!payment) return missing;
  if (method === "POST" && act === "expire") {
    // A session that somebody has paid, or that is over, cannot be.
    if (payment.status !== "open") return invalid("session");
    expire(ledger, payment);
    await ledger.save(payment);
  } else if (method !== "GET" || act !== undefined) return missing;
  return ok(sessionObject(payment, formUrl(id), params["expand"] !== undefined));
}

async function onIntent(
  ledger: Ledger,
  { method, params }: ApiRequest,
  id: string,
  change: string | undefined,
): Promise<ApiAnswer> {
  const payment = byIntent(ledger, id);
  if (!payment?.intent) return missing;
  if (method === "POST" && change !== undefined) {
    if (payment.intent.status !== "requires_capture") {
      return invalid("payment_intent", "payment_intent_unexpected_state");
    }
    if (change === "cancel") cancel(ledger, payment);
    else {
      const { data } = Capture.safeParse(params);
      const amount = data?.amount_to_capture ?? payment.amount;
      if (!data || amount === 0) return invalid("amount_to_capture");
      if (amount > payment.amount) return invalid("amount_to_capture", "amount_too_large");
      take(ledger, payment, amount);
    }
    await ledger.save(payment);
  }
  return ok(intentObject(payment, payment.intent));
}

async function refund(ledger: Ledger, { params }: ApiRequest): Promise<ApiAnswer> {
  const { data, error } = Refunding.safeParse(params);
  if (!data) return invalid(error.issues[0]?.path.join(".") ?? "");
  const payment = byIntent(ledger, data.payment_intent);
  if (!payment?.intent) return missing;
  if (payment.intent.status !== "succeeded") return invalid("payment_intent");
  const left = payment.intent.captured - refunded(payment);
  const amount = data.amount ?? left;
  if (left === 0) return invalid("payment_intent", "charge_already_refunded");
  if (amount === 0 || amount > left) return invalid("amount");
  const made = { id: newId("re"), amount, metadata: data.metadata ?? {} };
  payment.refunds.push(made);
  tell(ledger, payment, "refund.created", refundObject(payment, made));
  await ledger.save(payment);
  return ok(refundObject(payment, made));
}

function refundsOf(ledger: Ledger, { params }: ApiRequest): ApiAnswer {
  const { payment_intent: intent } = params;
  const payment = typeof intent === "string" ? byIntent(ledger, intent) : undefined;
  const data = payment?.refunds.map((refund) => refundObject(payment, refund)).toReversed() ?? [];
  return ok({ object: "list", data, has_more: false, url: "/v1/refunds" });
}

function refundById({ payments }: Ledger, id: string): ApiAnswer {
  for (const payment of payments.values()) {
    const refund = payment.refunds.find((refund) => refund.id === id);
    if (refund) return ok(refundObject(payment, refund));
  }
  return missing;
}

const byIntent = ({ payments }: Ledger, id: string): Payment | undefined =>
  [...payments.values()].find(({ intent }) => intent?.id === id);

const ok = (body: object): ApiAnswer => ({ status: 200, body });

export const refusal = (status: number, error: object): ApiAnswer => ({
  status,
  body: { error: { type: "invalid_request_error", message: "Refused", ...error } },
});

const invalid = (param: string, code?: string): ApiAnswer =>
  refusal(400, { param, ...(code !== undefined && { code }) });
const missing = refusal(404, { code: "resource_missing", param: "id" });
