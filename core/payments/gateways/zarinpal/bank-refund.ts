import * as z from "zod";
import type { Money } from "../../../platform/money.ts";
import type { Outcome, Refund, RefundState } from "../../gateway.ts";
import type { Client } from "./call.ts";
import { askAccount, type Account } from "./graphql.ts";
import type { Ref } from "./ref.ts";
import { referenceOf } from "./state.ts";

/** ZarinPal sends back no less, in rials. */
const LEAST = 20_000;

/** So many refunds of the terminal are looked through for ours. */
const LOOK_BACK = 100;

const Id = z.union([z.string(), z.int().transform(String)]);
const Made = z.object({
  id: Id,
  amount: z.int(),
  status: z.string().nullish(),
  description: z.string().nullish(),
});
type Made = z.infer<typeof Made>;

const REFUNDS = `query GetRefunds($terminal_id: ID!, $limit: Int, $offset: Int) {
  refunds: GetRefunds(terminal_id: $terminal_id, limit: $limit, offset: $offset) { id amount status description }
}`;

const REFUND = `query GetRefund($id: ID!) {
  refund: GetRefund(id: $id) { id amount status description }
}`;

const SESSION = `query Session($terminal_id: ID!, $reference_id: String) {
  sessions: Session(terminal_id: $terminal_id, reference_id: $reference_id) { id amount }
}`;

const ADD = `mutation AddRefund(
  $session_id: ID!
  $amount: BigInteger!
  $description: String
  $method: InstantPayoutActionTypeEnum
  $reason: RefundReasonEnum
) {
  refund: AddRefund(
    session_id: $session_id
    amount: $amount
    description: $description
    method: $method
    reason: $reason
  ) { id amount }
}`;

/** Begins with the payment it is of, so that all of a payment are found; our key tells one from the other. */
const describe = ({ authority }: Ref, key: string): string => `${authority} ${key}`;

/** Refunds of a payment that were asked for here, those that were called off left out. */
export async function bankRefunds(
  client: Client,
  account: Account,
  { authority }: Ref,
): Promise<Outcome<readonly Made[]>> {
  const variables = { terminal_id: account.terminalId, limit: LOOK_BACK, offset: 0 };
  const told = await askAccount(client, account, REFUNDS, variables, z.object({ refunds: z.array(Made) }));
  if (!("ok" in told)) return told;
  const ours = told.ok.refunds.filter(({ description }) => description?.startsWith(`${authority} `));
  return { ok: ours.filter(({ status }) => stateOf(status) !== "cancelled") };
}

/**
 * Has money sent to the payer's bank account, a part or the whole, at any time: `AddRefund`. It takes a bank's cycle or two
 * (PAYA), so it is accepted first and done later. There are no keys, but refunds carry a description: ours is the key, and
 * is looked for first, so that one whose answer was lost is not asked for again.
 * @param made what {@link bankRefunds} has just found
 */
export async function refundByBank(
  client: Client,
  account: Account,
  ref: Ref,
  { amount }: Money,
  key: string,
  made: readonly Made[],
): Promise<Outcome<Refund>> {
  const description = describe(ref, key);
  const known = made.find((refund) => refund.description === description);
  if (known) return { ok: { ref: known.id, state: stateOf(known.status) } };
  const gone = made.reduce((sum, refund) => sum + refund.amount, 0);
  if (gone + amount > ref.money.amount) return { declined: "nothing_left" };
  if (amount < LEAST) return { declined: "too_little" };
  const session = await sessionOf(client, account, ref);
  if (!("ok" in session)) return session;
  const variables = {
    session_id: session.ok,
    amount,
    description,
    method: "PAYA",
    reason: "CUSTOMER_REQUEST",
  };
  const added = await askAccount(client, account, ADD, variables, z.object({ refund: z.object({ id: Id }) }));
  return "ok" in added ? { ok: { ref: added.ok.refund.id, state: "under_way" } } : added;
}

/** The payment by the account's own name for it: found by the reference that its verification tells. */
async function sessionOf(client: Client, account: Account, ref: Ref): Promise<Outcome<string>> {
  const reference = await referenceOf(client, ref);
  if (!("ok" in reference)) return reference;
  const shape = z.object({ sessions: z.array(z.object({ id: Id, amount: z.int() })) });
  const variables = { terminal_id: account.terminalId, reference_id: reference.ok };
  const told = await askAccount(client, account, SESSION, variables, shape);
  if (!("ok" in told)) return told;
  // Whatever was found by it, money is only taken from a payment of the same sum.
  const [one, ...others] = told.ok.sessions.filter(({ amount }) => amount === ref.money.amount);
  return one && others.length === 0 ? { ok: one.id } : { declined: "no_session" };
}

/** How a refund stands, by ZarinPal's number of it. */
export async function fetchBankRefund(
  client: Client,
  account: Account,
  id: string,
): Promise<Outcome<RefundState>> {
  const shape = z.object({ refund: Made.nullable() });
  const told = await askAccount(client, account, REFUND, { id }, shape);
  if (!("ok" in told)) return told;
  return told.ok.refund ? { ok: stateOf(told.ok.refund.status) } : { declined: "not_found" };
}

/** ZarinPal names no list of states; what is neither an end nor known is still on its way. */
function stateOf(status: string | null | undefined): RefundState {
  switch (status?.toUpperCase() ?? "") {
    case "DONE":
    case "PAID":
    case "COMPLETED":
    case "RECONCILED":
    case "SUCCESS":
      return "done";
    case "CANCELED":
    case "CANCELLED":
    case "REJECTED":
    case "FAILED":
      return "cancelled";
    default:
      return "under_way";
  }
}
