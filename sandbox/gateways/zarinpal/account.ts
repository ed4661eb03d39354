import * as z from "zod";
import type { ApiAnswer } from "../kit/keys.ts";
import type { Ledger } from "./api.ts";
import {
  keptOf,
  referenceId,
  refundStatus,
  sessionId,
  statusOf,
  type BankRefund,
  type Payment,
} from "./payment.ts";

/** The account that the terminal is of. */
export interface Account {
  readonly accessToken: string;
  /** Number of the terminal. */
  readonly terminalId: string;
}

/** Less is not sent back, in rials. */
const LEAST = 20_000;

const Asked = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
const Sessions = z.object({ terminal_id: z.string(), reference_id: z.string().optional() });
const Listing = z.object({
  terminal_id: z.string(),
  limit: z.int().max(100).default(20),
  offset: z.int().default(0),
});
const One = z.object({ id: z.string() });
const Adding = z.object({
  session_id: z.string(),
  amount: z.int(),
  description: z.string().max(255).optional(),
  method: z.enum(["PAYA", "CARD"]),
  reason: z.enum(["CUSTOMER_REQUEST", "DUPLICATE_TRANSACTION", "SUSPICIOUS_TRANSACTION", "OTHER"]),
});

type Resolver = (ledger: Ledger, account: Account, variables: unknown) => unknown;

/** By the field that is asked for: `name: Field(…)`. */
const resolvers: Readonly<Record<string, Resolver>> = {
  Session: sessions,
  GetRefunds: refunds,
  GetRefund: refund,
  AddRefund: addRefund,
};

/** Answers a request of the account's API: of GraphQL the four fields that concern payments, and nothing else. */
export async function answerAccount(ledger: Ledger, account: Account, body: unknown): Promise<ApiAnswer> {
  const asked = Asked.safeParse(body).data;
  const [, name, field] = /\{\s*(\w+)\s*:\s*(\w+)\s*\(/.exec(asked?.query ?? "") ?? [];
  const resolve = field !== undefined && Object.hasOwn(resolvers, field) ? resolvers[field] : undefined;
  if (!asked || name === undefined || !resolve) return refusal("Cannot query field.");
  const found = await resolve(ledger, account, asked.variables);
  return found === undefined ? refusal("validation") : { status: 200, body: { data: { [name]: found } } };
}

const refusal = (message: string): ApiAnswer => ({
  status: 200,
  body: { errors: [{ message, extensions: { category: "validation" } }], data: null },
});

const isPaid = (payment: Payment, { now }: Ledger): boolean =>
  ["PAID", "VERIFIED"].includes(statusOf(payment, now()));

function sessions(ledger: Ledger, { terminalId }: Account, variables: unknown) {
  const asked = Sessions.safeParse(variables).data;
  if (asked?.terminal_id !== terminalId) return undefined;
  return [...ledger.payments.values()]
    .filter(
      (payment) => asked.reference_id === undefined || asked.reference_id === String(referenceId(payment)),
    )
    .filter((payment) => isPaid(payment, ledger))
    .map((payment) => ({
      id: sessionId(payment),
      amount: payment.amount,
      status: statusOf(payment, ledger.now()),
    }));
}

const shown = (refund: BankRefund, { now }: Ledger) => ({
  id: refund.id,
  amount: refund.amount,
  description: refund.description,
  status: refundStatus(refund, now()),
  created_at: refund.at,
});

const all = ({ payments }: Ledger): BankRefund[] =>
  [...payments.values()].flatMap(({ refunds = [] }) => refunds).toSorted((a, b) => b.at.localeCompare(a.at));

function refunds(ledger: Ledger, { terminalId }: Account, variables: unknown) {
  const asked = Listing.safeParse(variables).data;
  if (asked?.terminal_id !== terminalId) return undefined;
  const { limit, offset } = asked;
  return all(ledger)
    .slice(offset, offset + limit)
    .map((refund) => shown(refund, ledger));
}

function refund(ledger: Ledger, _account: Account, variables: unknown) {
  const id = One.safeParse(variables).data?.id;
  const found = all(ledger).find((refund) => refund.id === id);
  return found ? shown(found, ledger) : null;
}

/** It knows no keys: whoever asks twice sends twice, as long as there is something left. */
async function addRefund(ledger: Ledger, _account: Account, variables: unknown) {
  const asked = Adding.safeParse(variables).data;
  const payment = [...ledger.payments.values()].find((payment) => sessionId(payment) === asked?.session_id);
  if (!asked || !payment || !isPaid(payment, ledger)) return undefined;
  if (asked.amount < LEAST || asked.amount > keptOf(payment)) return undefined;
  const made: BankRefund = {
    id: String(9000 + all(ledger).length),
    amount: asked.amount,
    description: asked.description ?? "",
    at: ledger.now().toISOString(),
  };
  payment.refunds = [...(payment.refunds ?? []), made];
  await ledger.save(payment);
  return shown(made, ledger);
}
