import { sameMoney, type Money } from "../../../platform/money.ts";
import type { Outcome, Refund, RefundState } from "../../gateway.ts";
import { bankRefunds, fetchBankRefund, refundByBank } from "./bank-refund.ts";
import { call, refusal, type Client } from "./call.ts";
import { parseRef, type Ref } from "./ref.ts";
import { inquire } from "./state.ts";

/** Why a reversal is refused, by codes that a person can do something about. */
const reasons: Readonly<Record<number, string>> = {
  // The payer's bank does not.
  [-60]: "no_reverse",
  [-61]: "not_captured",
  // The terminal's settings name no address of ours.
  [-62]: "no_terminal_ip",
  [-63]: "too_late",
};

/**
 * Gives money back. The whole within half an hour of being paid by `reverse.json`, at once; later, or a part, by the bank
 * (bank-refund.ts), where the account's token is set up, else it is for a person at ZarinPal. The state is read first, so
 * that what went back is not asked for again.
 */
export async function refundPayment(
  client: Client,
  text: string,
  money: Money,
  key: string,
): Promise<Outcome<Refund>> {
  const ref = parseRef(text);
  if (!ref) return { declined: "not_captured" };
  const { account } = client.settings;
  const whole = sameMoney(ref.money, money);
  if (!whole && !account) return { declined: "only_whole" };
  const status = await inquire(client, ref);
  if (!("ok" in status)) return status;
  if (status.ok === "REVERSED")
    return whole ? { ok: { ref: text, state: "done" } } : { declined: "nothing_left" };
  if (status.ok !== "VERIFIED" && status.ok !== "PAID") return { declined: "not_captured" };
  if (!account) return reverse(client, text, ref);
  const made = await bankRefunds(client, account, ref);
  if (!("ok" in made)) return made;
  // What the bank has begun to send is not reversed, too.
  if (whole && made.ok.length === 0) {
    const reversed = await reverse(client, text, ref);
    if (!("declined" in reversed) || !reverseNever.includes(reversed.declined)) return reversed;
  }
  return refundByBank(client, account, ref, money, key, made.ok);
}

/** Why a reversal is refused for good, and the bank is asked instead. */
const reverseNever: readonly string[] = ["too_late", "no_reverse", "no_terminal_ip"];

async function reverse(client: Client, text: string, { authority }: Ref): Promise<Outcome<Refund>> {
  const told = await call(client, "reverse", { authority });
  if (!told) return { unknown: true };
  if (told.code === 100) return { ok: { ref: text, state: "done" } };
  const reason = reasons[told.code];
  return reason === undefined ? refusal(told) : { declined: reason };
}

/** A reversal has no name of its own: its payment tells. A refund by the bank has. */
export async function fetchReversal(client: Client, text: string): Promise<Outcome<RefundState>> {
  const ref = parseRef(text);
  const { account } = client.settings;
  if (!ref && account && /^\d{1,20}$/.test(text)) return fetchBankRefund(client, account, text);
  if (!ref) return { declined: "not_found" };
  const status = await inquire(client, ref);
  if (!("ok" in status)) return status;
  return status.ok === "REVERSED" ? { ok: "done" } : { declined: "not_found" };
}
